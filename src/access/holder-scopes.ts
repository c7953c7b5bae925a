import type { Holder, Scope } from "../tenants/connection.js";
import {
  ADMINISTRATOR_ROLES,
  type AdminAction,
  type AdministratorRole,
  permits,
  toAdministratorRoles,
} from "./administrator-roles.js";

/** What a person must be permitted to do so that a scope counts in a token that is bound to the person. */
const NEEDED: Readonly<Partial<Record<Scope, AdminAction>>> = {
  scim: "manageUsers",
  "scim.read": "read",
  "scim.applications": "manageInstances",
  "scim.adminroles": "grantAdministratorRoles",
  "crm.read": "read",
  "access.read": "read",
};

/** The administrator roles that scopes name. */
export function rolesOfScopes(scopes: Iterable<Scope>): ReadonlySet<AdministratorRole> {
  const named = new Set<string>(scopes);
  return new Set(ADMINISTRATOR_ROLES.filter((role) => named.has(`admin:${role}`)));
}

/**
 * What a token may do that is bound to a user: what its scopes allow and its user may. Whoever is blocked or gone may
 * nothing; a person what its administrator roles permit; a program has its rights from the scopes alone.
 */
export function limitScopes(granted: ReadonlySet<Scope>, holder: Holder): ReadonlySet<Scope> {
  if (!holder.isActive) return new Set();
  const roles = toAdministratorRoles(holder.administratorRoles);
  const isAllowed = (scope: Scope): boolean => {
    if (scope.startsWith("admin:")) return roles.has(scope.slice("admin:".length) as AdministratorRole);
    const action = NEEDED[scope];
    return holder.isProgram || (action !== undefined && permits(roles, action));
  };
  // Whoever may write may read, and whoever may not write may perhaps read.
  const wide = granted.has("scim") ? [...granted, "scim.read" as const] : [...granted];
  return new Set(wide.filter(isAllowed));
}
