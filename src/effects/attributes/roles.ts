import { mayBeAutomatic } from "../../access/automatic-role.js";
import { SYSTEM_ADMINISTRATOR } from "../../access/default-roles.js";
import { type WishWay, type WrittenRole, wishKey } from "../../access/role-wishes.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";

function objectsOf(value: unknown): ScimObject[] {
  return Array.isArray(value) ? value.filter(isScimObject) : [];
}

function text(element: ScimObject, name: string): string | undefined {
  const value = element[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** Returns the role that an element of `securityRoles` names; undefined if it names none. */
export function toWrittenRole(element: ScimObject): WrittenRole | undefined {
  const value = text(element, "value");
  if (value === undefined) return undefined;
  const [instance, businessUnit] = [text(element, "instance"), text(element, "businessUnit")];
  return {
    value,
    ...(instance !== undefined && { instance }),
    ...(businessUnit !== undefined && { businessUnit }),
  };
}

/**
 * Returns the name of the app role that Entra ID packs into a JSON string; undefined for any other text.
 * docs/idp/entra.md
 */
function packedName(value: string): string | undefined {
  if (!value.startsWith("{")) return undefined;
  try {
    const packed = JSON.parse(value) as Record<string, unknown>;
    const name = packed["value"] ?? packed["displayName"];
    return typeof name === "string" ? name.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the elements of a user's core attribute `roles`. */
export function coreRoleElements(user: Resource | undefined): ScimObject[] {
  return objectsOf(user?.["roles"]);
}

/** Returns the role that an element of core `roles` may name; undefined for an administrator role. */
export function fromCoreRole(element: ScimObject): WrittenRole | undefined {
  const value = text(element, "value");
  if (value === undefined || fold(text(element, "type") ?? "") === "adminrole") return undefined;
  const name = packedName(value) ?? value;
  const at = name.lastIndexOf("@");
  if (at <= 0 || at === name.length - 1) return name === "" ? undefined : { value: name };
  return { value: name.slice(0, at).trim(), instance: name.slice(at + 1).trim() };
}

/** Returns the roles that a representation names in one of the attributes, each once. docs/access-catalog.md */
export function writtenRoles(user: Resource | undefined, way: WishWay): WrittenRole[] {
  const written =
    way === "roles"
      ? coreRoleElements(user).map(fromCoreRole)
      : crmOfUser(user).securityRoles.map(toWrittenRole);
  const byKey = new Map(written.flatMap((one) => (one === undefined ? [] : [[wishKey(one), one] as const])));
  return [...byKey.values()];
}

/**
 * Returns whether a user has System Administrator through an administrator role, where the instance's settings say so.
 * R004
 */
export function isAutomatic(user: Resource | undefined): boolean {
  return user !== undefined && mayBeAutomatic(crmOfUser(user).administratorRoles.map(fold));
}

/** Returns whether a user, by its representation, may be the last administrator of an instance. */
export function looksLikeSystemAdministrator(user: Resource): boolean {
  const key = fold(SYSTEM_ADMINISTRATOR);
  return crmOfUser(user).securityRoles.some(({ value, display }) =>
    [value, display].some((name) => typeof name === "string" && fold(name) === key),
  );
}
