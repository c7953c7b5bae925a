import type { Db } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { candidateIdsSql, dialectOf, queryRows } from "../../db/query.js";

/** How a user belongs to a group: as a direct member, through a nested group, or not at all. */
export type Membership = "direct" | "nested" | "no";

/**
 * Finds how users belong to a few groups, with one statement that follows nested groups. A member without a type, which
 * the connection that added it could not see, does not count.
 * @param groupIds - the groups that guard instances
 */
export async function membershipsOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  groupIds: readonly string[],
): Promise<(userId: string, groupId: string) => Membership> {
  if (groupIds.length === 0) return () => "no";
  const { jsonParameterElements, seekForEach } = sqlDialects[dialectOf(db)];
  const above = seekForEach(
    "up",
    "group_members",
    "m",
    "m.tenant_id = up.tenant_id and m.member_id = up.group_id and m.member_type = 'Group'",
  );
  const rows = await queryRows<{ user_id: string; group_id: string; steps: number }>(
    db,
    // `union` without `all` stops the recursion when groups contain each other.
    `with recursive up (tenant_id, user_id, group_id, steps) as (
       select m.tenant_id, m.member_id, m.group_id, 0 from group_members m
         where m.tenant_id = ? and m.member_type = 'User' and m.member_id ${candidateIdsSql(db, "e")}
       union
       select m.tenant_id, up.user_id, m.group_id, 1 from ${above}
     )
     select user_id, group_id, min(steps) as steps from up
     where group_id in (select f.value ->> 'id' from ${jsonParameterElements("f")})
     group by user_id, group_id`,
    [
      tenantId,
      JSON.stringify(userIds.map((id) => ({ id }))),
      JSON.stringify([...new Set(groupIds)].map((id) => ({ id }))),
    ],
  );
  const found = new Map(
    rows.map(({ user_id: userId, group_id: groupId, steps }) => [`${userId} ${groupId}`, steps]),
  );
  return (userId, groupId) => {
    const steps = found.get(`${userId} ${groupId}`);
    if (steps === undefined) return "no";
    return steps === 0 ? "direct" : "nested";
  };
}
