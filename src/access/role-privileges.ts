import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryRows } from "../db/query.js";
import { fold } from "../schema/fold.js";
import {
  DEFAULT_ROLES,
  type DefaultRole,
  type Privilege,
  parsePrivilegeName,
  SYSTEM_ADMINISTRATOR,
} from "./default-roles.js";
import type { AccessLevel, Privileges } from "./privileges.js";
import type { SecurityRole } from "./security-roles.js";

type Role = Pick<SecurityRole, "rootId" | "name" | "isManaged">;

const defaultRoles = new Map(DEFAULT_ROLES.map((role) => [fold(role.name), role]));

/** Returns the default role that corresponds to a role of an instance; undefined for a custom role. */
export function defaultRoleOf({
  name,
  isManaged,
}: Pick<Role, "name" | "isManaged">): DefaultRole | undefined {
  return isManaged ? defaultRoles.get(fold(name)) : undefined;
}

/** Returns true if the role is System Administrator. */
export function isSystemAdministrator(role: Pick<Role, "name" | "isManaged">): boolean {
  return defaultRoleOf(role)?.name === SYSTEM_ADMINISTRATOR;
}

/** Returns the privileges of roles by the ids of the original roles. One statement at most. */
export async function findPrivileges(
  db: Db,
  tenantId: string,
  roles: readonly Role[],
): Promise<ReadonlyMap<string, Privileges>> {
  const found = new Map<string, Map<string, AccessLevel>>();
  const custom = new Set<string>();
  for (const role of roles) {
    const managed = defaultRoleOf(role);
    found.set(role.rootId, new Map(managed?.privileges));
    if (managed === undefined) custom.add(role.rootId);
  }
  if (custom.size === 0) return found;
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{ role_id: string; privilege: string; level: AccessLevel }>(
    db,
    `select p.role_id, p.privilege, p.level from role_privileges p
     where p.tenant_id = ? and p.role_id in (select e.value ->> 'id' from ${elements})
     order by p.role_id, p.privilege`,
    [tenantId, JSON.stringify([...custom].map((id) => ({ id })))],
  );
  for (const { role_id: id, privilege, level } of rows) found.get(id)?.set(privilege, level);
  return found;
}

/** Replaces the privileges of a role. */
export async function replacePrivileges(
  trx: Trx,
  tenantId: string,
  rootId: string,
  privileges: Privileges,
): Promise<void> {
  await queryRows(trx, "delete from role_privileges where tenant_id = ? and role_id = ?", [tenantId, rootId]);
  const rows = [...privileges].filter(([, level]) => level !== "none");
  if (rows.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `insert into role_privileges (tenant_id, role_id, privilege, level)
     select ?, ?, e.value ->> 'privilege', e.value ->> 'level' from ${elements}`,
    [tenantId, rootId, JSON.stringify(rows.map(([privilege, level]) => ({ privilege, level })))],
  );
}

/** Returns privileges as a list, by table and verb. */
export function toPrivilegeList(privileges: Privileges): Privilege[] {
  return [...privileges]
    .flatMap(([name, level]) => {
      const parts = parsePrivilegeName(name);
      return parts === undefined || level === "none" ? [] : [{ ...parts, level }];
    })
    .sort((a, b) => (a.table === b.table ? compare(a.verb, b.verb) : compare(a.table, b.table)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
