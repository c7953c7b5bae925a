import { type Administrator, toAdministratorRoles } from "../access/administrator-roles.js";
import type { Db } from "../db/connect.js";
import { findUsableRoles } from "../directory/administrators.js";
import type { Principal } from "../directory/connection.js";

/**
 * Who administers with a token: it has the roles of its scopes `admin:*`, and one that is bound to a user no more of
 * them than that user holds now, so that taking a role, blocking and deleting count at once. crm.md R077
 */
export async function findAdministrator(db: Db, principal: Principal): Promise<Administrator> {
  const { tenantId, userId, scopes } = principal;
  const granted = [...scopes].flatMap((scope) => /^admin:(.+)$/.exec(scope)?.[1] ?? []);
  if (userId === undefined) return { userId, roles: toAdministratorRoles(granted) };
  const held = new Set(granted.length === 0 ? [] : await findUsableRoles(db, tenantId, userId));
  return { userId, roles: toAdministratorRoles(granted.filter((role) => held.has(role))) };
}
