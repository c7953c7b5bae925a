import type { Db } from "../db/connect.js";
import { type BusinessUnit, listBusinessUnits, matchBusinessUnits } from "./business-units.js";
import { findUserUnits, type InstanceRoot, listInstanceRoots } from "./user-units.js";

/** The business units of a tenant, and in which of them somebody is: users, or teams of a group. */
export interface Places {
  readonly units: readonly BusinessUnit[];
  /** Id of the business unit by id of the instance. */
  readonly unitIds: ReadonlyMap<string, string>;
}

/** Where users are in each instance. */
export interface UserPlaces {
  readonly units: readonly BusinessUnit[];
  readonly instances: readonly InstanceRoot[];
  readonly of: (userId: string) => Places;
}

/** Loads where users are; three statements. */
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
 * Whether somebody is where a name or path says, in each instance that has such a business unit. That is when a request
 * for it changes nothing. docs/access-catalog.md
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

/** How a business unit is called by who called one like this: by its name, its path or its id. */
export function calledAs(unit: BusinessUnit, written: string): string {
  if (written === unit.id) return written;
  return written.includes("/") ? unit.path : unit.name;
}

/**
 * What a representation says of where somebody is: what was written while that is so, else the name or path that is;
 * nothing where no word is, since the instances differ.
 */
export function textOfPlaces(places: Places, written: string | undefined): string | undefined {
  if (written !== undefined && isPlaceOf(places, written)) return written;
  const chosen = places.units.filter(
    ({ id, instanceId, parentId }) => parentId !== undefined && places.unitIds.get(instanceId) === id,
  );
  const texts = chosen.flatMap((unit) => [calledAs(unit, written ?? unit.path), unit.path]);
  return texts.find((text) => isPlaceOf(places, text));
}
