/** The five administrator roles. They administer the service, not the CRM. R079 */
export const ADMINISTRATOR_ROLES = ["global", "billing", "password", "service", "userManagement"] as const;

/** One of the five administrator roles. */
export type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

/** What an administrator may do. Each route of the admin API requires one of these actions. */
export type AdminAction =
  | "read"
  | "manageUsers"
  | "assignLicenses"
  | "resetPasswords"
  | "manageSeats"
  | "manageInstances"
  | "manageServer"
  | "grantAdministratorRoles";

/** The roles that permit each action. R080–R083, R095 */
export const PERMISSIONS: Readonly<Record<AdminAction, readonly AdministratorRole[]>> = {
  read: ADMINISTRATOR_ROLES,
  manageUsers: ["global", "userManagement"],
  assignLicenses: ["global", "userManagement"],
  resetPasswords: ["global", "password", "service", "userManagement"],
  manageSeats: ["global", "billing"],
  manageInstances: ["global", "service"],
  manageServer: ["global"],
  grantAdministratorRoles: ["global"],
};

/** Returns true if one of the roles permits the action. */
export function permits(roles: ReadonlySet<AdministratorRole>, action: AdminAction): boolean {
  return PERMISSIONS[action].some((role) => roles.has(role));
}

/** Returns true if a holder of these roles may create, edit, delete or restore a user who holds `held`. R081 */
export function mayManageUser(
  roles: ReadonlySet<AdministratorRole>,
  held: ReadonlySet<AdministratorRole>,
): boolean {
  return roles.has("global") || (roles.has("userManagement") && !held.has("global"));
}

/**
 * Returns true if a holder of these roles may reset the password of a user who holds `held`. A password administrator
 * may reset the passwords of people and of other password administrators; user management those of everyone but
 * billing, global and service administrators. Only global and service administrators may reset the password of a System
 * Administrator: whoever knows it could sign in as one. R080
 * @param isSystemAdministrator - whether the user is one in any instance
 */
export function mayResetPassword(
  roles: ReadonlySet<AdministratorRole>,
  held: ReadonlySet<AdministratorRole>,
  isSystemAdministrator: boolean,
): boolean {
  if (roles.has("global")) return true;
  const others = (allowed: readonly AdministratorRole[]): boolean =>
    [...held].every((role) => allowed.includes(role));
  if (isSystemAdministrator) {
    return roles.has("service") && others(["password", "service", "userManagement"]);
  }
  if (roles.has("password") && others(["password"])) return true;
  return roles.has("userManagement") && others(["password", "userManagement"]);
}

/** The administrator who makes a change. */
export interface Administrator {
  /** The roles that the scopes of the token or the roles of the account permit. */
  readonly roles: ReadonlySet<AdministratorRole>;
  /**
   * The id of the user, who may also act inside instances. Undefined for a token that is bound to nobody, or that may
   * not do that.
   */
  readonly userId: string | undefined;
}

const NONE: ReadonlySet<AdministratorRole> = new Set([]);

/** Returns the texts that name administrator roles. */
export function toAdministratorRoles(names: readonly string[]): ReadonlySet<AdministratorRole> {
  if (names.length === 0) return NONE;
  const given = new Set(names);
  return new Set(ADMINISTRATOR_ROLES.filter((role) => given.has(role)));
}
