import { checkUserForm } from "../crm/user-form.js";
import { arrangeResource } from "../schema/arrange.js";
import { reconcileAliases } from "../schema/crm-aliases.js";
import type { Resource, ResourceSchema } from "../schema/model.js";
import { isScimObject } from "../schema/scim-object.js";
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

/** Drops what a client may write but nobody may read; of these only the password is kept, and that apart. */
function withoutUnreadable(schema: ResourceSchema, user: Resource): Resource {
  const kept = { ...user };
  for (const { schema: extension } of schema.extensions) {
    const values = kept[extension.id];
    const unreadable = [...extension.attributes.values()].filter(({ returned }) => returned === "never");
    if (!isScimObject(values) || !unreadable.some(({ name }) => name in values)) continue;
    const readable = { ...values };
    for (const { name } of unreadable) delete readable[name];
    kept[extension.id] = readable;
  }
  return arrangeResource(schema, kept);
}

/**
 * Brings a user into the form in which it may be stored.
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `invalidValue` or `mutability` naming the attribute at fault
 */
export function settleUser(ctx: Context, user: Resource, previous: Resource | undefined): Resource {
  const schema = ctx.viewer.schemas.User;
  const settled = reconcileAliases(withoutUnreadable(schema, user), previous);
  checkResource(schema, settled, previous, ctx.mode);
  checkUserForm(settled, ctx.mapping, previous);
  return settled;
}
