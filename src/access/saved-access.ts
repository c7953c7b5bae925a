import type { Trx } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { restoreRows, type SavedRow, type SavedRows, saveRows } from "../db/saved-rows.js";
import { listBusinessUnits } from "./business-units.js";
import { isSystemAdministrator } from "./role-privileges.js";
import { type HeldRole, rolesOf } from "./roles-of.js";
import { listTeams } from "./teams.js";
import { findUserUnits, listInstanceRoots } from "./user-units.js";

/** The tables that hold a user's data in instances. */
export const USER_TABLES = [
  "role_assignments",
  "role_wishes",
  "user_business_units",
  "team_members",
] as const;

/** Something of a user in an instance that was not restored. */
export interface LostAccess {
  readonly type: "securityRole" | "businessUnit" | "team";
  readonly name: string;
  readonly instance: string;
}

/** What a user had in instances when the user was deleted. */
export interface SavedAccess {
  readonly rows: SavedRows;
  /** The roles that were given. */
  readonly roles: readonly Pick<HeldRole, "instance" | "instanceId" | "rootId" | "name" | "isManaged">[];
  readonly units: readonly { readonly id: string; readonly path: string; readonly instance: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly instance: string }[];
}

/** Takes everything a user has in instances, because the user is deleted. R102 */
export async function saveAccess(trx: Trx, tenantId: string, userId: string): Promise<SavedAccess> {
  const held = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
  const rows = await saveRows(
    trx,
    USER_TABLES.map((table) => [table, "user_id"] as const),
    tenantId,
    userId,
  );
  const nameOf = await instanceNames(trx, tenantId);
  const idsIn = (table: string, column: string): unknown[] => (rows[table] ?? []).map((row) => row[column]);
  const [unitIds, teamIds] = [
    idsIn("user_business_units", "business_unit_id"),
    idsIn("team_members", "team_id"),
  ];
  const units = unitIds.length === 0 ? [] : await listBusinessUnits(trx, tenantId);
  const teams = teamIds.length === 0 ? [] : await listTeams(trx, tenantId, {});
  return {
    rows,
    roles: held
      .filter(({ grants }) => grants.length > 0)
      .map(({ instance, instanceId, rootId, name, isManaged }) => ({
        instance,
        instanceId,
        rootId,
        name,
        isManaged,
      })),
    units: units
      .filter(({ id }) => unitIds.includes(id))
      .map(({ id, path, instanceId }) => ({ id, path, instance: nameOf(instanceId) })),
    teams: teams
      .filter(({ id }) => teamIds.includes(id))
      .map(({ id, name, instanceId }) => ({ id, name, instance: nameOf(instanceId) })),
  };
}

async function instanceNames(trx: Trx, tenantId: string): Promise<(id: string) => string> {
  const names = new Map((await listInstanceRoots(trx, tenantId)).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/**
 * Restores what a user had in instances, as far as the business units, teams, roles and connections still exist. The
 * caller applies the wishes of connections.
 * @param mayAdminister - whether System Administrator of an instance may be restored
 */
export async function restoreAccess(
  trx: Trx,
  tenantId: string,
  userId: string,
  { rows }: SavedAccess,
  mayAdminister: (role: { readonly instanceId: string; readonly id: string }) => Promise<boolean>,
): Promise<void> {
  const existing = async (sql: string): Promise<Map<unknown, SavedRow>> => {
    const found = await queryRows<SavedRow>(trx, sql, [tenantId]);
    return new Map(found.map((row) => [row["id"], row]));
  };
  const units = await existing("select id from business_units where tenant_id = ?");
  const teams = await existing("select id from teams where tenant_id = ? and kind = 'owner'");
  const connections = await existing("select id from connections where tenant_id = ?");
  const those = (table: string, is: (row: SavedRow) => boolean): SavedRow[] => (rows[table] ?? []).filter(is);
  await restoreRows(
    trx,
    "user_business_units",
    those("user_business_units", (row) => units.has(row["business_unit_id"])),
  );
  await restoreRows(
    trx,
    "team_members",
    those("team_members", (row) => teams.has(row["team_id"])),
  );
  await restoreRows(
    trx,
    "role_wishes",
    those("role_wishes", (row) => connections.has(row["given_by"])),
  );
  await restoreRows(trx, "role_assignments", await assignable(trx, tenantId, userId, rows, mayAdminister));
}

/** Returns the assignments by administrators to roles that the user's business units have. */
async function assignable(
  trx: Trx,
  tenantId: string,
  userId: string,
  rows: SavedRows,
  mayAdminister: (role: { readonly instanceId: string; readonly id: string }) => Promise<boolean>,
): Promise<SavedRow[]> {
  const unitOf = await findUserUnits(trx, tenantId, [userId]);
  const instances = new Map((await listInstanceRoots(trx, tenantId)).map((one) => [one.id, one]));
  const kept: SavedRow[] = [];
  for (const row of rows["role_assignments"] ?? []) {
    if (row["way"] !== "admin" && row["way"] !== "adminRole") continue;
    const [role] = await queryRows<{ instance_id: string; unit: string; name: string; is_managed: number }>(
      trx,
      `select instance_id, business_unit_id as unit, name, is_managed from security_roles
       where tenant_id = ? and id = ?`,
      [tenantId, row["role_id"] ?? null],
    );
    const instance = role && instances.get(role.instance_id);
    if (role === undefined || instance === undefined || unitOf(userId, instance) !== role.unit) continue;
    const isPrivileged = isSystemAdministrator({ name: role.name, isManaged: role.is_managed !== 0 });
    const named = { instanceId: role.instance_id, id: String(row["role_id"]) };
    if (!isPrivileged || (await mayAdminister(named))) kept.push(row);
  }
  return kept;
}

/** Returns what the user does not have after the wishes of connections are applied. */
export async function findLostAccess(
  trx: Trx,
  tenantId: string,
  userId: string,
  { roles, units, teams }: SavedAccess,
): Promise<LostAccess[]> {
  const held = new Set(
    ((await rolesOf(trx, tenantId, [userId])).get(userId) ?? []).map(({ rootId }) => rootId),
  );
  const idsIn = async (table: string, column: string): Promise<Set<string>> => {
    const sql = `select ${column} as id from ${table} where tenant_id = ? and user_id = ?`;
    return new Set((await queryRows<{ id: string }>(trx, sql, [tenantId, userId])).map(({ id }) => id));
  };
  const [inUnits, inTeams] = [
    await idsIn("user_business_units", "business_unit_id"),
    await idsIn("team_members", "team_id"),
  ];
  return [
    ...roles
      .filter(({ rootId }) => !held.has(rootId))
      .map(({ name, instance }) => ({ type: "securityRole" as const, name, instance })),
    ...units
      .filter(({ id }) => !inUnits.has(id))
      .map(({ path, instance }) => ({ type: "businessUnit" as const, name: path, instance })),
    ...teams
      .filter(({ id }) => !inTeams.has(id))
      .map(({ name, instance }) => ({ type: "team" as const, name, instance })),
  ];
}
