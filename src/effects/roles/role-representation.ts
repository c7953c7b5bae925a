import type { BusinessUnit } from "../../access/business-units.js";
import { type RoleWish, wishKey } from "../../access/role-wishes.js";
import type { HeldRole } from "../../access/roles-of.js";
import { calledAs } from "../../access/unit-text.js";
import type { RoleFinder } from "../../access/wished-roles.js";
import { reconcileAliases } from "../../schema/crm-aliases.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource, ResourceSchema, ScimObject } from "../../schema/model.js";
import { toWrittenRole } from "../attributes/roles.js";

/** The data for the roles in a user's representation. */
export interface RoleFacts {
  /** The requests of connections for the user. */
  readonly wishes: readonly RoleWish[];
  readonly finder: RoleFinder;
  /** The business units, if a request names one. */
  readonly units: readonly BusinessUnit[];
  /** The user's roles, including those from administrator roles. */
  readonly held: readonly HeldRole[];
}

/**
 * Returns a user whose `securityRoles` and flat view match its roles: those that a connection named, as named and in
 * their order, then all others. docs/access-catalog.md
 */
export function withRoles(
  schema: ResourceSchema,
  user: Resource,
  userId: string,
  facts: RoleFacts,
): Resource {
  const shown = new Set<string>();
  const elements: ScimObject[] = [];
  for (const { written } of inOrderOf(user, facts.wishes)) {
    const resolved = facts.finder.resolve(userId, written);
    const ids = new Set(resolved.found === "roles" ? resolved.roles.map(({ id }) => id) : []);
    const roles = facts.held.filter(({ roleId }) => ids.has(roleId));
    for (const { roleId } of roles) shown.add(roleId);
    elements.push(toElement(written, roles, facts.units));
  }
  for (const role of facts.held) {
    if (shown.has(role.roleId)) continue;
    elements.push({ value: role.name, display: role.name, instance: role.instance, source: role.source });
  }
  const securityRoles = elements.length === 0 ? undefined : elements;
  return reconcileAliases(
    schema,
    withCrmOfUser(user, { securityRoles, securityRoleNames: undefined }),
    undefined,
  );
}

/** Shows a request without effect as written, and an effective one with the name of its business unit. */
function toElement(
  { value, instance, businessUnit: written }: RoleWish["written"],
  roles: readonly HeldRole[],
  units: readonly BusinessUnit[],
): ScimObject {
  const [role] = roles;
  const unit = units.find(({ id }) => id === role?.businessUnitId);
  const businessUnit = unit === undefined || written === undefined ? written : calledAs(unit, written);
  return {
    value,
    ...(role !== undefined && { display: role.name }),
    ...(instance !== undefined && { instance }),
    ...(businessUnit !== undefined && { businessUnit }),
    ...(role !== undefined && { source: "direct" }),
  };
}

/**
 * Returns the requests to show, each once, in the order in which they were written: clients compare the flat view with
 * their own text.
 */
function inOrderOf(user: Resource, wishes: readonly RoleWish[]): RoleWish[] {
  const byKey = new Map(
    wishes.filter(({ way }) => way === "securityRoles").map((wish) => [wishKey(wish.written), wish]),
  );
  const listed = crmOfUser(user).securityRoles.flatMap((element) => {
    const written = toWrittenRole(element);
    return written === undefined ? [] : [wishKey(written)];
  });
  return [...new Set([...listed, ...byKey.keys()])].flatMap((key) => byKey.get(key) ?? []);
}
