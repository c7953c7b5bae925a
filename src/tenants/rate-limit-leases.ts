import type { Db } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { queryFirst } from "../db/query.js";
import type { RateBucket, RateLimit } from "./rate-limits.js";

/** The bucket of a connection from which tokens are leased. */
export interface BucketKey {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly bucket: RateBucket;
}

/** The number of tokens: the wanted ones if there are enough, but at least the needed ones. */
export interface LeaseRequest {
  readonly needed: number;
  readonly wanted: number;
}

/** The result of a lease. */
export interface Lease {
  /** At least the needed number, or 0. */
  readonly granted: number;
  /** When the bucket will be full, in milliseconds by the bucket's clock. */
  readonly fullAt: number;
  /** The bucket's clock, which follows the process that is furthest ahead. */
  readonly clock: number;
}

/**
 * Microseconds per millisecond. The table counts in microseconds, so that a token of any rate is a whole number of
 * them.
 */
const MICROSECONDS = 1000;

/** The bucket's clock, which no process can set back. */
const NOW = `(case when rate_limits.leased_at > excluded.leased_at then rate_limits.leased_at
  else excluded.leased_at end)`;

/** The whole tokens in the bucket; binds its depth and the time of a token, both in microseconds. */
const FREE = `((case when rate_limits.full_at > ${NOW} then ${NOW} + cast(? as bigint) - rate_limits.full_at
  else cast(? as bigint) end) / cast(? as bigint))`;

/**
 * When the bucket is full; never later than it takes to fill it, even if it was deeper before. Binds its depth twice.
 */
const FULL = `(case when rate_limits.full_at > ${NOW} + cast(? as bigint) then ${NOW} + cast(? as bigint)
  when rate_limits.full_at > ${NOW} then rate_limits.full_at else ${NOW} end)`;

/** The granted tokens: the wanted number, the available number, or none; also binds the needed number. */
const GRANT = `(case when ${FREE} < ? then 0 when ${FREE} < excluded.granted then ${FREE}
  else excluded.granted end)`;

const SQL = `insert into rate_limits (tenant_id, connection_id, bucket, full_at, leased_at, granted)
  values (?, ?, ?, ?, ?, ?)
  on conflict (tenant_id, connection_id, bucket) do update set
    full_at = ${FULL} + ${GRANT} * cast(? as bigint), leased_at = ${NOW}, granted = ${GRANT}
  returning granted, full_at, leased_at`;

/** Returns the time of one token, in milliseconds. */
export function tokenTime({ rate }: RateLimit): number {
  // Rounded up, so that the rate is never exceeded.
  return Math.ceil((SECOND * MICROSECONDS) / rate) / MICROSECONDS;
}

/**
 * Leases tokens of a connection's bucket to a process, with one statement, so that concurrent processes never get the
 * same token. The bucket has a clock of its own, so that it fills at the right speed even if a clock is set back or the
 * clocks of processes differ.
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
