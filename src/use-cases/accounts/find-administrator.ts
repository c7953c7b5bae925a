import { type Administrator, permits, toAdministratorRoles } from "../../access/administrator-roles.js";
import { rolesOfScopes } from "../../access/holder-scopes.js";
import type { Db } from "../../db/connect.js";
import { findUsableRoles } from "../../directory/users/administrators.js";
import type { Principal } from "../../tenants/connection.js";

/**
 * Finds the administrator behind a token: it has the roles of its scopes `admin:*`; a token bound to a user has only
 * those that the user holds now, so that removing a role, blocking and deleting take effect at once. What the user may
 * do inside an instance, the token may do only with a scope that permits managing instances. R077
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

/** Finds the person to whom a provisioning token is bound, whose roles limit it; undefined for an application user. */
export function findHolder({ holder, isSession }: Principal): Administrator | undefined {
  if (holder === undefined || holder.isProgram || isSession === true) return undefined;
  return { userId: holder.userId, roles: toAdministratorRoles(holder.administratorRoles) };
}
