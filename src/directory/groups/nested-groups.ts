import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";

/** Finds ids of the groups that contain a member, directly or through other groups, up to a limit. One statement. */
export async function groupsAbove(
  db: Db,
  tenantId: string,
  memberId: string,
  limit: number,
): Promise<string[]> {
  return walk(db, tenantId, memberId, ["member_id", "group_id"], limit);
}

/** Finds ids of the groups within a group, directly or through other groups, up to a limit. One statement. */
export async function groupsWithin(
  db: Db,
  tenantId: string,
  groupId: string,
  limit: number,
): Promise<string[]> {
  return walk(db, tenantId, groupId, ["group_id", "member_id"], limit);
}

/**
 * Follows memberships from one column to the other. The first step may start at a user; all others are between groups.
 */
async function walk(
  db: Db,
  tenantId: string,
  id: string,
  [from, to]: readonly ["member_id" | "group_id", "member_id" | "group_id"],
  limit: number,
): Promise<string[]> {
  const { seekForEach } = sqlDialects[dialectOf(db)];
  const next = seekForEach(
    "seen",
    "group_members",
    "m",
    `m.tenant_id = seen.tenant_id and m.${from} = seen.id and m.member_type = 'Group'`,
  );
  const rows = await queryRows<{ id: string }>(
    db,
    // `union` without `all` stops the recursion when groups contain each other.
    `with recursive seen (tenant_id, id) as (
       select m.tenant_id, m.${to} from group_members m where m.tenant_id = ? and m.${from} = ?
         ${from === "group_id" ? "and m.member_type = 'Group'" : "and m.member_type is not null"}
       union
       select m.tenant_id, m.${to} from ${next}
     )
     select id from seen ${LIMIT}`,
    [tenantId, id, limit],
  );
  return rows.map((row) => row.id);
}

/** Lists the ids of the groups of which a user is a direct member. */
export async function listMemberships(db: Db, tenantId: string, userId: string): Promise<Set<string>> {
  const rows = await queryRows<{ group_id: string }>(
    db,
    "select m.group_id from group_members m where m.tenant_id = ? and m.member_id = ? and m.member_type = 'User'",
    [tenantId, userId],
  );
  return new Set(rows.map(({ group_id: id }) => id));
}
