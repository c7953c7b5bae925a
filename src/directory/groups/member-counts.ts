import type { Db } from "../../db/connect.js";
import { candidateIdsSql, queryRows } from "../../db/query.js";

/** Counts the groups of which each user is a direct member. One statement. */
export async function countGroupsOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<(userId: string) => number> {
  const rows = await queryRows<{ member_id: string; groups: number }>(
    db,
    `select m.member_id, cast(count(*) as integer) as groups from group_members m
     where m.tenant_id = ? and m.member_id ${candidateIdsSql(db, "e")} group by m.member_id`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const counts = new Map(rows.map(({ member_id: id, groups }) => [id, groups]));
  return (userId) => counts.get(userId) ?? 0;
}
