import type { Db } from "../db/connect.js";
import { candidateIdsSql, queryRows } from "../db/query.js";
import type { TeamRole } from "./access-facts.js";

/** Returns the strongest kind of team that gives a user roles in an instance. R072 */
export type TeamRoleOf = (userId: string, instanceId: string) => TeamRole;

/**
 * Finds the kinds of teams that give users roles in each instance: a group team, whose members are the direct members
 * of a group, an owner team, or none. A team without roles does not count. One statement. R072
 */
export async function teamRolesOf(db: Db, tenantId: string, userIds: readonly string[]): Promise<TeamRoleOf> {
  const ids = JSON.stringify(userIds.map((id) => ({ id })));
  const hasRoles = "exists (select 1 from team_roles r where r.tenant_id = t.tenant_id and r.team_id = t.id)";
  const rows = await queryRows<{ user_id: string; instance_id: string; kind: "owner" | "group" }>(
    db,
    `select m.user_id, t.instance_id, t.kind from team_members m
     join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id and t.kind = 'owner'
     where m.tenant_id = ? and m.user_id ${candidateIdsSql(db, "e")} and ${hasRoles}
     union
     select m.member_id, t.instance_id, t.kind from group_members m
     join teams t on t.tenant_id = m.tenant_id and t.group_id = m.group_id and t.kind = 'group'
     where m.tenant_id = ? and m.member_type = 'User' and m.member_id ${candidateIdsSql(db, "e")} and ${hasRoles}`,
    [tenantId, ids, tenantId, ids],
  );
  const kinds = new Map<string, "owner" | "group">();
  for (const { user_id: userId, instance_id: instanceId, kind } of rows) {
    const key = `${userId} ${instanceId}`;
    if (kinds.get(key) !== "group") kinds.set(key, kind);
  }
  return (userId, instanceId) => kinds.get(`${userId} ${instanceId}`) ?? "none";
}
