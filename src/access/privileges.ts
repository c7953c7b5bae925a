/** How far a privilege reaches, from nowhere to everywhere. R061 */
export const ACCESS_LEVELS = ["none", "user", "businessUnit", "parentChild", "organization"] as const;

/** How far a privilege reaches. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** Privileges by name, such as `prvReadAccount`, each with its level; one that is not named is `none`. */
export type Privileges = ReadonlyMap<string, AccessLevel>;

/**
 * Where a row stands, seen from a user: their own, of another one in their business unit, in a unit below it, or
 * elsewhere in the organization.
 */
export type OwnerRelation = "own" | "sameBusinessUnit" | "childBusinessUnit" | "elsewhere";

/** The level that is needed to reach a row. R062 */
const NEEDED_LEVEL: Readonly<Record<OwnerRelation, AccessLevel>> = {
  own: "user",
  sameBusinessUnit: "businessUnit",
  childBusinessUnit: "parentChild",
  elsewhere: "organization",
};

function reaches(level: AccessLevel, needed: AccessLevel): boolean {
  return ACCESS_LEVELS.indexOf(level) >= ACCESS_LEVELS.indexOf(needed);
}

/** What all roles together allow: of each privilege its widest level, since no role denies. R065, R066 */
export function effectivePrivileges(roles: Iterable<Privileges>): Map<string, AccessLevel> {
  const effective = new Map<string, AccessLevel>();
  for (const role of roles) {
    for (const [privilege, level] of role) {
      if (!reaches(effective.get(privilege) ?? "none", level)) effective.set(privilege, level);
    }
  }
  return effective;
}

/** Whether a privilege of this level reaches a row that stands so. R062, R069 */
export function mayAccess(level: AccessLevel, relation: OwnerRelation): boolean {
  return reaches(level, NEEDED_LEVEL[relation]);
}

/**
 * Whether somebody may assign a role: none of its privileges is one that they do not hold, or reaches farther than
 * theirs. R117.
 */
export function mayAssignRole(granter: Privileges, role: Privileges): boolean {
  return [...role].every(([privilege, level]) => reaches(granter.get(privilege) ?? "none", level));
}
