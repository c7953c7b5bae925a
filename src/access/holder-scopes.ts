import type { Holder, Scope } from "../tenants/connection.js";
import {
  ADMINISTRATOR_ROLES,
  type AdminAction,
  type AdministratorRole,
  permits,
  toAdministratorRoles,
} from "./administrator-roles.js";

/** The action that a person's roles must permit for a scope to count in a token that is bound to the person. */
const NEEDED: Readonly<Partial<Record<Scope, AdminAction>>> = {
  scim: "manageUsers",
  "scim.read": "read",
  "scim.applications": "manageInstances",
  "scim.adminroles": "grantAdministratorRoles",
  "crm.read": "read",
  "access.read": "read",
  "access.history": "read",
};

/** The administrator roles that scopes name. */
export function rolesOfScopes(scopes: Iterable<Scope>): ReadonlySet<AdministratorRole> {
  const named = new Set<string>(scopes);
  return new Set(ADMINISTRATOR_ROLES.filter((role) => named.has(`admin:${role}`)));
}

/**
 * Returns what a token that is bound to a user may do: what both its scopes and its user permit. A user who is blocked
 * or deleted may do nothing. A person is limited by their administrator roles, a program by the scopes alone.
 */
export function limitScopes(granted: ReadonlySet<Scope>, holder: Holder): ReadonlySet<Scope> {
  if (!holder.isActive) return new Set();
  const roles = toAdministratorRoles(holder.administratorRoles);
  const isAllowed = (scope: Scope): boolean => {
    if (scope.startsWith("admin:")) return roles.has(scope.slice("admin:".length) as AdministratorRole);
    const action = NEEDED[scope];
    return holder.isProgram || (action !== undefined && permits(roles, action));
  };
  // The scope to write includes reading, which a person may be permitted without being permitted to write.
  const wide = granted.has("scim") ? [...granted, "scim.read" as const] : [...granted];
  return new Set(wide.filter(isAllowed));
}
