import { checkUserForm } from "../../crm/form/user-form.js";
import { arrangeResource } from "../../schema/arrange.js";
import { reconcileAliases } from "../../schema/crm-aliases.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource, ResourceSchema } from "../../schema/model.js";
import { checkResource } from "../../schema/validate.js";
import { checkRolesMayChange } from "../administrators/global-administrators.js";
import type { Context } from "../context.js";
import { copyInvitation } from "../seats/invitation-attribute.js";
import { normalizeKind } from "./application-rules.js";

/** A user as it is stored, and its parts that are stored elsewhere. */
export interface UserParts {
  readonly resource: Resource;
  readonly externalId: string | undefined;
  readonly password: string | undefined;
}

/** Splits off the parts of a user that are stored elsewhere: the connection's externalId, and the password. */
export function splitUser(user: Resource): UserParts {
  const { externalId, password, ...resource } = user;
  return {
    resource,
    externalId: externalId as string | undefined,
    password: password as string | undefined,
  };
}

/** Removes the request for a temporary password, which is writeOnly and not part of the state. */
function withoutOrders(schema: ResourceSchema, user: Resource): Resource {
  if (crmOfUser(user).temporaryPassword === undefined) return user;
  return arrangeResource(schema, withCrmOfUser(user, { temporaryPassword: undefined }));
}

/**
 * Keeps a block if a change omits or clears `active`: only `active: true` lifts it.
 * Deviation: RFC 7644 §3.5.1 lets a PUT clear an omitted attribute, and `active` without a value gives access; clients
 * PUT what they know about a person whom an administrator blocked. docs/decisions/0018-blocks.md
 */
function keepBlock(schema: ResourceSchema, user: Resource, previous: Resource | undefined): Resource {
  if (previous?.["active"] !== false || user["active"] !== undefined) return user;
  return arrangeResource(schema, { ...user, active: false });
}

/**
 * Normalizes and checks a user before it is stored.
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `invalidValue` or `mutability` naming the attribute at fault, `forbidden`
 */
export function normalizeUser(ctx: Context, user: Resource, previous: Resource | undefined): Resource {
  const schema = ctx.viewer.schemas.User;
  const ours = copyInvitation(schema, keepBlock(schema, withoutOrders(schema, user), previous), previous);
  const normalized = normalizeKind(ctx, reconcileAliases(schema, ours, previous), previous);
  checkResource(schema, normalized, previous, ctx.options);
  checkRolesMayChange(ctx, normalized, previous);
  checkUserForm(normalized, ctx.mapping, previous);
  return normalized;
}
