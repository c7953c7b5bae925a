import { findChangingLine, keepPassword } from "../../directory/imports/import-lines.js";
import type { ImportKey } from "../../directory/imports/stored-imports.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import type { Context } from "../../effects/context.js";
import { NO_PRECONDITION } from "../../effects/precondition.js";
import { AppError } from "../../errors.js";
import { createAccount } from "../accounts/create-account.js";
import { changeLicenses } from "../licenses/change-licenses.js";
import { updateUser } from "../users/update-user.js";
import { toAttributes, withValues } from "./line-values.js";

/** Returns the place that binds a sealed password to its line. */
export function passwordPlace({ tenantId, id }: ImportKey, userId: string): string {
  return `user_import_lines ${tenantId} ${id} ${userId}`;
}

/**
 * Creates or updates the user of a line as the plan says. Doing it again changes nothing, so that a job can go on after
 * a crash.
 * @throws AppError `notFound` if the plan is no longer kept, and the errors of the change
 */
export async function importUser(ctx: Context, userId: string, importId: string): Promise<void> {
  const key = { tenantId: ctx.viewer.tenantId, id: importId };
  const line = await findChangingLine(ctx.db.write, key, userId);
  if (line === undefined)
    throw new AppError("notFound", "The plan of this import is no longer kept: plan it again");
  const { values, licenses } = line;
  if (line.action === "update") {
    await updateUser(ctx, userId, NO_PRECONDITION, {
      apply: (current) => withValues(ctx, current, values),
      passwordHash: undefined,
    });
    return;
  }
  const isThere = (await findUserResource(ctx.db.write, key.tenantId, userId)) !== undefined;
  if (!isThere) await createUser(ctx, key, userId, toAttributes(values));
  if (licenses.length > 0) await changeLicenses(ctx, userId, { add: licenses, remove: [] });
}

async function createUser(
  ctx: Context,
  key: ImportKey,
  id: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<void> {
  await createAccount(
    ctx,
    { attributes },
    {
      id,
      onStored: (trx, password) => keepPassword(trx, key, id, ctx.seal(password, passwordPlace(key, id))),
    },
  );
}
