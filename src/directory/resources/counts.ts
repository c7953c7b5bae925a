import type { Trx } from "../../db/connect.js";
import { dialectOf, sendQuery } from "../../db/query.js";

/**
 * The number of rows over which the count of a type is spread on PostgreSQL, so that parallel creates seldom wait for
 * each other.
 */
const SHARDS = 16;

/** The total of a type as a scalar sub-select; binds the tenant and the type. */
export const TOTAL_SQL =
  "(select cast(coalesce(sum(total), 0) as bigint) from resource_counts where tenant_id = ? and resource_type = ?)";

/** Changes the count of a type of resource in the transaction that adds or removes some. */
export async function addToCount(
  trx: Trx,
  tenantId: string,
  resourceType: "User" | "Group",
  change: number,
): Promise<void> {
  // Chosen by database connection, so that a transaction locks one row, and two transactions seldom the same.
  const shard = dialectOf(trx) === "postgres" ? `pg_backend_pid() % ${SHARDS}` : "0";
  await sendQuery(
    trx,
    `insert into resource_counts (tenant_id, resource_type, shard, total) values (?, ?, ${shard}, ?)
     on conflict (tenant_id, resource_type, shard) do update set total = resource_counts.total + excluded.total`,
    [tenantId, resourceType, change],
  );
}
