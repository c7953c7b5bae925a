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

/** A URN that scimmy 1.3.5 accepts; it rejects every namespace but its own. */
const ACCEPTED_URN = "urn:ietf:params:scim:schemas:extension:usher:2.0:Any";

/** Defines a schema; throws a TypeError for a name that RFC 7643 §2.1 does not allow. */
export function schema(
  name: string,
  id: string,
  description: string,
  attributes: AttributeDefinition[],
): SchemaDefinition {
  const definition = new SCIMMY.Types.SchemaDefinition(name, ACCEPTED_URN, description, attributes);
  // A tenant's own URN (RFC 7643 §10.2.1) is set afterwards, where scimmy does not check it.
  return Object.assign(definition, { id });
}

/** Returns a multi-valued complex attribute of scimmy's User schema with additional sub-attributes. */
export function standardAttributeWith(name: string, more: AttributeDefinition[]): AttributeDefinition {
  const found = SCIMMY.Schemas.User.definition.attributes.find((attribute) => attribute.name === name);
  if (found?.subAttributes === undefined) throw new Error(`The User schema has no complex '${name}'.`);
  return new SCIMMY.Types.Attribute("complex", name, found.config, [...found.subAttributes, ...more]);
}

/**
 * Returns scimmy's definition of a schema of RFC 7643 §8.7.1, without the common attributes that scimmy adds to each
 * schema, and with the given attributes replacing scimmy's by name.
 */
export function standardSchema(
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
