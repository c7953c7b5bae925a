import { isDeepStrictEqual } from "node:util";
import {
  type AdministratorRole,
  mayManageUser,
  toAdministratorRoles,
} from "../../access/administrator-roles.js";
import type { Trx } from "../../db/connect.js";
import { countHolders, lockAdministrators } from "../../directory/users/administrators.js";
import { AppError } from "../../errors.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import type { Context } from "../context.js";
import { requireConfirmed } from "./require-confirmed.js";

/** Finds the administrator roles of a user; none for an unknown user. */
export function heldRoles(user: Resource | undefined): ReadonlySet<AdministratorRole> {
  return toAdministratorRoles(crmOfUser(user).administratorRoles);
}

/** Returns whether a user can act as a global administrator. */
function isGlobalNow(user: Resource | undefined): boolean {
  return user !== undefined && user["active"] !== false && heldRoles(user).has("global");
}

/**
 * Refuses a change of administrator roles by a caller without that right, because these roles decide who may administer
 * Usher and the CRM. R081
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `forbidden`
 */
export function checkRolesMayChange(ctx: Context, next: Resource, previous: Resource | undefined): void {
  if (isDeepStrictEqual(crmOfUser(next).administratorRoles, crmOfUser(previous).administratorRoles)) return;
  const { administrator, actor, scopes } = ctx;
  if (administrator !== undefined) {
    if (administrator.roles.has("global")) {
      const isGranted = heldRoles(next).has("global") && !heldRoles(previous).has("global");
      return isGranted ? requireConfirmed(ctx, "to make somebody a global administrator") : undefined;
    }
    throw new AppError(
      "GLOBAL_ADMINISTRATOR_ONLY",
      "only global administrators can assign and remove administratorRoles: ask one of them",
    );
  }
  if (actor.kind === "cli" || actor.kind === "system" || scopes.has("scim.adminroles")) return;
  throw new AppError(
    "ADMIN_ROLE_SCOPE",
    "administratorRoles can be changed only with the scope 'scim.adminroles': leave them out, or use a token with that scope",
  );
}

/**
 * Refuses an action on a user whom the administrator may not manage. R081
 * @param states - the user before and after the change
 * @throws AppError `forbidden`
 */
export function requireMayManage(
  { administrator, holder }: Pick<Context, "administrator" | "holder">,
  ...states: readonly (Resource | undefined)[]
): void {
  const held = new Set(states.flatMap((state) => [...heldRoles(state)]));
  const all = [administrator, holder].filter((one) => one !== undefined);
  if (all.every(({ roles }) => mayManageUser(roles, held))) return;
  throw new AppError(
    "GLOBAL_ADMINISTRATOR_ONLY",
    "only global administrators can manage users who hold 'global': ask one of them",
  );
}

/**
 * Protects global administrators from other administrators, and keeps at least one. It runs in the transaction of the
 * change, after the user is locked. R078, R081
 * @param before - the stored user; undefined if it is created or restored
 * @param after - the user after the change; undefined if it is deleted
 * @throws AppError `forbidden` if the administrator may not manage this user; `conflict` if no active user would hold
 * `global`, and for an account that removes its own `global`
 */
export async function guardAdministrators(
  trx: Trx,
  ctx: Context,
  id: string,
  before: Resource | undefined,
  after: Resource | undefined,
): Promise<void> {
  // A new password alone is not a change of the user.
  if (isDeepStrictEqual(before, after)) return;
  const { actor, viewer } = ctx;
  // Administrators may manage their own account within the token's scopes.
  if (ctx.holder === undefined || ctx.holder.userId !== id) requireMayManage(ctx, before, after);
  if (!isGlobalNow(before) || isGlobalNow(after)) return;
  if (actor.kind === "account" && actor.id === id) {
    throw new AppError(
      "OWN_GLOBAL_ROLE",
      "you cannot remove your own role 'global': ask another global administrator",
    );
  }
  await lockAdministrators(trx, viewer.tenantId);
  if ((await countHolders(trx, viewer.tenantId, "global", { except: id, atMost: 1 })) > 0) return;
  throw new AppError(
    "LAST_GLOBAL_ADMINISTRATOR",
    "this user is the last active user who holds 'global': assign the role to another user first",
  );
}
