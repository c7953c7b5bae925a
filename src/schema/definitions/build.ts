import SCIMMY from "scimmy";

/** A schema as scimmy describes it: the single source of truth for validation and for /Schemas. */
export type SchemaDefinition = SCIMMY.Types.SchemaDefinition;

/** One attribute of such a schema, with its sub-attributes. */
export type AttributeDefinition = SCIMMY.Types.Attribute;

/** The data types of RFC 7643 §2.3, as scimmy names them. */
type DefinitionType = SCIMMY.Types.Attribute.ValidAttributeTypes;

/** Characteristics that differ from the defaults of RFC 7643 §7. */
type Characteristics = SCIMMY.Types.Attribute.AttributeConfig;

/** Defines a simple attribute. */
export function simple(
  type: Exclude<DefinitionType, "complex">,
  name: string,
  description: string,
  characteristics: Characteristics = {},
): AttributeDefinition {
  return new SCIMMY.Types.Attribute(type, name, { ...characteristics, description });
}

/** Defines a complex attribute; `multiValued` makes it a list of such values. */
export function complex(
  name: string,
  description: string,
  characteristics: Characteristics,
  subAttributes: AttributeDefinition[],
): AttributeDefinition {
  return new SCIMMY.Types.Attribute("complex", name, { ...characteristics, description }, subAttributes);
}

/** A URN that scimmy 1.3.5 takes; it refuses every namespace but its own. */
const ACCEPTED_URN = "urn:ietf:params:scim:schemas:extension:usher:2.0:Any";

/** Defines a schema; throws TypeError when a name is not allowed by RFC 7643 §2.1. */
export function schema(
  name: string,
  id: string,
  description: string,
  attributes: AttributeDefinition[],
): SchemaDefinition {
  const definition = new SCIMMY.Types.SchemaDefinition(name, ACCEPTED_URN, description, attributes);
  // A URN of the tenant's own (RFC 7643 §10.2.1) is set afterwards, which scimmy lets pass.
  return Object.assign(definition, { id });
}

/** A multi-valued complex attribute of scimmy's own User schema with more sub-attributes. */
export function stockWith(name: string, more: AttributeDefinition[]): AttributeDefinition {
  const found = SCIMMY.Schemas.User.definition.attributes.find((attribute) => attribute.name === name);
  if (found?.subAttributes === undefined) throw new Error(`The User schema has no complex '${name}'.`);
  return new SCIMMY.Types.Attribute("complex", name, found.config, [...found.subAttributes, ...more]);
}

/**
 * Takes scimmy's own definition of a schema of RFC 7643 §8.7.1 as the start of ours, without the common
 * attributes that scimmy adds to each schema, and with some attributes replaced by ours, by name.
 */
export function stock(
  name: "User" | "EnterpriseUser" | "Group",
  description: string,
  replacements: AttributeDefinition[] = [],
): SchemaDefinition {
  const definition = SCIMMY.Schemas[name].definition;
  const attributes = definition.attributes
    .filter((attribute) => attribute.config.shadow !== true)
    .map((attribute) => replacements.find((ours) => ours.name === attribute.name) ?? attribute);
  return schema(definition.name, definition.id, description, attributes);
}
