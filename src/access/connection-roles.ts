import type { Db, Trx } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { fold } from "../schema/fold.js";
import { DEFAULT_ROLES } from "./default-roles.js";
import { effectivePrivileges, mayAssignRole, type Privileges } from "./privileges.js";
import { defaultRoleOf } from "./role-privileges.js";
import type { SecurityRole } from "./security-roles.js";

/** An administrator's choice for one role and one connection. The default applies to roles without a choice. */
export interface RoleChoice {
  /** The name of the role, in any instance. */
  readonly role: string;
  readonly allowed: boolean;
}

/** Lists the choices for a connection by the name of the role. */
export async function listRoleChoices(db: Db, tenantId: string, connectionId: string): Promise<RoleChoice[]> {
  const rows = await queryRows<{ role: string; allowed: number }>(
    db,
    `select c.role, c.allowed from connection_roles c where c.tenant_id = ? and c.connection_id = ?
     order by c.role_key`,
    [tenantId, connectionId],
  );
  return rows.map(({ role, allowed }) => ({ role, allowed: allowed !== 0 }));
}

/** Allows or forbids a connection to grant a role. Undefined restores the default. */
export async function setRoleChoice(
  trx: Trx,
  tenantId: string,
  connectionId: string,
  role: string,
  allowed: boolean | undefined,
): Promise<void> {
  await queryRows(
    trx,
    "delete from connection_roles where tenant_id = ? and connection_id = ? and role_key = ?",
    [tenantId, connectionId, fold(role)],
  );
  if (allowed === undefined) return;
  await queryRows(
    trx,
    "insert into connection_roles (tenant_id, connection_id, role_key, role, allowed) values (?, ?, ?, ?, ?)",
    [tenantId, connectionId, fold(role), role, allowed ? 1 : 0],
  );
}

function chosen(choices: readonly RoleChoice[], name: string): boolean | undefined {
  return choices.find(({ role }) => fold(role) === fold(name))?.allowed;
}

/**
 * Returns true if a connection may grant a role. An administrator's choice comes first. Otherwise it may grant default
 * roles that are not privileged, and a custom role that allows nothing beyond those default roles together. R117
 * @param privileges - those of the role
 */
export function mayConnectionGrant(
  choices: readonly RoleChoice[],
  role: Pick<SecurityRole, "name" | "isManaged">,
  privileges: Privileges,
): boolean {
  const choice = chosen(choices, role.name);
  if (choice !== undefined) return choice;
  const managed = defaultRoleOf(role);
  if (managed !== undefined) return !managed.privileged;
  const granted = DEFAULT_ROLES.filter(({ name, privileged }) => chosen(choices, name) ?? !privileged);
  return mayAssignRole(effectivePrivileges(granted.map((one) => one.privileges)), privileges);
}
