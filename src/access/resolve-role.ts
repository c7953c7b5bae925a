import { fold } from "../schema/fold.js";
import type { WrittenRole } from "./role-wishes.js";
import type { SecurityRole } from "./security-roles.js";
import type { InstanceRoot } from "./user-units.js";

/** The roles that names may mean, and the instances in which they are. */
export interface RoleCatalog {
  readonly instances: readonly InstanceRoot[];
  /** With each role all its copies. */
  readonly roles: readonly SecurityRole[];
}

/** What a role that a client names is for one user. */
export type ResolvedRole =
  /** A role of the user's business unit in each instance that has it. */
  | { readonly found: "roles"; readonly roles: readonly SecurityRole[] }
  | { readonly found: "noInstance" }
  | { readonly found: "noRole" }
  /** There is such a role, but of other business units. R068 */
  | { readonly found: "otherUnit" };

/** The instances that a client means: the one it names by id or name, or all. */
export function pickInstances(
  instances: readonly InstanceRoot[],
  text: string | undefined,
): readonly InstanceRoot[] {
  const wanted = text?.trim() ?? "";
  if (wanted === "") return instances;
  return instances.filter(({ id, nameKey }) => id === wanted || nameKey === fold(wanted));
}

/**
 * Finds what a name means for a user: the roles of that name, or of which one copy has that id, as the user's business
 * units have them. R067, R068
 * @param unitOf - the user's business unit in an instance
 * @param exact - whether an id must be that of the copy of the user's own business unit
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
