import { inTransaction } from "../../db/transaction.js";
import { lockUser } from "../../directory/users/users.js";
import type { Context } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { checkPasswordMayChange } from "../../effects/passwords/password-guard.js";
import {
  confirmedRecipient,
  makeTemporaryPassword,
  type PasswordMailWish,
  type PasswordWarning,
  storeTemporaryPassword,
} from "../../effects/passwords/temporary-password.js";
import { AppError } from "../../errors.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { findTenantSettings } from "../../tenants/settings.js";

/** A temporary password, which cannot be shown again, and its properties. */
export interface PasswordReset {
  readonly temporaryPassword: string;
  readonly warnings: readonly PasswordWarning[];
}

/**
 * Replaces a user's password by a temporary one and ends the user's sessions. R006–R009, R080, R081
 * @throws AppError `notFound`; `forbidden` if the administrator's roles are not sufficient; `invalidValue` for a mail
 * address that is invalid or unconfirmed, and for a user who cannot have a password
 */
export async function resetPassword(
  ctx: Context,
  id: string,
  wish: PasswordMailWish,
): Promise<PasswordReset> {
  const settings = await findTenantSettings(ctx.db.read, ctx.viewer.tenantId);
  const temporary = await makeTemporaryPassword(ctx, settings);
  const warnings = await inTransaction(ctx.db, async (trx) => {
    const row = await lockUser(trx, ctx.viewer, id);
    if (!row) throw await userNotFound(trx, ctx.viewer.tenantId, id);
    const user = JSON.parse(row.resource) as Resource;
    await checkPasswordMayChange(trx, ctx, id, user);
    refuseApplication(user);
    const recipient = await confirmedRecipient(trx, ctx, wish, id, user);
    return storeTemporaryPassword(
      trx,
      ctx,
      { id, userName: user["userName"] as string },
      temporary,
      recipient,
    );
  });
  ctx.reportChanged(["password"]);
  return { temporaryPassword: temporary.password, warnings };
}

function refuseApplication(user: Resource): void {
  if (!crmOfUser(user).isApplication) return;
  throw new AppError("APPLICATION_USER", "an application user has no password and needs none");
}
