import { parseDateTime } from "../db/date-time.js";
import { BASE_PLACEHOLDER } from "./base-url.js";
import { fold } from "./fold.js";
import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "./model.js";
import { isPrimary } from "./normalize.js";
import { isScimObject } from "./scim-object.js";

/** A single value in the form in which the database compares it. */
type SearchScalar = string | number;

/** A value of the search document: a scalar, or the elements of a multi-valued attribute by sub-attribute name. */
export type SearchValue = SearchScalar | Record<string, SearchScalar | SearchScalar[]>[];

/** Common attributes with a column or table of their own, and attributes that are read from other rows. */
const STORED_ELSEWHERE: ReadonlySet<string> = new Set(["id", "externalid", "meta", "groups", "members"]);

/**
 * Flattens a resource for filtering and sorting in the database, folded by `fold`, which no database offers. Single
 * values are stored under their `key`, those of a complex attribute under the keys of its sub-attributes
 * (`name.givenname`); a multi-valued attribute is stored under its `key` as a list of objects by lower-case
 * sub-attribute name, the primary element first (`{value: …}` for simple elements).
 *
 * Strings are folded unless caseExact, booleans are "t" and "f", dateTimes are UTC milliseconds.
 */
export function toSearchDocument(schema: ResourceSchema, resource: Resource): Record<string, SearchValue> {
  const document: Record<string, SearchValue> = {};
  addMembers(document, schema.attributes, resource);
  for (const { schema: extension } of schema.extensions) {
    const content = resource[extension.id];
    if (isScimObject(content)) addMembers(document, extension.attributes, content);
  }
  return document;
}

function addMembers(
  document: Record<string, SearchValue>,
  attributes: ReadonlyMap<string, Attribute>,
  values: ScimObject,
): void {
  for (const attribute of attributes.values()) {
    const value = values[attribute.name];
    if (value === undefined || attribute.returned === "never" || STORED_ELSEWHERE.has(attribute.key))
      continue;
    if (Array.isArray(value)) {
      document[attribute.key] = toElements(attribute, value);
    } else if (isScimObject(value)) {
      for (const [subAttribute, member] of searchableMembers(attribute, value)) {
        document[subAttribute.key] = toScalar(subAttribute, member);
      }
    } else {
      document[attribute.key] = toScalar(attribute, value);
    }
  }
}

function toElements(
  attribute: Attribute,
  elements: readonly ScimValue[],
): Record<string, SearchScalar | SearchScalar[]>[] {
  const first = elements.find(isPrimary);
  const ordered =
    first === undefined ? elements : [first, ...elements.filter((element) => element !== first)];
  return ordered.map((element) =>
    isScimObject(element) ? toElement(attribute, element) : { value: toScalar(attribute, element) },
  );
}

function toElement(attribute: Attribute, element: ScimObject): Record<string, SearchScalar | SearchScalar[]> {
  const members = searchableMembers(attribute, element).map(([subAttribute, value]) => [
    subAttribute.name.toLowerCase(),
    Array.isArray(value) ? value.map((item) => toScalar(subAttribute, item)) : toScalar(subAttribute, value),
  ]);
  return Object.fromEntries(members);
}

function searchableMembers(attribute: Attribute, value: ScimObject): [Attribute, ScimValue][] {
  const members: [Attribute, ScimValue][] = [];
  for (const subAttribute of attribute.subAttributes.values()) {
    const member = value[subAttribute.name];
    // A $ref contains the placeholder of the base URL, which differs between readers.
    if (member !== undefined && subAttribute.name !== "$ref") members.push([subAttribute, member]);
  }
  return members;
}

function toScalar(attribute: Attribute, value: ScimValue): SearchScalar {
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "number") return value;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // A reference below the base URL, which differs between readers, is matched by the id at its end.
  if (text.startsWith(BASE_PLACEHOLDER)) return fold(text.slice(text.lastIndexOf("/") + 1));
  if (attribute.type === "dateTime") return parseDateTime(text) ?? text;
  return attribute.caseExact ? text : fold(text);
}
