import { type AdministratorRole, mayResetPassword } from "../../access/administrator-roles.js";
import { isSystemAdministratorSomewhere } from "../../access/instance-administrators.js";
import type { PasswordOrigin } from "../../auth/accounts.js";
import type { Db } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import type { Resource } from "../../schema/model.js";
import { heldRoles } from "../administrators/global-administrators.js";
import type { Context } from "../context.js";

/** What a user can administer. */
interface Power {
  readonly roles: ReadonlySet<AdministratorRole>;
  /** Whether the user is System Administrator of any instance. */
  readonly isSystemAdministrator: boolean;
}

async function powerOf(db: Db, tenantId: string, userId: string, user: Resource): Promise<Power> {
  return {
    roles: heldRoles(user),
    isSystemAdministrator: await isSystemAdministratorSomewhere(db, tenantId, userId),
  };
}

function administers({ roles, isSystemAdministrator }: Power): boolean {
  return roles.size > 0 || isSystemAdministrator;
}

/** Finds whether a user, active or not, administers the directory or an instance. */
export async function isAdministrator(
  db: Db,
  tenantId: string,
  userId: string,
  user: Resource,
): Promise<boolean> {
  return administers(await powerOf(db, tenantId, userId, user));
}

/** Returns whether the caller is a provisioning client. */
export function isProvider({ administrator, actor }: Pick<Context, "administrator" | "actor">): boolean {
  return administrator === undefined && actor.kind !== "cli" && actor.kind !== "system";
}

/** Returns the origin of a password set by the caller. */
export function passwordOrigin(ctx: Pick<Context, "administrator" | "actor">): PasswordOrigin {
  return isProvider(ctx) ? "provider" : "administrator";
}

/**
 * Refuses to change the password of a user with more rights than the caller, who would gain them by it. A provisioning
 * client needs the scope `scim.adminroles` for users who administer anything. R080, R081
 * @throws AppError `forbidden` ADMIN_ROLE_SCOPE, PASSWORD_OF_ADMINISTRATOR
 */
export async function checkPasswordMayChange(
  db: Db,
  ctx: Context,
  userId: string,
  user: Resource,
): Promise<void> {
  const { scopes, viewer } = ctx;
  const holder = ctx.holder?.userId === userId ? undefined : ctx.holder;
  const administrator = ctx.administrator ?? holder;
  if (ctx.administrator?.roles.has("global")) return;
  if (ctx.administrator === undefined && !isProvider(ctx)) return;
  if (holder === undefined && isProvider(ctx) && scopes.has("scim.adminroles")) return;
  const power = await powerOf(db, viewer.tenantId, userId, user);
  if (isProvider(ctx) && administers(power) && !scopes.has("scim.adminroles")) {
    throw new AppError(
      "ADMIN_ROLE_SCOPE",
      "the password of a user who is an administrator can be changed with the scope 'scim.adminroles' only: leave it out, or let an administrator reset it",
    );
  }
  if (
    administrator === undefined ||
    mayResetPassword(administrator.roles, power.roles, power.isSystemAdministrator)
  )
    return;
  const [held, whom] = power.isSystemAdministrator
    ? ["System Administrator", "a global or service administrator"]
    : [[...power.roles].join(", "), "a global administrator"];
  throw new AppError(
    "PASSWORD_OF_ADMINISTRATOR",
    `the user is ${held}, whose password your roles do not reach: ask ${whom}`,
  );
}

/** Returns whether a mail address set by the caller counts as confirmed. */
export async function mayConfirmAddress(
  db: Db,
  ctx: Context,
  userId: string,
  user: Resource,
): Promise<boolean> {
  if (isProvider(ctx)) return false;
  const { administrator, viewer } = ctx;
  if (administrator === undefined || administrator.roles.has("global")) return true;
  const { roles, isSystemAdministrator } = await powerOf(db, viewer.tenantId, userId, user);
  return (
    !(roles.size > 0 || isSystemAdministrator) ||
    mayResetPassword(administrator.roles, roles, isSystemAdministrator)
  );
}
