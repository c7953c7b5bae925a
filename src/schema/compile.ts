import type { AttributeDefinition, SchemaDefinition } from "./definitions/build.js";
import { commonAttributes } from "./definitions/common.js";
import type { Attribute, Mutability, ResourceSchema, Returned, Schema, Uniqueness } from "./model.js";

/** The position of an attribute: the schema that defines it, and the path of its container with its separator. */
interface Place {
  readonly schema: string;
  readonly prefix: string;
  readonly closed: ReadonlySet<string>;
}

/** The parts of a resource type, with compiled schemas. */
interface ResourceTypeInput<Name extends string> {
  readonly name: Name;
  readonly endpoint: string;
  readonly description: string;
  readonly core: Schema;
  readonly extensions: ResourceSchema["extensions"];
}

/** Compiles a core schema, whose attributes have paths without a URN: `name.givenName`. */
export function compileCoreSchema(definition: SchemaDefinition, closed?: ReadonlySet<string>): Schema {
  return compileSchema(definition, "", closed);
}

/**
 * Compiles an extension schema, whose attribute paths begin with its URN: `urn:…:User:manager.value`.
 * @param closed - names of the attributes that accept only their canonical values
 */
export function compileExtensionSchema(definition: SchemaDefinition, closed?: ReadonlySet<string>): Schema {
  return compileSchema(definition, `${definition.id}:`, closed);
}

/** Creates a resource type from the common attributes, a core schema and its extensions. RFC 7643 §6. */
export function createResourceSchema<Name extends string>(
  input: ResourceTypeInput<Name>,
): ResourceSchema<Name> {
  const place = { schema: input.core.id, prefix: "", closed: new Set<string>() };
  const common = compileAttributes(commonAttributes, place);
  return { ...input, attributes: new Map([...common, ...input.core.attributes]), hidesByDefault: false };
}

function compileSchema(
  definition: SchemaDefinition,
  prefix: string,
  closed: ReadonlySet<string> = new Set(),
): Schema {
  // scimmy marks the common attributes, which it adds to each schema, as shadows.
  const own = definition.attributes.filter((attribute) => attribute.config.shadow !== true);
  return {
    id: definition.id,
    name: definition.name,
    description: definition.description,
    attributes: compileAttributes(own, { schema: definition.id, prefix, closed }),
  };
}

function compileAttributes(
  definitions: readonly AttributeDefinition[],
  place: Place,
): ReadonlyMap<string, Attribute> {
  return new Map(
    definitions.map((definition) => [definition.name.toLowerCase(), compileAttribute(definition, place)]),
  );
}

function compileAttribute(definition: AttributeDefinition, place: Place): Attribute {
  const described = definition.toJSON();
  const path = place.prefix + definition.name;
  return {
    name: definition.name,
    path,
    key: path.toLowerCase(),
    schema: place.schema,
    type: definition.type,
    multiValued: described.multiValued,
    description: described.description,
    required: described.required,
    caseExact: described.caseExact === true,
    mutability: described.mutability as Mutability,
    returned: described.returned as Returned,
    uniqueness: (described.uniqueness ?? "none") as Uniqueness,
    canonicalValues: nonEmpty(described.canonicalValues),
    closed: place.closed.has(definition.name),
    referenceTypes: nonEmpty(described.referenceTypes),
    subAttributes: compileAttributes(definition.subAttributes ?? [], {
      schema: place.schema,
      prefix: `${path}.`,
      closed: new Set(),
    }),
  };
}

/** Returns undefined for an empty list; scimmy returns `false` for one. */
function nonEmpty(values: readonly string[] | false | undefined): readonly string[] | undefined {
  return !values || values.length === 0 ? undefined : [...values];
}
