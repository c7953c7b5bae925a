import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "./model.js";
import { objectOrEmpty } from "./scim-object.js";

/**
 * Puts a resource into canonical form: attributes in the order of their schemas, empty extensions left out, and
 * `schemas` computed, that is the core URN and those of the extensions that have values. Whatever changes
 * attributes of a resource ends here. RFC 7643 §3.
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
