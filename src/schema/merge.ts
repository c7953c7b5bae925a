import { arrangeResource, foreignExtensions } from "./arrange.js";
import type { Behavior } from "./behavior.js";
import { type CoercedResource, coerceResource } from "./coerce.js";
import { isJsonObject } from "./coerce-value.js";
import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "./model.js";
import { isScimObject, objectOrEmpty } from "./scim-object.js";

/**
 * Merges the attributes that a client sent into a resource: `null` clears, a single-valued complex attribute is merged
 * by sub-attribute, a list is replaced as a whole, and everything else stays exactly as it was.
 * @param previous - the stored resource; it is not modified
 * @returns the resource, not yet checked, and the names that were dropped
 * @throws AppError as `coerceResource`
 * @see RFC 7396
 */
export function mergeResource(
  schema: ResourceSchema,
  previous: Resource,
  input: unknown,
  behavior: Behavior,
): { resource: Resource; ignored: readonly string[] } {
  const wanted = isJsonObject(input) ? withKept(schema, previous, input) : input;
  const coerced = coerceResource(schema, wanted, behavior);
  const next: Resource = {
    ...foreignExtensions(schema, previous),
    ...mergeMembers(schema.attributes, previous, coerced.resource, coerced),
  };
  for (const { schema: extension } of schema.extensions) {
    const { id, attributes } = extension;
    const before = coerced.cleared.has(id.toLowerCase()) ? {} : objectOrEmpty(previous[id]);
    next[id] = mergeMembers(attributes, before, objectOrEmpty(coerced.resource[id]), coerced);
  }
  return { resource: arrangeResource(schema, next), ignored: coerced.ignored };
}

function mergeMembers(
  attributes: ReadonlyMap<string, Attribute>,
  before: ScimObject,
  after: ScimObject,
  { cleared }: CoercedResource,
): ScimObject {
  const merged: ScimObject = {};
  for (const { name, key } of attributes.values()) {
    const value: ScimValue | undefined = after[name] ?? (cleared.has(key) ? undefined : before[name]);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** Returns the input with the stored sub-attributes that it does not name added to the complex values that it does. */
function withKept(
  schema: ResourceSchema,
  previous: Resource,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const extensions = new Map(schema.extensions.map((one) => [one.schema.id.toLowerCase(), one.schema]));
  const kept = Object.entries(input).map(([name, value]) => {
    const extension = extensions.get(name.toLowerCase());
    if (extension === undefined || !isJsonObject(value)) {
      return [name, keepParts(schema.attributes, previous, name, value)];
    }
    const before = objectOrEmpty(previous[extension.id]);
    const members = Object.entries(value).map(([member, part]) => [
      member,
      keepParts(extension.attributes, before, member, part),
    ]);
    return [name, Object.fromEntries(members)];
  });
  return Object.fromEntries(kept);
}

function keepParts(
  attributes: ReadonlyMap<string, Attribute>,
  container: ScimObject,
  name: string,
  value: unknown,
): unknown {
  const attribute = attributes.get(name.toLowerCase());
  const before = attribute && container[attribute.name];
  if (attribute === undefined || attribute.multiValued || !isScimObject(before) || !isJsonObject(value)) {
    return value;
  }
  const named = new Set(Object.keys(value).map((part) => part.toLowerCase()));
  const rest = Object.entries(before).filter(([part]) => !named.has(part.toLowerCase()));
  return { ...Object.fromEntries(rest), ...value };
}
