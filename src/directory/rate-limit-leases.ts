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
  /** When the bucket will be full again, in UTC milliseconds. */
  readonly fullAt: number;
}

/** Microseconds in a millisecond: the unit of the table, so that a token of any rate is a whole number of them. */
const MICROSECONDS = 1000;

const BASE = `(case when rate_limits.full_at > excluded.leased_at then rate_limits.full_at
  else excluded.leased_at end)`;

/** Whole tokens that are in the bucket; binds its depth and a token, both in microseconds. */
const FREE = `((excluded.leased_at + cast(? as bigint) - ${BASE}) / cast(? as bigint))`;

/** What the row being inserted wants, or what there is, or nothing; binds what is needed besides. */
const GRANT = `(case when ${FREE} < ? then 0 when ${FREE} < excluded.granted then ${FREE}
  else excluded.granted end)`;

const SQL = `insert into rate_limits (tenant_id, connection_id, bucket, full_at, leased_at, granted)
  values (?, ?, ?, ?, ?, ?)
  on conflict (tenant_id, connection_id, bucket) do update set
    full_at = ${BASE} + ${GRANT} * cast(? as bigint), leased_at = excluded.leased_at, granted = ${GRANT}
  returning granted, full_at`;

/** The time of one token, in milliseconds. */
export function tokenTime({ rate }: RateLimit): number {
  // Rounded up: never more than the rate.
  return Math.ceil((SECOND * MICROSECONDS) / rate) / MICROSECONDS;
}

/**
 * Takes tokens out of a connection's bucket, which fills by the time that has passed, for a process to spend; in one
 * statement, so that of processes that ask at once no two get the same token.
 * @param now - UTC milliseconds
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
  const grant = [depth, token, needed, depth, token, depth, token];
  const bindings = inserted.concat(grant, token, grant);
  const row = await queryFirst<{ granted: number; full_at: number }>(db, SQL, bindings);
  return { granted: row?.granted ?? 0, fullAt: (row?.full_at ?? at) / MICROSECONDS };
}
