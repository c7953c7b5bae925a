import type { Db, Trx } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { refuseDuplicate } from "../db/errors.js";
import { newId } from "../db/new-id.js";
import { candidateIdsSql, dialectOf, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { quote } from "../schema/quote.js";

/**
 * The kinds of teams: an administrator adds the members of an owner team; a group team has the direct members of a
 * group. R072
 */
export const TEAM_KINDS = ["owner", "group"] as const;

/** A set of users of an instance who share roles. */
export interface Team {
  readonly id: string;
  readonly instanceId: string;
  readonly businessUnitId: string;
  readonly name: string;
  readonly kind: (typeof TEAM_KINDS)[number];
  /** The SCIM group of a group team. */
  readonly groupId: string | undefined;
  readonly roles: readonly TeamRole[];
  /** UTC milliseconds. */
  readonly createdAt: number;
}

/** A security role of a team. */
export interface TeamRole {
  readonly id: string;
  readonly rootId: string;
  readonly name: string;
}

interface TeamRow {
  id: string;
  instance_id: string;
  business_unit_id: string;
  name: string;
  kind: Team["kind"];
  group_id: string | null;
  created_at: number;
}

/** Selects teams. */
export interface TeamFilter {
  readonly instanceId?: string;
  readonly groupId?: string;
  readonly teamId?: string;
}

/** Lists teams of a tenant with their roles, by name. Two statements. */
export async function listTeams(db: Db, tenantId: string, filter: TeamFilter): Promise<Team[]> {
  const conditions = [
    ["t.instance_id = ?", filter.instanceId],
    ["t.group_id = ?", filter.groupId],
    ["t.id = ?", filter.teamId],
  ].flatMap(([sql = "", value]) => (value === undefined ? [] : [[sql, value] as const]));
  const where = ["t.tenant_id = ?", ...conditions.map(([sql]) => sql)].join(" and ");
  const bindings = [tenantId, ...conditions.map(([, value]) => value)];
  const rows = await queryRows<TeamRow>(
    db,
    `select t.id, t.instance_id, t.business_unit_id, t.name, t.kind, t.group_id, t.created_at from teams t
     where ${where} order by t.name_key, t.id`,
    bindings,
  );
  const roles = await queryRows<{ team_id: string; id: string; root_id: string; name: string }>(
    db,
    `select tr.team_id, r.id, r.root_id, r.name from teams t
     join team_roles tr on tr.tenant_id = t.tenant_id and tr.team_id = t.id
     join security_roles r on r.tenant_id = tr.tenant_id and r.id = tr.role_id
     where ${where} order by r.name_key`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    instanceId: row.instance_id,
    businessUnitId: row.business_unit_id,
    name: row.name,
    kind: row.kind,
    groupId: row.group_id ?? undefined,
    roles: roles
      .filter(({ team_id }) => team_id === row.id)
      .map(({ id, root_id, name }) => ({ id, rootId: root_id, name })),
    createdAt: row.created_at,
  }));
}

/**
 * Returns a team of an instance by its id.
 * @throws AppError `notFound`
 */
export async function getTeam(db: Db, tenantId: string, instanceId: string, id: string): Promise<Team> {
  const [team] = await listTeams(db, tenantId, { instanceId, teamId: id });
  if (team === undefined) {
    throw new AppError("UNKNOWN_TEAM", `the instance has no team with the id ${quote(id)}`);
  }
  return team;
}

/** A new team. */
export type NewTeam = Pick<Team, "instanceId" | "businessUnitId" | "name" | "kind" | "groupId">;

/**
 * Inserts a team without members and roles.
 * @throws AppError `conflict` TEAM_NAME_TAKEN, or GROUP_HAS_TEAM if the group already has a team in this instance
 */
export async function insertTeam(trx: Trx, tenantId: string, team: NewTeam, now: number): Promise<string> {
  const { instanceId, businessUnitId, name, kind, groupId } = team;
  if (groupId !== undefined) {
    const [other] = await listTeams(trx, tenantId, { instanceId, groupId });
    if (other !== undefined) {
      throw new AppError("GROUP_HAS_TEAM", `the group is the team ${quote(other.name)} of this instance`);
    }
  }
  const id = newId();
  await refuseDuplicate(
    () =>
      queryRows(
        trx,
        `insert into teams (tenant_id, id, instance_id, business_unit_id, name, name_key, kind, group_id, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [tenantId, id, instanceId, businessUnitId, name, fold(name), kind, groupId ?? null, now],
      ),
    (cause) => nameTaken(name, cause),
  );
  return id;
}

function nameTaken(name: string, cause: unknown): AppError {
  return new AppError(
    "TEAM_NAME_TAKEN",
    `there is already a team named ${quote(name)} in this instance: choose another name`,
    { cause },
  );
}

/**
 * Renames a team.
 * @throws AppError `conflict` TEAM_NAME_TAKEN
 */
export async function renameTeam(trx: Trx, tenantId: string, id: string, name: string): Promise<void> {
  await refuseDuplicate(
    () =>
      queryRows(trx, "update teams set name = ?, name_key = ? where tenant_id = ? and id = ?", [
        name,
        fold(name),
        tenantId,
        id,
      ]),
    (cause) => nameTaken(name, cause),
  );
}

/** Deletes a team. Its members stay as they are. */
export async function deleteTeam(trx: Trx, tenantId: string, id: string): Promise<void> {
  await queryRows(trx, "delete from teams where tenant_id = ? and id = ?", [tenantId, id]);
}

/** Replaces the roles of a team. */
export async function replaceTeamRoles(
  trx: Trx,
  tenantId: string,
  teamId: string,
  roleIds: readonly string[],
): Promise<void> {
  await queryRows(trx, "delete from team_roles where tenant_id = ? and team_id = ?", [tenantId, teamId]);
  if (roleIds.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `insert into team_roles (tenant_id, team_id, role_id) select ?, ?, e.value ->> 'id' from ${elements}`,
    [tenantId, teamId, JSON.stringify([...new Set(roleIds)].map((id) => ({ id })))],
  );
}

/** Lists the members of an owner team by id, after a given id. */
export async function listTeamMembers(
  db: Db,
  tenantId: string,
  teamId: string,
  { after = "", limit }: { after?: string | undefined; limit: number },
): Promise<{ id: string; displayName: string }[]> {
  const rows = await queryRows<{ id: string; display_name: string }>(
    db,
    `select u.id, u.display_name from team_members m
     join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
     where m.tenant_id = ? and m.team_id = ? and m.user_id > ? order by m.user_id ${LIMIT}`,
    [tenantId, teamId, after, limit],
  );
  return rows.map(({ id, display_name: displayName }) => ({ id, displayName }));
}

/** Adds users to an owner team. @returns the ids of those who were not members */
export async function addTeamMembers(
  trx: Trx,
  tenantId: string,
  teamId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const rows = await queryRows<{ user_id: string }>(
    trx,
    `insert into team_members (tenant_id, user_id, team_id) select ?, e.value ->> 'id', ? from ${elements} where true
     on conflict (tenant_id, user_id, team_id) do nothing returning user_id`,
    [tenantId, teamId, JSON.stringify([...new Set(userIds)].map((id) => ({ id })))],
  );
  return rows.map(({ user_id: id }) => id);
}

/** Removes users from an owner team. @returns the ids of those who were members */
export async function removeTeamMembers(
  trx: Trx,
  tenantId: string,
  teamId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const rows = await queryRows<{ user_id: string }>(
    trx,
    `delete from team_members where tenant_id = ? and team_id = ?
       and user_id in (select e.value ->> 'id' from ${elements}) returning user_id`,
    [tenantId, teamId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return rows.map(({ user_id: id }) => id);
}

/** Returns the ids in a list that belong to users of a tenant. */
export async function existingUsers(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{ id: string }>(
    db,
    `select u.id from users u where u.tenant_id = ? and u.id in (select e.value ->> 'id' from ${elements})`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Checks the name of a team. @throws AppError `invalidValue` */
export function requireTeamName(name: string): string {
  if (/^[^\p{C}\s](?:[^\p{C}]{0,158}[^\p{C}\s])?$/u.test(name)) return name;
  throw new AppError(
    "invalidValue",
    `${quote(name)} cannot be the name of a team: use 1 to 160 printable characters without a space at either end`,
  );
}

/** Lists the ids of groups that have a team in one of these business units. */
export async function listGroupsInUnits(
  db: Db,
  tenantId: string,
  unitIds: readonly string[],
): Promise<string[]> {
  const rows = await queryRows<{ group_id: string }>(
    db,
    `select distinct t.group_id from teams t
     where t.tenant_id = ? and t.group_id is not null and t.business_unit_id ${candidateIdsSql(db, "e")}
     order by t.group_id`,
    [tenantId, JSON.stringify(unitIds.map((id) => ({ id })))],
  );
  return rows.map(({ group_id: id }) => id);
}
