import { effectivePrivileges, mayAssignRole } from "../../access/privileges.js";
import { findPrivileges, isSystemAdministrator } from "../../access/role-privileges.js";
import { rolesOf } from "../../access/roles-of.js";
import { type SecurityRole } from "../../access/security-roles.js";
import type { Db } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import type { Context, ServerContext } from "../context.js";

/**
 * Refuses to let an administrator assign or remove roles that exceed the administrator's own rights. Global and service
 * administrators and System Administrators of the instance may; others need the privileges to read and assign roles
 * there, and must hold each privilege of the role at its level. R109, R117
 * @param roles - of one instance
 * @throws AppError `forbidden` SYSTEM_ADMINISTRATOR_REQUIRED, PRIVILEGE_ELEVATION
 */
export async function checkMayAssign(
  db: Db,
  ctx: GrantContext,
  instanceId: string,
  roles: readonly Pick<SecurityRole, "rootId" | "name" | "isManaged">[],
): Promise<void> {
  const { administrator, viewer, actor } = ctx;
  if (administrator === undefined && (actor.kind === "cli" || actor.kind === "system")) return;
  if (administrator?.roles.has("global") || administrator?.roles.has("service")) return;
  const userId = administrator?.userId;
  const own = userId === undefined ? [] : ((await rolesOf(db, viewer.tenantId, [userId])).get(userId) ?? []);
  const here = own.filter((role) => role.instanceId === instanceId);
  if (here.some(isSystemAdministrator)) return;
  const privilegesOf = await findPrivileges(db, viewer.tenantId, [...here, ...roles]);
  const held = effectivePrivileges(here.map(({ rootId }) => privilegesOf.get(rootId) ?? new Map()));
  if (!["prvReadRole", "prvAssignRole"].every((name) => (held.get(name) ?? "none") !== "none")) {
    throw new AppError(
      "SYSTEM_ADMINISTRATOR_REQUIRED",
      "only System Administrators of the instance, global and service administrators can assign roles: ask one of them",
    );
  }
  for (const role of roles) {
    if (mayAssignRole(held, privilegesOf.get(role.rootId) ?? new Map())) continue;
    throw new AppError(
      "PRIVILEGE_ELEVATION",
      `the role ${quote(role.name)} allows more than you may do in this instance: you cannot assign a privilege that you do not hold`,
    );
  }
}

/** Returns whether an administrator may assign and remove a role of an instance. */
export async function mayAssign(
  db: Db,
  ctx: GrantContext,
  instanceId: string,
  role: Pick<SecurityRole, "rootId" | "name" | "isManaged">,
): Promise<boolean> {
  try {
    await checkMayAssign(db, ctx, instanceId, [role]);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** The part of a context from which it follows whether an administrator may assign roles. */
export type GrantContext = ServerContext & Pick<Context, "administrator">;
