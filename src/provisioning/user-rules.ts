import { isDeepStrictEqual } from "node:util";
import { checkUserForm } from "../crm/user-form.js";
import { AppError } from "../errors.js";
import { arrangeResource } from "../schema/arrange.js";
import { reconcileAliases } from "../schema/crm-aliases.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import type { Resource, ResourceSchema, ScimValue } from "../schema/model.js";
import { isScimObject, objectOrEmpty } from "../schema/scim-object.js";
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

/** Drops the order for a temporary password, which a client may write but nobody may read: it is no state. */
function withoutOrders(schema: ResourceSchema, user: Resource): Resource {
  const crm = user[CRM_USER_URN];
  if (!isScimObject(crm) || crm["temporaryPassword"] === undefined) return user;
  const { temporaryPassword: _, ...kept } = crm;
  return arrangeResource(schema, { ...user, [CRM_USER_URN]: kept });
}

function rolesOf(user: Resource | undefined): ScimValue {
  return objectOrEmpty(user?.[CRM_USER_URN])["administratorRoles"] ?? [];
}

/**
 * Refuses a change of a user's administrator roles to a client that was not trusted with them: they decide who may
 * administer Usher and the CRM. `crm.md` 4.2, 4.6.
 * @throws AppError `forbidden`
 */
function checkAdministratorRoles(ctx: Context, next: Resource, previous: Resource | undefined): void {
  if (ctx.scopes.has("scim.adminroles")) return;
  if (isDeepStrictEqual(rolesOf(next), rolesOf(previous))) return;
  throw new AppError(
    "forbidden",
    "ADMIN_ROLE_SCOPE: administratorRoles can be changed with the scope 'scim.adminroles' only: leave them out, or ask for a token that has it",
  );
}

/**
 * Brings a user into the form in which it may be stored.
 * @param previous - the stored user, undefined for a new one
 * @throws AppError `invalidValue` or `mutability` naming the attribute at fault, `forbidden`
 */
export function settleUser(ctx: Context, user: Resource, previous: Resource | undefined): Resource {
  const schema = ctx.viewer.schemas.User;
  const settled = reconcileAliases(withoutOrders(schema, user), previous);
  checkResource(schema, settled, previous, ctx.options);
  checkAdministratorRoles(ctx, settled, previous);
  checkUserForm(settled, ctx.mapping, previous);
  return settled;
}
