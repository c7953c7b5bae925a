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
 * A change of users' roles: `exactly` sets them, otherwise some are added and some removed. Each is named by its id or
 * by its name in the users' business unit.
 */
export type RolesChange =
  | { readonly exactly: readonly string[] }
  | { readonly add: readonly string[]; readonly remove: readonly string[] };

/** A change with resolved roles. */
export interface RolesEdit {
  readonly add: readonly SecurityRole[];
  /** Whether these are all roles afterwards, so that existing ones may be among them. */
  readonly isExact: boolean;
  /** Returns whether a directly assigned role is removed. */
  goes(role: HeldRole): boolean;
  /** The ids of roles to remove. */
  readonly removed: ReadonlySet<string>;
}

/**
 * Parses a change of users' roles.
 * @throws AppError `invalidValue` as `pickRoles`, or if a role is both added and removed
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
 * Finds roles by id, or by their name in the users' business unit.
 * @throws AppError `invalidValue` UNKNOWN_ROLE, ROLE_NOT_IN_BUSINESS_UNIT
 */
async function pickRoles(
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
 * Finds roles of a business unit by id or by name.
 * @param whose - who gets them, for the message
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

/** Finds a role by id, otherwise by name in the business unit, otherwise by name anywhere. */
function roleNamed(roles: readonly SecurityRole[], name: string, unitId: string): SecurityRole | undefined {
  const byId = roles.find(({ id }) => id === name.toLowerCase());
  if (byId !== undefined) return byId;
  const named = roles.filter((role) => fold(role.name) === fold(name.trim()));
  return named.find(({ businessUnitId }) => businessUnitId === unitId) ?? named[0];
}
