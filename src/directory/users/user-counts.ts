import type { Db } from "../../db/connect.js";
import { queryFirst } from "../../db/query.js";
import { TOTAL_SQL } from "../resources/counts.js";

/** How many users a tenant has. */
export interface UserCounts {
  readonly active: number;
  readonly blocked: number;
  /** The deleted users who can still be restored. */
  readonly deleted: number;
  readonly createdLately: number;
}

/**
 * Counts users by what indexes and the stored total give. One statement.
 * @param since - UTC milliseconds: since when a deletion can be undone, and a user counts as created lately
 */
export async function countUsers(
  db: Db,
  tenantId: string,
  since: { readonly deleted: number; readonly created: number },
): Promise<UserCounts> {
  const row = await queryFirst<Omit<UserCounts, "active"> & { total: number }>(
    db,
    `select ${TOTAL_SQL} as total,
       (select cast(count(*) as bigint) from users where tenant_id = ? and active = 0) as blocked,
       (select cast(count(*) as bigint) from tombstones
          where tenant_id = ? and resource_type = 'User' and deleted_at > ?) as deleted,
       (select cast(count(*) as bigint) from users where tenant_id = ? and created_at > ?) as "createdLately"`,
    [tenantId, "User", tenantId, tenantId, since.deleted, tenantId, since.created],
  );
  const { total, ...counts } = row ?? { total: 0, blocked: 0, deleted: 0, createdLately: 0 };
  return { active: total - counts.blocked, ...counts };
}
