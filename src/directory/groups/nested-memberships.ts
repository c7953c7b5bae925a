import type { Db } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { PairMap } from "../../db/pair-map.js";
import { dialectOf, manyIdsSql, queryTuples } from "../../db/query.js";

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
  const { seekForEach } = sqlDialects[dialectOf(db)];
  const above = seekForEach(
    "up",
    "group_members",
    "m",
    "m.tenant_id = up.tenant_id and m.member_id = up.group_id and m.member_type = 'Group'",
  );
  const users = JSON.stringify(userIds);
  const guards = JSON.stringify([...new Set(groupIds)]);
  const rows = await queryTuples<readonly [userId: string, groupId: string, isNested: number]>(
    db,
    ["user_id", "group_id", "is_nested"],
    // Climbs from each group once, however many of the users are in it. `union` without `all` stops the recursion when
    // groups contain each other.
    `with recursive up (tenant_id, start_id, group_id) as (
       select m.tenant_id, m.group_id, m.group_id from group_members m
         where m.tenant_id = ? and m.member_type = 'User' and m.member_id ${manyIdsSql(db, "e")}
       union
       select m.tenant_id, up.start_id, m.group_id from ${above}
     ),
     reached as (
       select up.start_id, up.group_id from up
       where up.group_id ${manyIdsSql(db, "f")})
     select m.member_id as user_id, reached.group_id,
       case when reached.start_id = reached.group_id then 0 else 1 end as is_nested
     from reached join group_members m on m.group_id = reached.start_id
     where m.tenant_id = ? and m.member_type = 'User' and m.member_id ${manyIdsSql(db, "g")}`,
    [tenantId, users, guards, tenantId, users],
  );
  const found = new PairMap<Membership>();
  for (const [userId, groupId, isNested] of rows) {
    if (isNested === 0) found.set(userId, groupId, "direct");
    else if (found.get(userId, groupId) === undefined) found.set(userId, groupId, "nested");
  }
  return (userId, groupId) => found.get(userId, groupId) ?? "no";
}
