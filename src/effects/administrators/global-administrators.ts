import { isDeepStrictEqual } from "node:util";
import {
  type AdministratorRole,
  mayManageUser,
  toAdministratorRoles,
} from "../../access/administrator-roles.js";
import type { Trx } from "../../db/connect.js";
import {
  administratorRolesOf,
  countHolders,
  lockAdministrators,
} from "../../directory/users/administrators.js";
import { AppError } from "../../errors.js";
import type { Resource } from "../../schema/model.js";
import type { Context } from "../context.js";

/** The administrator roles that a user holds; none when there is no such user. */
export function heldRoles(user: Resource | undefined): ReadonlySet<AdministratorRole> {
  return toAdministratorRoles(administratorRolesOf(user));
}

/** Whether a user can act as a global administrator. */
function isGlobalNow(user: Resource | undefined): boolean {
  return user !== undefined && user["active"] !== false && heldRoles(user).has("global");
}

/**
 * Refuses a change of a user's administrator roles to whom was not trusted with them: they decide who may administer
 * Usher and the CRM. R081
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `forbidden`
 */
export function checkRolesMayChange(ctx: Context, next: Resource, previous: Resource | undefined): void {
  if (isDeepStrictEqual(administratorRolesOf(next), administratorRolesOf(previous))) return;
  const { administrator, actor, scopes } = ctx;
  if (administrator !== undefined) {
    if (administrator.roles.has("global")) return;
    throw new AppError(
      "GLOBAL_ADMINISTRATOR_ONLY",
      "administratorRoles are given and taken by global administrators only: ask one of them",
    );
  }
  if (actor.kind === "cli" || actor.kind === "system" || scopes.has("scim.adminroles")) return;
  throw new AppError(
    "ADMIN_ROLE_SCOPE",
    "administratorRoles can be changed with the scope 'scim.adminroles' only: leave them out, or ask for a token that has it",
  );
}

/**
 * Refuses what an administrator does to a user whom only others may manage. R081
 * @param states - of the user, before and after where it changes
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
    "users who hold 'global' are managed by global administrators only: ask one of them",
  );
}

/**
 * Keeps global administrators out of reach of others, and one of them always there. Runs in the transaction of the
 * change, after the user is locked. R078, R081
 * @param before - the stored user; undefined when it is created or restored
 * @param after - what becomes of it; undefined when it is deleted
 * @throws AppError `forbidden` when the administrator may not manage this user; `conflict` when no active user would
 * hold `global` any longer, and for an account that gives up its own
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
  // Everybody manages the own account, as far as the token goes.
  if (ctx.holder === undefined || ctx.holder.userId !== id) requireMayManage(ctx, before, after);
  if (!isGlobalNow(before) || isGlobalNow(after)) return;
  if (actor.kind === "account" && actor.id === id) {
    throw new AppError(
      "OWN_GLOBAL_ROLE",
      "nobody gives up his own role 'global': another global administrator has to do it",
    );
  }
  await lockAdministrators(trx, viewer.tenantId);
  if ((await countHolders(trx, viewer.tenantId, "global", { except: id, atMost: 1 })) > 0) return;
  throw new AppError(
    "LAST_GLOBAL_ADMINISTRATOR",
    "this user is the last active one who holds 'global': give the role to another user first",
  );
}
