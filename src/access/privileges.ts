/** The levels of a privilege, from the narrowest to the widest. R061 */
export const ACCESS_LEVELS = ["none", "user", "businessUnit", "parentChild", "organization"] as const;

/** How far a privilege reaches. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** Privileges by name, such as `prvReadAccount`, each with its level. The level of an absent one is `none`. */
export type Privileges = ReadonlyMap<string, AccessLevel>;

/**
 * The owner of a row, relative to a user: the user, another user of the same business unit, one in a unit below it, or
 * anyone else.
 */
export type OwnerRelation = "own" | "sameBusinessUnit" | "childBusinessUnit" | "elsewhere";

/** The level that reaches a row. R062 */
const NEEDED_LEVEL: Readonly<Record<OwnerRelation, AccessLevel>> = {
  own: "user",
  sameBusinessUnit: "businessUnit",
  childBusinessUnit: "parentChild",
  elsewhere: "organization",
};

function reaches(level: AccessLevel, needed: AccessLevel): boolean {
  return ACCESS_LEVELS.indexOf(level) >= ACCESS_LEVELS.indexOf(needed);
}

/**
 * Returns what several roles permit together: the widest level of each privilege. No role denies a privilege. R065,
 * R066
 */
export function effectivePrivileges(roles: Iterable<Privileges>): Map<string, AccessLevel> {
  const effective = new Map<string, AccessLevel>();
  for (const role of roles) {
    for (const [privilege, level] of role) {
      if (!reaches(effective.get(privilege) ?? "none", level)) effective.set(privilege, level);
    }
  }
  return effective;
}

/** Returns true if a privilege of this level reaches such a row. R062, R069 */
export function mayAccess(level: AccessLevel, relation: OwnerRelation): boolean {
  return reaches(level, NEEDED_LEVEL[relation]);
}

/**
 * Returns true if a user may assign a role: the user holds all of its privileges, each with at least the same level.
 * R117
 */
export function mayAssignRole(granter: Privileges, role: Privileges): boolean {
  return [...role].every(([privilege, level]) => reaches(granter.get(privilege) ?? "none", level));
}
