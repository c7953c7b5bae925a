import type { Attribute, ResourceSchema } from "../schema/model.js";
import { groupSchema, userSchema } from "../schema/resource-schemas.js";
import type { JsonSchema } from "./route.js";

const TYPES = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  decimal: { type: "number" },
  integer: { type: "integer" },
  dateTime: { type: "string", format: "date-time" },
  binary: { type: "string", contentEncoding: "base64" },
  reference: { type: "string" },
} as const;

/** What a user is answered as: a SCIM User; a tenant may have declared extensions of its own. */
export const userJson: JsonSchema = resourceJson(userSchema, "User", ["userName"]);

/** What a group is answered as: a SCIM Group without its members, whose number it has. */
export const groupJson: JsonSchema = withoutMembers(resourceJson(groupSchema, "Group", ["displayName"]));

/** The body of a user as an administrator writes it; the schemas of the tenant check it. */
export const userInput: JsonSchema = {
  type: "object",
  description:
    "Attributes of a SCIM User (RFC 7643 §4.1) as in the schema User, extensions under their URN; names that no schema of the tenant has are refused.",
  additionalProperties: true,
};

/** The body of a group as an administrator writes it. */
export const groupInput: JsonSchema = {
  type: "object",
  description: "Attributes of a SCIM Group (RFC 7643 §4.2) as in the schema Group.",
  additionalProperties: true,
};

function resourceJson(schema: ResourceSchema, title: string, required: readonly string[]): JsonSchema {
  const extensions = schema.extensions.map(({ schema: { id, description, attributes } }) => [
    id,
    { type: "object", description, properties: propertiesOf(attributes) },
  ]);
  return {
    title,
    type: "object",
    required: ["schemas", "id", "meta", ...required],
    properties: { ...propertiesOf(schema.attributes), ...Object.fromEntries(extensions) },
    additionalProperties: true,
  };
}

/** A description of objects with further properties, all of which are there. */
export function withProperties(
  one: JsonSchema,
  title: string,
  added: Readonly<Record<string, JsonSchema>>,
): JsonSchema {
  return {
    ...one,
    title,
    required: [...(one["required"] as string[]), ...Object.keys(added)],
    properties: { ...(one["properties"] as Record<string, JsonSchema>), ...added },
  };
}

function withoutMembers(group: JsonSchema): JsonSchema {
  const { members: _, ...properties } = group["properties"] as Record<string, JsonSchema>;
  const memberCount = { type: "integer", minimum: 0, description: "How many members it has." };
  return {
    ...group,
    required: [...(group["required"] as string[]), "memberCount"],
    properties: { ...properties, memberCount },
  };
}

function propertiesOf(attributes: ReadonlyMap<string, Attribute>): Record<string, JsonSchema> {
  const shown = [...attributes.values()].filter(({ returned }) => returned !== "never");
  return Object.fromEntries(shown.map((attribute) => [attribute.name, jsonOf(attribute)]));
}

function jsonOf(attribute: Attribute): JsonSchema {
  const { type, multiValued, description, closed, canonicalValues, subAttributes } = attribute;
  const one: JsonSchema =
    type === "complex"
      ? { type: "object", properties: propertiesOf(subAttributes) }
      : { ...TYPES[type], ...(closed && canonicalValues && { enum: canonicalValues }) };
  return multiValued ? { type: "array", description, items: one } : { ...one, description };
}
