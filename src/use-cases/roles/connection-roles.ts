import { listRoleChoices, mayConnectionGrant, setRoleChoice } from "../../access/connection-roles.js";
import { findPrivileges } from "../../access/role-privileges.js";
import { listSecurityRoles } from "../../access/security-roles.js";
import { listInstanceRoots } from "../../access/user-units.js";
import type { Db } from "../../db/connect.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import { fold } from "../../schema/fold.js";
import { getConnection } from "../../tenants/connections.js";
import { inChange } from "../changes/in-change.js";

/** Whether a connection may grant a role, and whether that was chosen explicitly. */
export interface GrantableRole {
  /** The name of the role, in any instance. */
  readonly role: string;
  readonly allowed: boolean;
  readonly chosen: boolean;
}

/**
 * Lists the roles of a tenant's instances by name, and whether a connection may grant them.
 * @throws AppError `notFound` if there is no such connection
 */
export async function listGrantableRoles(
  db: Db,
  tenantId: string,
  connectionName: string,
): Promise<GrantableRole[]> {
  const { id } = await getConnection(db, tenantId, connectionName);
  const choices = await listRoleChoices(db, tenantId, id);
  const rows = new Map(choices.map(({ role, allowed }) => [fold(role), { role, allowed, chosen: true }]));
  for (const instance of await listInstanceRoots(db, tenantId)) {
    const roles = await listSecurityRoles(db, tenantId, instance.id);
    const own = roles.filter((role) => role.id === role.rootId);
    const privileges = await findPrivileges(db, tenantId, own);
    for (const role of own) {
      const allowed = mayConnectionGrant(choices, role, privileges.get(role.rootId) ?? new Map());
      const known = rows.get(fold(role.name));
      // A role that may not be granted in one instance is shown so, even if it may be in another.
      rows.set(fold(role.name), {
        role: known?.role ?? role.name,
        allowed: allowed && (known?.allowed ?? true),
        chosen: known?.chosen ?? false,
      });
    }
  }
  return [...rows.values()].sort((a, b) => (fold(a.role) < fold(b.role) ? -1 : 1));
}

/**
 * Sets whether a connection may grant a role, in any instance; undefined resets it to the default. Existing assignments
 * stay. docs/access-catalog.md
 * @throws AppError `notFound` if there is no such connection
 */
export async function setConnectionRole(
  ctx: ServerContext,
  connectionName: string,
  role: string,
  allowed: boolean | undefined,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inChange(ctx, async (trx) => {
    const { id } = await getConnection(trx, tenantId, connectionName);
    await setRoleChoice(trx, tenantId, id, role, allowed);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "connection.roleChanged",
      resourceType: "Connection",
      resourceId: id,
      facts: { role, allowed: allowed ?? "default" },
    });
  });
}
