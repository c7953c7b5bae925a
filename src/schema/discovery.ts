import { BEHAVIOR_NAMES, BEHAVIORS, type Behavior, STRICT } from "./behavior.js";
import { compileCoreSchema } from "./compile.js";
import {
  resourceTypeDefinition,
  schemaDefinition,
  serviceProviderConfigDefinition,
} from "./definitions/service.js";
import type { AnyResourceSchema, Attribute, Schema } from "./model.js";

const SCHEMA_URN = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const RESOURCE_TYPE_URN = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";

/** The schemas of the discovery endpoints, which are not resource types. */
const serviceSchemas: readonly Schema[] = [
  compileCoreSchema(serviceProviderConfigDefinition),
  compileCoreSchema(resourceTypeDefinition),
  compileCoreSchema(schemaDefinition),
];

/**
 * Returns the schemas of resource types as /Schemas shows them, each once: the core schema of a type, then its
 * extensions, and last the schemas of the discovery endpoints. The common attributes belong to no schema. RFC 7643 §7
 * and §8.7.2.
 * @param baseUrl - without a trailing slash
 */
export function describeSchemas(
  schemas: readonly AnyResourceSchema[],
  baseUrl: string,
): Record<string, unknown>[] {
  const all = schemas.flatMap((type) => [type.core, ...type.extensions.map((extension) => extension.schema)]);
  const distinct = new Map([...all, ...serviceSchemas].map((schema) => [schema.id, schema]));
  return [...distinct.values()].map((schema) => describeSchema(schema, baseUrl));
}

/**
 * Returns resource types as /ResourceTypes shows them. RFC 7643 §6.
 * @param baseUrl - without a trailing slash
 */
export function describeResourceTypes(
  schemas: readonly AnyResourceSchema[],
  baseUrl: string,
): Record<string, unknown>[] {
  return schemas.map(({ name, endpoint, description, core, extensions }) => ({
    schemas: [RESOURCE_TYPE_URN],
    id: name,
    name,
    endpoint,
    description,
    schema: core.id,
    schemaExtensions: extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
    meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${name}` },
  }));
}

function describeSchema(schema: Schema, baseUrl: string): Record<string, unknown> {
  return {
    schemas: [SCHEMA_URN],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: [...schema.attributes.values()].map(describeAttribute),
    meta: { resourceType: "Schema", location: `${baseUrl}/Schemas/${schema.id}` },
  };
}

function describeAttribute(attribute: Attribute): Record<string, unknown> {
  const { canonicalValues, referenceTypes, subAttributes } = attribute;
  return {
    name: attribute.name,
    type: attribute.type,
    ...(subAttributes.size > 0 && { subAttributes: [...subAttributes.values()].map(describeAttribute) }),
    multiValued: attribute.multiValued,
    description: attribute.description,
    required: attribute.required,
    ...(canonicalValues && { canonicalValues }),
    // RFC 7643 §8.7.1 omits it for attributes that are not strings; clients that parse a schema into an object need it.
    caseExact: attribute.caseExact,
    mutability: attribute.mutability,
    returned: attribute.returned,
    uniqueness: attribute.uniqueness,
    ...(referenceTypes && { referenceTypes }),
  };
}

/**
 * Returns true when a connection's options meet what the SCIM interoperability profile requires of a service provider.
 */
export function followsProfile(behavior: Behavior): boolean {
  const demanded = BEHAVIOR_NAMES.filter((name) => "inProfile" in BEHAVIORS[name]);
  return demanded.every((name) => behavior[name] === STRICT[name]);
}
