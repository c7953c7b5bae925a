import type { AdministratorRole } from "../access/administrator-roles.js";
import type { UserRow } from "../directory/resource-row.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import { mergeResource } from "../schema/merge.js";
import type { Context } from "./context.js";
import type { Precondition } from "./precondition.js";
import { updateUser } from "./update-user.js";

/**
 * Gives a user exactly these administrator roles. crm.md R077
 * @throws AppError `notFound`, `preconditionFailed`, `forbidden` when the administrator may not grant them, `conflict`
 * when no active user would hold `global`
 */
export async function setAdministratorRoles(
  ctx: Context,
  userId: string,
  roles: readonly AdministratorRole[],
  precondition: Precondition,
): Promise<UserRow> {
  const wanted = { [CRM_USER_URN]: { administratorRoles: [...new Set(roles)] } };
  return updateUser(ctx, userId, precondition, {
    apply: (current) => mergeResource(ctx.viewer.schemas.User, current, wanted, ctx.options).resource,
    passwordHash: undefined,
  });
}
