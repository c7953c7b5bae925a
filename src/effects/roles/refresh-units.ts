import { findUserPlaces, textOfPlaces } from "../../access/unit-text.js";
import type { Trx } from "../../db/connect.js";
import { lockUsers } from "../../directory/users/users.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import type { ServerContext } from "../context.js";
import { refreshRoles } from "./refresh-roles.js";

/** Returns a representation with another business unit, or none. */
export function withUnit(urn: string, resource: Resource, text: string | undefined): Resource {
  const { businessUnit: _, ...rest } = objectOrEmpty(resource[urn]);
  const extension: ScimObject = text === undefined ? rest : { ...rest, businessUnit: text };
  return { ...resource, [urn]: extension };
}

/**
 * Refreshes the business unit, and the roles, in representations of users whose business unit was renamed or changed.
 * It locks their rows.
 * @param nextOf - translates the text of the representation
 */
export async function refreshUnits(
  trx: Trx,
  ctx: ServerContext,
  userIds: readonly string[],
  nextOf: (text: string) => string = (text) => text,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  // Locked first, so that nobody is moved between reading and writing.
  await lockUsers(trx, tenantId, userIds);
  const places = await findUserPlaces(trx, tenantId, userIds);
  await refreshRoles(trx, ctx, userIds, (user, id) => {
    const text = crmOfUser(user).businessUnit;
    return withUnit(
      CRM_USER_URN,
      user,
      textOfPlaces(places.of(id), text === undefined ? text : nextOf(text)),
    );
  });
}
