import type { Db } from "../db/connect.js";
import { type BusinessUnit, listBusinessUnits, matchBusinessUnits } from "./business-units.js";
import { findUserUnits, type InstanceRoot, listInstanceRoots } from "./user-units.js";

/** The business units of a tenant, and the units that a user, or the teams of a group, are in. */
export interface Places {
  readonly units: readonly BusinessUnit[];
  /** The id of the business unit by id of the instance. */
  readonly unitIds: ReadonlyMap<string, string>;
}

/** The business units of users in each instance. */
export interface UserPlaces {
  readonly units: readonly BusinessUnit[];
  readonly instances: readonly InstanceRoot[];
  readonly of: (userId: string) => Places;
}

/** Loads the business units of users. Three statements. */
export async function findUserPlaces(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<UserPlaces> {
  const units = await listBusinessUnits(db, tenantId);
  const instances = await listInstanceRoots(db, tenantId);
  const unitOf = await findUserUnits(db, tenantId, userIds);
  return {
    units,
    instances,
    of: (userId) => ({
      units,
      unitIds: new Map(instances.map((instance) => [instance.id, unitOf(userId, instance)])),
    }),
  };
}

/**
 * Returns true if a user or group is already in the business unit with this name or path, in each instance that has
 * such a unit. A request for it then changes nothing. docs/access-catalog.md
 * @param text - undefined for the root of all instances
 */
export function isPlaceOf({ units, unitIds }: Places, text: string | undefined): boolean {
  const chosen = [...unitIds].map(([instanceId, unitId]) => ({
    unit: units.find(({ id }) => id === unitId),
    meant:
      text === undefined
        ? units.filter((unit) => unit.instanceId === instanceId && unit.parentId === undefined)
        : matchBusinessUnits(
            units.filter((unit) => unit.instanceId === instanceId),
            text,
          ),
  }));
  const told = chosen.filter(({ meant }) => meant.length > 0);
  return told.length > 0 && told.every(({ unit, meant }) => meant.length === 1 && meant[0] === unit);
}

/** Returns the text for a business unit in the form that a client used: its name, path or id. */
export function calledAs(unit: BusinessUnit, written: string): string {
  if (written === unit.id) return written;
  return written.includes("/") ? unit.path : unit.name;
}

/**
 * Returns the text that a representation shows: the written one while it is still right, otherwise the actual name or
 * path. Undefined if the instances differ and no text is right for all.
 */
export function textOfPlaces(places: Places, written: string | undefined): string | undefined {
  if (written !== undefined && isPlaceOf(places, written)) return written;
  const chosen = places.units.filter(
    ({ id, instanceId, parentId }) => parentId !== undefined && places.unitIds.get(instanceId) === id,
  );
  const texts = chosen.flatMap((unit) => [calledAs(unit, written ?? unit.path), unit.path]);
  return texts.find((text) => isPlaceOf(places, text));
}
