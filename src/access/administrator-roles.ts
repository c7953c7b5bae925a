/** The five administrator roles; they administer the service, not the CRM. R079 */
export const ADMINISTRATOR_ROLES = ["global", "billing", "password", "service", "userManagement"] as const;

/** One of the five administrator roles. */
export type AdministratorRole = (typeof ADMINISTRATOR_ROLES)[number];

/** What an administrator may want to do; each route of the admin API is of one of these. */
export type AdminAction =
  | "read"
  | "manageUsers"
  | "assignLicenses"
  | "resetPasswords"
  | "manageSeats"
  | "manageInstances"
  | "manageServer"
  | "grantAdministratorRoles";

/** Who may do what. R080–R083, R095 */
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

/** Whether one of the roles held permits an action. */
export function permits(roles: ReadonlySet<AdministratorRole>, action: AdminAction): boolean {
  return PERMISSIONS[action].some((role) => roles.has(role));
}

/** Whether somebody with these roles may create, edit, delete or restore a user who holds `held`. R081 */
export function mayManageUser(
  roles: ReadonlySet<AdministratorRole>,
  held: ReadonlySet<AdministratorRole>,
): boolean {
  return roles.has("global") || (roles.has("userManagement") && !held.has("global"));
}

/**
 * Whether somebody with these roles may reset the password of a user who holds `held`: a password administrator that
 * of people and other password administrators, user management that of all but billing, global and service. With the
 * password of a System Administrator one would be it: global and service administrators alone reset that.
 * R080
 * @param isSystemAdministrator - whether the user is that in an instance
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

/** Who administers. */
export interface Administrator {
  /** What the scopes of the token, or the roles of the account, permit. */
  readonly roles: ReadonlySet<AdministratorRole>;
  /** The user who acts inside instances as well; undefined for a token of nobody, or one that may not do that. */
  readonly userId: string | undefined;
}

/** The texts that are names of administrator roles. */
export function toAdministratorRoles(names: Iterable<string>): ReadonlySet<AdministratorRole> {
  const given = new Set(names);
  return new Set(ADMINISTRATOR_ROLES.filter((role) => given.has(role)));
}
