import type { Db } from "../db/connect.js";
import { PairMap } from "../db/pair-map.js";
import { candidateIdsSql, manyIdsSql, queryRows, queryTuples } from "../db/query.js";
import type { TeamRole } from "./access-facts.js";
import type { HeldRole } from "./roles-of.js";

/** A security role that a user holds through a team. */
export type TeamHeldRole = Pick<HeldRole, "instanceId" | "rootId" | "name" | "isManaged">;

interface TeamRoleRow {
  readonly user_id: string;
  readonly instance_id: string;
  readonly root_id: string;
  readonly name: string;
  readonly is_managed: number;
}

const TEAM_ROLES = `join team_roles tr on tr.tenant_id = t.tenant_id and tr.team_id = t.id
     join security_roles r on r.tenant_id = tr.tenant_id and r.id = tr.role_id`;

/**
 * Returns the roles of the teams that users are in, owner teams and group teams. One statement. What these roles permit
 * adds to the user's own roles; `decideAccess` decides whether they are enough to enter. R066, R072
 */
export async function teamHeldRolesOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<(userId: string, instanceId: string) => readonly TeamHeldRole[]> {
  const held = new Map<string, TeamHeldRole[]>();
  for (const { userId, role } of await findTeamRoles(db, tenantId, userIds)) {
    const key = `${userId} ${role.instanceId}`;
    held.set(key, [...(held.get(key) ?? []), role]);
  }
  return (userId, instanceId) => held.get(`${userId} ${instanceId}`) ?? [];
}

/** Returns the roles that one user holds through teams in all instances. */
export async function allTeamHeldRolesOf(
  db: Db,
  tenantId: string,
  userId: string,
): Promise<readonly TeamHeldRole[]> {
  return (await findTeamRoles(db, tenantId, [userId])).map(({ role }) => role);
}

/** Lists the roles that a new direct member of a group gets, in all instances. One statement. */
export async function rolesOfGroup(
  db: Db,
  tenantId: string,
  groupId: string,
): Promise<readonly TeamHeldRole[]> {
  const rows = await queryRows<Omit<TeamRoleRow, "user_id">>(
    db,
    `select distinct t.instance_id, r.root_id, r.name, r.is_managed from teams t ${TEAM_ROLES}
     where t.tenant_id = ? and t.group_id = ? and t.kind = 'group' order by t.instance_id, r.name`,
    [tenantId, groupId],
  );
  return rows.map(toRole);
}

function toRole({
  instance_id: instanceId,
  root_id: rootId,
  name,
  is_managed,
}: Omit<TeamRoleRow, "user_id">): TeamHeldRole {
  return { instanceId, rootId, name, isManaged: is_managed !== 0 };
}

async function findTeamRoles(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<{ userId: string; role: TeamHeldRole }[]> {
  const ids = JSON.stringify([...new Set(userIds)].map((id) => ({ id })));
  const rows = await queryRows<TeamRoleRow>(
    db,
    `select m.user_id, t.instance_id, r.root_id, r.name, r.is_managed from team_members m
     join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id and t.kind = 'owner' ${TEAM_ROLES}
     where m.tenant_id = ? and m.user_id ${candidateIdsSql(db, "e")}
     union
     select m.member_id, t.instance_id, r.root_id, r.name, r.is_managed from group_members m
     join teams t on t.tenant_id = m.tenant_id and t.group_id = m.group_id and t.kind = 'group' ${TEAM_ROLES}
     where m.tenant_id = ? and m.member_type = 'User' and m.member_id ${candidateIdsSql(db, "e")}`,
    [tenantId, ids, tenantId, ids],
  );
  return rows.map(({ user_id: userId, ...role }) => ({ userId, role: toRole(role) }));
}

/** Returns the strongest kind of team that gives a user roles in an instance. R072 */
export type TeamRoleOf = (userId: string, instanceId: string) => TeamRole;

/**
 * Finds the kinds of teams that give users roles in each instance: a group team, whose members are the direct members
 * of a group, an owner team, or none. A team without roles does not count. One statement. R072
 */
export async function teamRolesOf(db: Db, tenantId: string, userIds: readonly string[]): Promise<TeamRoleOf> {
  const ids = JSON.stringify(userIds);
  const hasRoles = "exists (select 1 from team_roles r where r.tenant_id = t.tenant_id and r.team_id = t.id)";
  const rows = await queryTuples<readonly [userId: string, instanceId: string, kind: "owner" | "group"]>(
    db,
    ["user_id", "instance_id", "kind"],
    `select m.user_id, t.instance_id, t.kind from team_members m
     join teams t on t.tenant_id = m.tenant_id and t.id = m.team_id and t.kind = 'owner'
     where m.tenant_id = ? and m.user_id ${manyIdsSql(db, "e")} and ${hasRoles}
     union
     select m.member_id, t.instance_id, t.kind from group_members m
     join teams t on t.tenant_id = m.tenant_id and t.group_id = m.group_id and t.kind = 'group'
     where m.tenant_id = ? and m.member_type = 'User' and m.member_id ${manyIdsSql(db, "e")} and ${hasRoles}`,
    [tenantId, ids, tenantId, ids],
  );
  const kinds = new PairMap<"owner" | "group">();
  for (const [userId, instanceId, kind] of rows) {
    if (kinds.get(userId, instanceId) !== "group") kinds.set(userId, instanceId, kind);
  }
  return (userId, instanceId) => kinds.get(userId, instanceId) ?? "none";
}
