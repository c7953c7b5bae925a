import type { Db } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { queryFirst } from "../db/query.js";
import type { RateBucket, RateLimit } from "./rate-limits.js";

/** The bucket of a connection that is leased from. */
export interface BucketKey {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly bucket: RateBucket;
}

/** How many tokens are asked for: all that are wanted if there are so many, but no fewer than are needed. */
export interface LeaseRequest {
  readonly needed: number;
  readonly wanted: number;
}

/** What a bucket gave. */
export interface Lease {
  /** No fewer than were needed, or 0. */
  readonly granted: number;
  /** When the bucket will be full again, in milliseconds by the bucket's clock. */
  readonly fullAt: number;
  /** The time by the bucket's clock: that of the process which is furthest ahead. */
  readonly clock: number;
}

/** Microseconds in a millisecond: the unit of the table, so that a token of any rate is a whole number of them. */
const MICROSECONDS = 1000;

/** The time by the bucket's clock, which no process can set back. */
const NOW = `(case when rate_limits.leased_at > excluded.leased_at then rate_limits.leased_at
  else excluded.leased_at end)`;

/** Whole tokens that are in the bucket; binds its depth and a token, both in microseconds. */
const FREE = `((case when rate_limits.full_at > ${NOW} then ${NOW} + cast(? as bigint) - rate_limits.full_at
  else cast(? as bigint) end) / cast(? as bigint))`;

/** When it is full; no later than it takes to fill it, however deep it was once. Binds its depth twice. */
const FULL = `(case when rate_limits.full_at > ${NOW} + cast(? as bigint) then ${NOW} + cast(? as bigint)
  when rate_limits.full_at > ${NOW} then rate_limits.full_at else ${NOW} end)`;

/** What the row being inserted wants, or what there is, or nothing; binds what is needed besides. */
const GRANT = `(case when ${FREE} < ? then 0 when ${FREE} < excluded.granted then ${FREE}
  else excluded.granted end)`;

const SQL = `insert into rate_limits (tenant_id, connection_id, bucket, full_at, leased_at, granted)
  values (?, ?, ?, ?, ?, ?)
  on conflict (tenant_id, connection_id, bucket) do update set
    full_at = ${FULL} + ${GRANT} * cast(? as bigint), leased_at = ${NOW}, granted = ${GRANT}
  returning granted, full_at, leased_at`;

/** The time of one token, in milliseconds. */
export function tokenTime({ rate }: RateLimit): number {
  // Rounded up: never more than the rate.
  return Math.ceil((SECOND * MICROSECONDS) / rate) / MICROSECONDS;
}

/**
 * Takes tokens out of a connection's bucket, which fills by the time that has passed, for a process to spend; in one
 * statement, so that of processes that ask at once no two get the same token. The bucket has a clock of its own, so that
 * it fills by the time that has passed although a clock is set back or those of processes differ.
 * @param now - milliseconds by the bucket's clock, as far as the process knows it
 */
export async function leaseTokens(
  db: Db,
  { tenantId, connectionId, bucket }: BucketKey,
  limit: RateLimit,
  { needed, wanted }: LeaseRequest,
  now: number,
): Promise<Lease> {
  const token = Math.round(tokenTime(limit) * MICROSECONDS);
  const depth = limit.burst * token;
  const at = Math.floor(now * MICROSECONDS);
  const inserted = [tenantId, connectionId, bucket, at + wanted * token, at, wanted];
  const free = [depth, depth, token];
  const grant = [...free, needed, ...free, ...free];
  const bindings = [...inserted, depth, depth, ...grant, token, ...grant];
  const row = await queryFirst<{ granted: number; full_at: number; leased_at: number }>(db, SQL, bindings);
  return {
    granted: row?.granted ?? 0,
    fullAt: (row?.full_at ?? at) / MICROSECONDS,
    clock: (row?.leased_at ?? at) / MICROSECONDS,
  };
}
