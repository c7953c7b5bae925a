import { fold } from "../schema/fold.js";
import type { WrittenRole } from "./role-wishes.js";
import type { SecurityRole } from "./security-roles.js";
import type { InstanceRoot } from "./user-units.js";

/** The roles that names may refer to, and their instances. */
export interface RoleCatalog {
  readonly instances: readonly InstanceRoot[];
  /** Includes all copies of each role. */
  readonly roles: readonly SecurityRole[];
}

/** What the name of a role means for one user. */
export type ResolvedRole =
  /** A role of the user's business unit in each instance that has it. */
  | { readonly found: "roles"; readonly roles: readonly SecurityRole[] }
  | { readonly found: "noInstance" }
  | { readonly found: "noRole" }
  /** The role exists, but only in other business units. R068 */
  | { readonly found: "otherUnit" };

/** Returns the instances that a client refers to: the one with that id or name, or all of them. */
export function pickInstances(
  instances: readonly InstanceRoot[],
  text: string | undefined,
): readonly InstanceRoot[] {
  const wanted = text?.trim() ?? "";
  if (wanted === "") return instances;
  return instances.filter(({ id, nameKey }) => id === wanted || nameKey === fold(wanted));
}

/**
 * Resolves a name for a user: the roles with that name, or with a copy that has that id, as the user's business units
 * have them. R067, R068
 * @param unitOf - the user's business unit in an instance
 * @param exact - requires an id to be that of the copy in the user's own business unit
 */
export function resolveRole(
  { instances, roles }: RoleCatalog,
  unitOf: (instance: InstanceRoot) => string,
  { value, instance: instanceText }: WrittenRole,
  exact: boolean,
): ResolvedRole {
  const wanted = pickInstances(instances, instanceText);
  if (wanted.length === 0) return { found: "noInstance" };
  const [id, name] = [value.trim(), fold(value.trim())];
  const named = roles.filter((role) => role.id === id || fold(role.name) === name);
  const roots = new Set(named.map(({ rootId }) => rootId));
  const found = wanted.flatMap((instance) => {
    const unit = unitOf(instance);
    const copies = roles.filter((role) => roots.has(role.rootId) && role.businessUnitId === unit);
    const isById = named.some((role) => role.id === id);
    return exact && isById ? copies.filter((role) => role.id === id) : copies;
  });
  if (found.length > 0) return { found: "roles", roles: found };
  const inOtherUnit = named.some((role) => wanted.some((instance) => instance.id === role.instanceId));
  return { found: inOtherUnit ? "otherUnit" : "noRole" };
}
