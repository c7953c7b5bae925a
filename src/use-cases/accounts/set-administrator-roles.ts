import type { AdministratorRole } from "../../access/administrator-roles.js";
import type { UserRow } from "../../directory/resources/resource-row.js";
import { heldRoles } from "../../effects/administrators/global-administrators.js";
import type { Context } from "../../effects/context.js";
import type { Precondition } from "../../effects/precondition.js";
import { withCrmOfUser } from "../../schema/crm-extension.js";
import { mergeResource } from "../../schema/merge.js";
import { updateUser } from "../users/update-user.js";

/**
 * Sets the administrator roles of a user. R077
 * @param rolesOf - computes the new roles from the current ones; may run more than once
 * @throws AppError `notFound`, `preconditionFailed`, `forbidden` if the administrator may not grant them, `conflict` if
 * no active user would hold `global`
 */
export async function setAdministratorRoles(
  ctx: Context,
  userId: string,
  rolesOf: (held: ReadonlySet<AdministratorRole>) => readonly AdministratorRole[],
  precondition: Precondition,
): Promise<UserRow> {
  return updateUser(ctx, userId, precondition, {
    apply(current) {
      const administratorRoles = [...new Set(rolesOf(heldRoles(current)))];
      const wanted = withCrmOfUser({}, { administratorRoles });
      return mergeResource(ctx.viewer.schemas.User, current, wanted, ctx.options).resource;
    },
    passwordHash: undefined,
  });
}
