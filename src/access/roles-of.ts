import type { Db } from "../db/connect.js";
import { candidateIdsSql, queryRows } from "../db/query.js";
import { findAdministratorRoles } from "../directory/users/administrators.js";
import { findAutomaticRules, mayBeAutomatic } from "./automatic-role.js";
import { SYSTEM_ADMINISTRATOR } from "./default-roles.js";
import type { GrantWay } from "./role-assignments.js";

/** Who gave a role, and when. */
export interface RoleGrant {
  readonly way: GrantWay;
  /** The id of the connection; empty for administrators. */
  readonly givenBy: string;
  /** UTC milliseconds. */
  readonly givenAt: number;
}

/** A security role that a user holds in an instance. */
export interface HeldRole {
  readonly instanceId: string;
  readonly instance: string;
  readonly businessUnitId: string;
  readonly roleId: string;
  readonly rootId: string;
  readonly name: string;
  readonly isManaged: boolean;
  /** `adminRole`: System Administrator because of an administrator role that the user holds now. R004 */
  readonly source: "direct" | "adminRole";
  /** The reasons why the user holds the role; empty for one that follows from an administrator role. */
  readonly grants: readonly RoleGrant[];
}

interface HeldRow {
  user_id: string | null;
  instance_id: string;
  instance: string;
  business_unit_id: string;
  role_id: string;
  root_id: string;
  name: string;
  is_managed: number;
  way: GrantWay;
  given_by: string;
  given_at: number;
}

const COLUMNS = `i.id as instance_id, i.name as instance, r.business_unit_id, r.id as role_id, r.root_id, r.name,
  r.is_managed`;

/**
 * Returns the security roles of users in all instances: those that were given, and System Administrator for
 * administrators of the directory. A constant number of statements. R004, R065, R083
 * @returns by user; users without roles are left out
 */
export async function rolesOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldRole[]>> {
  if (userIds.length === 0) return new Map();
  const [given, administrators] = [
    await findGiven(db, tenantId, userIds),
    await findAdministratorRoles(db, tenantId, userIds),
  ];
  const automatic = [...administrators].filter(([, roles]) => mayBeAutomatic(roles)).map(([id]) => id);
  if (automatic.length === 0) return given;
  const roles = await findAutomatic(db, tenantId);
  const all = new Map<string, readonly HeldRole[]>(given);
  for (const id of automatic) all.set(id, withAutomatic(given.get(id) ?? [], roles));
  return all;
}

/** Returns the roles of a user who holds the given roles and is an administrator of the directory. */
export function withAutomatic<Role extends Pick<HeldRole, "rootId">>(
  given: readonly Role[],
  automatic: readonly Role[],
): readonly Role[] {
  const has = new Set(given.map(({ rootId }) => rootId));
  return [...given, ...automatic.filter(({ rootId }) => !has.has(rootId))];
}

async function findGiven(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<Map<string, HeldRole[]>> {
  const rows = await queryRows<HeldRow>(
    db,
    `select a.user_id, ${COLUMNS}, a.way, a.given_by, a.given_at
     from role_assignments a
     join security_roles r on r.tenant_id = a.tenant_id and r.id = a.role_id
     join instances i on i.tenant_id = r.tenant_id and i.id = r.instance_id
     where a.tenant_id = ? and a.user_id ${candidateIdsSql(db, "e")}
     order by i.name_key, r.name_key, a.given_at, a.way, a.given_by`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const byUser = new Map<string, Map<string, HeldRole>>();
  for (const row of rows) {
    const roles = byUser.get(row.user_id ?? "") ?? new Map<string, HeldRole>();
    byUser.set(row.user_id ?? "", roles);
    const grant = { way: row.way, givenBy: row.given_by, givenAt: row.given_at };
    const role = roles.get(row.role_id) ?? toHeldRole(row, []);
    roles.set(row.role_id, { ...role, source: "direct", grants: [...role.grants, grant] });
  }
  return new Map([...byUser].map(([id, roles]) => [id, [...roles.values()]]));
}

function toHeldRole(row: Omit<HeldRow, "way" | "given_by" | "given_at">, grants: RoleGrant[]): HeldRole {
  return {
    instanceId: row.instance_id,
    instance: row.instance,
    businessUnitId: row.business_unit_id,
    roleId: row.role_id,
    rootId: row.root_id,
    name: row.name,
    isManaged: row.is_managed !== 0,
    source: "adminRole",
    grants,
  };
}

/** Finds roles by id, as somebody holds them who was given them; who gave them is left out. One statement. */
export async function findHeldRoles(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HeldRole>> {
  const rows = await queryRows<HeldRow>(
    db,
    `select null as user_id, ${COLUMNS} from security_roles r
     join instances i on i.tenant_id = r.tenant_id and i.id = r.instance_id
     where r.tenant_id = ? and r.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(ids.map((id) => ({ id })))],
  );
  return new Map(rows.map((row) => [row.role_id, { ...toHeldRole(row, []), source: "direct" }]));
}

/** Lists System Administrator of each instance in which administrators of the directory hold it automatically. */
export async function findAutomatic(db: Db, tenantId: string): Promise<readonly HeldRole[]> {
  const roles = await findSystemAdministrators(db, tenantId);
  if (roles.length === 0) return [];
  const ruleOf = await findAutomaticRules(db, tenantId);
  return roles.filter(({ instanceId }) => ruleOf(instanceId).automatic);
}

/** Lists the role System Administrator of each instance, as the root business unit has it. */
async function findSystemAdministrators(db: Db, tenantId: string): Promise<readonly HeldRole[]> {
  const rows = await queryRows<HeldRow>(
    db,
    `select null as user_id, ${COLUMNS} from instances i
     join security_roles r on r.tenant_id = i.tenant_id and r.instance_id = i.id and r.id = r.root_id
     where i.tenant_id = ? and r.is_managed = 1 and r.name = ?
     order by i.name_key`,
    [tenantId, SYSTEM_ADMINISTRATOR],
  );
  return rows.map((row) => toHeldRole(row, []));
}
