import { isJsonObject } from "../../schema/coerce-value.js";
import { reconcileAliases } from "../../schema/crm-aliases.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource, ResourceSchema, ScimObject } from "../../schema/model.js";

/** A list of rights, its flat view, and its server-written sub-attribute. */
interface RightList {
  readonly list: string;
  readonly flat: string;
  readonly mark: string;
}

const LISTS: readonly RightList[] = [
  { list: "licenses", flat: "licenseSkus", mark: "status" },
  { list: "securityRoles", flat: "securityRoleNames", mark: "source" },
];

const NAMES: ReadonlySet<string> = new Set(
  ["roles", "entitlements", ...LISTS.flatMap(({ list, flat }) => [list, flat])].map((name) =>
    name.toLowerCase(),
  ),
);

/** Returns the name of an attribute without its URN, in lower case. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1).toLowerCase();
}

/** Returns whether an attribute, with or without its URN, holds licenses or roles. */
export function namesRights(name: string): boolean {
  return NAMES.has(shortName(name));
}

/**
 * Returns a value without the elements that copy what the server returned: a client that sends them back requests
 * nothing by them.
 */
export function withoutShown(name: string, value: unknown): unknown {
  const list = LISTS.find((one) => one.list.toLowerCase() === shortName(name));
  if (list === undefined || !Array.isArray(value)) return value;
  const elements: readonly unknown[] = value;
  const kept = elements.filter((element) => !isShown(element, list.mark));
  return kept.length === elements.length ? value : kept;
}

function isShown(element: unknown, mark: string): boolean {
  return isJsonObject(element) && Object.keys(element).some((name) => name.toLowerCase() === mark);
}

/** Returns a request's body without such copies; a flat view beside such a list is one as well. */
export function withoutShownRights(input: unknown): unknown {
  if (!isJsonObject(input)) return input;
  const entries = Object.entries(input).map(([name, value]): [string, unknown] => [
    name,
    name.toLowerCase() === CRM_USER_URN.toLowerCase() ? withoutShownRights(value) : withoutShown(name, value),
  ]);
  const copied = entries.filter(([name, value]) => Array.isArray(value) && value !== input[name]);
  const flats = LISTS.filter(({ list }) => copied.some(([name]) => shortName(name) === list.toLowerCase()));
  const isCopy = (name: string): boolean => flats.some(({ flat }) => flat.toLowerCase() === shortName(name));
  return Object.fromEntries(entries.filter(([name]) => !isCopy(name)));
}

/** Returns the licenses and roles in a representation as lists; those in a flat view are added to the list. */
export function namedRights(schema: ResourceSchema, user: Resource): Resource {
  const crm = crmOfUser(user).attributes;
  const flat = Object.fromEntries(LISTS.flatMap((one) => entryOf(crm, one.flat)));
  const read = crmOfUser(reconcileAliases(schema, withCrmOfUser({}, flat), undefined)).attributes;
  const lists = LISTS.map(({ list }) => [list, [...elementsOf(crm, list), ...elementsOf(read, list)]]);
  const core = ["roles", "entitlements"].flatMap((name) => entryOf(user, name));
  return withCrmOfUser(Object.fromEntries(core), Object.fromEntries(lists));
}

function entryOf(object: ScimObject, name: string): [string, ScimObject[string]][] {
  const value = object[name];
  return value === undefined ? [] : [[name, value]];
}

function elementsOf(object: ScimObject, name: string): ScimObject[string][] {
  const value = object[name];
  return Array.isArray(value) ? value : [];
}
