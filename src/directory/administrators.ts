import type { Db } from "../db/connect.js";
import { queryFirst } from "../db/query.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import type { Resource } from "../schema/model.js";
import { objectOrEmpty } from "../schema/scim-object.js";

/** The administrator roles that a stored user holds, be it active or not. crm.md R077 */
export function administratorRolesOf(resource: Resource | undefined): readonly string[] {
  const roles = objectOrEmpty(resource?.[CRM_USER_URN])["administratorRoles"];
  return Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [];
}

/** The administrator roles that a user may use now: none when it is gone or not active. */
export async function findUsableRoles(db: Db, tenantId: string, userId: string): Promise<readonly string[]> {
  const row = await queryFirst<{ resource: string }>(
    db,
    "select users.resource from users where users.tenant_id = ? and users.id = ?",
    [tenantId, userId],
  );
  if (row === undefined) return [];
  const resource = JSON.parse(row.resource) as Resource;
  return resource["active"] === false ? [] : administratorRolesOf(resource);
}
