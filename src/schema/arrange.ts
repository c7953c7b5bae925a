import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "./model.js";
import { isScimObject, objectOrEmpty } from "./scim-object.js";

/**
 * Returns the stored extensions that the schema does not know, so that they can be kept. They occur when the tenant
 * declares an extension while a request is being processed.
 */
export function foreignExtensions(schema: ResourceSchema, resource: Resource): Resource {
  const known = new Set(schema.extensions.map((extension) => extension.schema.id));
  const foreign = Object.entries(resource).filter(
    ([name, value]) => name.startsWith("urn:") && !known.has(name) && isScimObject(value),
  );
  return Object.fromEntries(foreign);
}

/**
 * Puts a resource into canonical form: attributes in the order of their schemas, empty extensions left out, and
 * `schemas` set to the core URN and the URNs of the extensions that have values. Every change to the attributes of a
 * resource ends with this call. RFC 7643 §3.
 */
export function arrangeResource(schema: ResourceSchema, resource: Resource): Resource {
  const urns: string[] = [schema.core.id];
  const arranged: Resource = { schemas: urns, ...pick(schema.attributes, resource) };
  arranged["schemas"] = urns;
  for (const { schema: extension } of schema.extensions) {
    const values = pick(extension.attributes, objectOrEmpty(resource[extension.id]));
    if (Object.keys(values).length === 0) continue;
    urns.push(extension.id);
    arranged[extension.id] = values;
  }
  for (const [urn, values] of Object.entries(foreignExtensions(schema, resource))) {
    urns.push(urn);
    arranged[urn] = values;
  }
  return arranged;
}

function pick(attributes: ReadonlyMap<string, Attribute>, values: ScimObject): ScimObject {
  const picked: ScimObject = {};
  for (const { name } of attributes.values()) {
    const value: ScimValue | undefined = values[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
