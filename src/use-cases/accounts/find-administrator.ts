import { type Administrator, permits, toAdministratorRoles } from "../../access/administrator-roles.js";
import { rolesOfScopes } from "../../access/holder-scopes.js";
import type { Db } from "../../db/connect.js";
import { findUsableRoles } from "../../directory/users/administrators.js";
import type { Principal } from "../../tenants/connection.js";

/**
 * Who administers with a token: it has the roles of its scopes `admin:*`, and one that is bound to a user no more of
 * them than that user holds now, so that taking a role, blocking and deleting count at once. What the user may do
 * inside an instance the token may only where its scopes permit to manage instances. R077
 */
export async function findAdministrator(db: Db, principal: Principal): Promise<Administrator> {
  const { tenantId, userId, scopes, granted = scopes, isSession = false } = principal;
  const named = rolesOfScopes(granted);
  if (userId === undefined) return { userId, roles: named };
  const held = toAdministratorRoles(named.size === 0 ? [] : await findUsableRoles(db, tenantId, userId));
  return {
    userId: isSession || permits(named, "manageInstances") ? userId : undefined,
    roles: new Set([...named].filter((role) => held.has(role))),
  };
}

/** The person to whom a token of a provisioning client is bound, whose roles limit it; undefined for a program. */
export function findHolder({ holder, isSession }: Principal): Administrator | undefined {
  if (holder === undefined || holder.isProgram || isSession === true) return undefined;
  return { userId: holder.userId, roles: toAdministratorRoles(holder.administratorRoles) };
}
