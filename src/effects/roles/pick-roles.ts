import { listBusinessUnits } from "../../access/business-units.js";
import type { Instance } from "../../access/instances.js";
import type { HeldRole } from "../../access/roles-of.js";
import { listSecurityRoles, type SecurityRole } from "../../access/security-roles.js";
import { findUserUnits } from "../../access/user-units.js";
import type { Db } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import { fold } from "../../schema/fold.js";
import { quote } from "../../schema/quote.js";

/**
 * What is to become of the roles of users: `exactly` these are had afterwards, or some come and some go. Each is named
 * by its id or by the name that it has in the business unit of the users.
 */
export type RolesChange =
  | { readonly exactly: readonly string[] }
  | { readonly add: readonly string[]; readonly remove: readonly string[] };

/** A change with its roles found. */
export interface RolesEdit {
  readonly add: readonly SecurityRole[];
  /** Whether these are all that there are to be, and may have been named because they are there. */
  readonly isExact: boolean;
  /** Whether a role that somebody has directly goes. */
  goes(role: HeldRole): boolean;
  /** Ids of roles that were named to go. */
  readonly removed: ReadonlySet<string>;
}

/**
 * Reads a change of the roles of users.
 * @throws AppError `invalidValue` as `pickRoles`, or when a role is to come and to go
 */
export async function readRolesChange(
  db: Db,
  tenantId: string,
  instance: Pick<Instance, "id" | "name">,
  userIds: readonly string[],
  change: RolesChange,
): Promise<RolesEdit> {
  if ("exactly" in change) {
    const add = await pickRoles(db, tenantId, instance, userIds, change.exactly);
    const keep = new Set(add.map(({ rootId }) => rootId));
    return { add, isExact: true, goes: ({ rootId }) => !keep.has(rootId), removed: new Set() };
  }
  const add = await pickRoles(db, tenantId, instance, userIds, change.add);
  const remove = await pickRoles(db, tenantId, instance, userIds, change.remove);
  const removed = new Set(remove.map(({ rootId }) => rootId));
  const both = add.find(({ rootId }) => removed.has(rootId));
  if (both !== undefined) {
    throw new AppError("invalidValue", `The role ${quote(both.name)} cannot be added and removed at once`);
  }
  return { add, isExact: false, goes: ({ rootId }) => removed.has(rootId), removed };
}

/**
 * The roles that are named by id, or by the name they have in the business unit of the users.
 * @throws AppError `invalidValue` UNKNOWN_ROLE, ROLE_NOT_IN_BUSINESS_UNIT
 */
export async function pickRoles(
  db: Db,
  tenantId: string,
  instance: Pick<Instance, "id" | "name">,
  userIds: readonly string[],
  names: readonly string[],
): Promise<SecurityRole[]> {
  if (names.length === 0) return [];
  const units = await listBusinessUnits(db, tenantId, instance.id);
  const unitOf = await findUserUnits(db, tenantId, userIds);
  const place = { id: instance.id, rootUnitId: units[0]?.id ?? "" };
  const [first = ""] = userIds;
  const unitId = unitOf(first, place);
  const roles = await rolesOfUnit(db, tenantId, instance, unitId, names, `the user ${quote(first)}`);
  const outsider = userIds.find((userId) => unitOf(userId, place) !== unitId);
  if (outsider === undefined) return roles;
  throw new AppError(
    "ROLE_NOT_IN_BUSINESS_UNIT",
    `the users ${quote(first)} and ${quote(outsider)} are in different business units, which have roles of their own: set the roles of each`,
  );
}

/**
 * The roles of a business unit that are named by id or by name.
 * @param whose - what is to have them, for the message
 * @throws AppError `invalidValue` UNKNOWN_ROLE, ROLE_NOT_IN_BUSINESS_UNIT
 */
export async function rolesOfUnit(
  db: Db,
  tenantId: string,
  instance: Pick<Instance, "id" | "name">,
  unitId: string,
  names: readonly string[],
  whose = "what is to have it",
): Promise<SecurityRole[]> {
  if (names.length === 0) return [];
  const roles = await listSecurityRoles(db, tenantId, instance.id);
  const units = await listBusinessUnits(db, tenantId, instance.id);
  const pathOf = (id: string): string => quote(units.find((unit) => unit.id === id)?.path ?? id);
  return [...new Set(names)].map((name) => {
    const found = roleNamed(roles, name, unitId);
    if (found?.businessUnitId === unitId) return found;
    if (found === undefined) {
      throw new AppError(
        "UNKNOWN_ROLE",
        `the instance ${quote(instance.name)} has no security role with the id or name ${quote(name)}: see the list of its roles`,
        { inBody: true },
      );
    }
    throw new AppError(
      "ROLE_NOT_IN_BUSINESS_UNIT",
      `the role ${quote(name)} (${found.name}) is one of the business unit ${pathOf(found.businessUnitId)}, and ${whose} is in ${pathOf(unitId)}: use a role of that one`,
    );
  });
}

/** The role with this id, else the one that this name means in the business unit, else one of that name anywhere. */
function roleNamed(roles: readonly SecurityRole[], name: string, unitId: string): SecurityRole | undefined {
  const byId = roles.find(({ id }) => id === name.toLowerCase());
  if (byId !== undefined) return byId;
  const named = roles.filter((role) => fold(role.name) === fold(name.trim()));
  return named.find(({ businessUnitId }) => businessUnitId === unitId) ?? named[0];
}
