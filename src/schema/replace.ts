import { arrangeResource, foreignExtensions } from "./arrange.js";
import type { Behavior } from "./behavior.js";
import { type CoercedResource, coerceResource } from "./coerce.js";
import { CRM_GROUP_URN } from "./definitions/crm-group.js";
import { CRM_USER_URN } from "./definitions/crm-user.js";
import type { Attribute, Resource, ResourceSchema, ScimObject } from "./model.js";
import { objectOrEmpty } from "./scim-object.js";
import { checkResource } from "./validate.js";

/**
 * Deviation: RFC 7644 §3.5.1 lets the server clear omitted attributes; Okta and others PUT only the attributes they
 * know, which excludes the CRM's, so attributes of these extensions are cleared only explicitly.
 */
const KEPT_WHEN_OMITTED: ReadonlySet<string> = new Set([CRM_USER_URN, CRM_GROUP_URN]);

/**
 * Replaces a resource with the body of a PUT. Omitted core attributes are cleared, immutable ones kept. An absent
 * extension stays as it is and a present one is replaced, except that omitted attributes of the CRM extensions stay
 * too. `null`, `[]` and an empty value clear explicitly. The password stays when the result has none.
 * @param previous - the stored resource
 * @returns the resource, checked against the stored one, and the names that were dropped
 * @throws AppError as `coerceResource` and `checkResource`
 * @see RFC 7644 §3.5.1
 */
export function replaceResource(
  schema: ResourceSchema,
  previous: Resource,
  input: unknown,
  behavior: Behavior,
): { resource: Resource; ignored: readonly string[] } {
  const coerced = coerceResource(schema, input, behavior);
  const { cleared, ignored } = coerced;
  const next: Resource = {
    ...foreignExtensions(schema, previous),
    ...keepImmutable(schema.attributes, previous, cleared),
    ...coerced.resource,
  };
  for (const { schema: extension } of schema.extensions) {
    const { id, attributes } = extension;
    const kept = keepOfExtension(id, attributes, objectOrEmpty(previous[id]), coerced);
    next[id] = { ...kept, ...objectOrEmpty(coerced.resource[id]) };
  }
  const resource = arrangeResource(schema, next);
  checkResource(schema, resource, previous, behavior);
  return { resource, ignored };
}

function isReadOnly({ mutability }: Attribute): boolean {
  return mutability === "readOnly";
}

function keepOfExtension(
  id: string,
  attributes: ReadonlyMap<string, Attribute>,
  previous: ScimObject,
  { resource, cleared }: CoercedResource,
): ScimObject {
  // A client cannot clear what it may not write.
  if (cleared.has(id.toLowerCase())) return keep(attributes, previous, isReadOnly);
  const isPresent =
    resource[id] !== undefined || [...attributes.values()].some(({ key }) => cleared.has(key));
  if (!isPresent) return previous;
  if (!KEPT_WHEN_OMITTED.has(id)) {
    return {
      ...keep(attributes, previous, isReadOnly),
      ...keepImmutable(attributes, previous, cleared),
    };
  }
  return keep(attributes, previous, ({ key }) => !cleared.has(key));
}

function keepImmutable(
  attributes: ReadonlyMap<string, Attribute>,
  previous: ScimObject,
  cleared: ReadonlySet<string>,
): ScimObject {
  return keep(attributes, previous, ({ key, mutability }) => mutability === "immutable" && !cleared.has(key));
}

function keep(
  attributes: ReadonlyMap<string, Attribute>,
  previous: ScimObject,
  isKept: (attribute: Attribute) => boolean,
): ScimObject {
  const kept: ScimObject = {};
  for (const attribute of attributes.values()) {
    const value = previous[attribute.name];
    if (value !== undefined && isKept(attribute)) kept[attribute.name] = value;
  }
  return kept;
}
