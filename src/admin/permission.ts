import { type AdminAction, PERMISSIONS, permits } from "../access/administrator-roles.js";
import { insufficientScope } from "../auth/insufficient-scope.js";
import type { AppError } from "../errors.js";
import { isInInstance } from "../use-cases/instances/instances.js";
import type { AdminContext, AdminRoute } from "./route.js";

/** Returns true if the roles of the administrator permit an action; an operator at a terminal may do everything. */
export function mayDo({ administrator }: Pick<AdminContext, "administrator">, action: AdminAction): boolean {
  return administrator === undefined || permits(administrator.roles, action);
}

/**
 * Requires that the administrator's roles permit the route's action, or that it allows those of the instance. R095, R109
 * @param params - the path parameters
 * @throws AppError `forbidden` that names the roles that permit it
 */
export async function requirePermission(
  ctx: AdminContext,
  route: AdminRoute,
  { instance }: Readonly<Record<string, string>>,
): Promise<void> {
  if (mayDo(ctx, route.action)) return;
  const { inInstance, foresees = false } = route;
  // Each of its operations is checked in turn, and an administrator of an instance may have one.
  if (foresees && ctx.administrator?.userId !== undefined) return;
  if (inInstance !== undefined && instance !== undefined && (await isInInstance(ctx, instance, inInstance))) {
    return;
  }
  throw missingRole(route.action);
}

/** Requires that the administrator's roles permit an action. @throws AppError `forbidden` */
export function requireAction(ctx: AdminContext, action: AdminAction): void {
  if (!mayDo(ctx, action)) throw missingRole(action);
}

function missingRole(action: AdminAction): AppError {
  const roles = PERMISSIONS[action].map((role) => `'${role}'`).join(" or ");
  return insufficientScope(
    `The action '${action}' needs the administrator role ${roles}: use a token that has it`,
  );
}
