import type { Trx } from "../db/connect.js";
import { queryRows } from "../db/query.js";

/**
 * Keeps what a deleted resource was, so that an administrator can restore it; to provisioning clients it is gone.
 * Runs before the row itself is deleted, in the same transaction.
 */
export async function buryResource(
  trx: Trx,
  tenantId: string,
  table: "users" | "groups",
  id: string,
  now: number,
): Promise<void> {
  await queryRows(
    trx,
    `insert into tombstones (tenant_id, id, resource_type, version, created_at, deleted_at, resource)
     select tenant_id, id, ?, version, created_at, ?, resource from ${table} where tenant_id = ? and id = ?`,
    [table === "users" ? "User" : "Group", now, tenantId, id],
  );
}
