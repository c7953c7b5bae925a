import { checkUserForm } from "../crm/user-form.js";
import { reconcileAliases } from "../schema/crm-aliases.js";
import type { Resource } from "../schema/model.js";
import { userSchema } from "../schema/resource-schemas.js";
import { checkResource } from "../schema/validate.js";
import type { Context } from "./context.js";

/** A user as it is stored, and the two parts that are stored elsewhere. */
export interface UserParts {
  readonly resource: Resource;
  readonly externalId: string | undefined;
  readonly password: string | undefined;
}

/** Takes out of a user what is kept apart from its representation: externalId per connection, and the password. */
export function splitUser(user: Resource): UserParts {
  const { externalId, password, ...resource } = user;
  return {
    resource,
    externalId: externalId as string | undefined,
    password: password as string | undefined,
  };
}

/**
 * Brings a user into the form in which it may be stored.
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `invalidValue` or `mutability` naming the attribute at fault
 */
export function settleUser(ctx: Context, user: Resource, previous: Resource | undefined): Resource {
  const settled = reconcileAliases(user, previous);
  checkResource(userSchema, settled, previous, ctx.mode);
  checkUserForm(settled, ctx.mapping, previous);
  return settled;
}
