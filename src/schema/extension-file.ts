import { AppError } from "../errors.js";
import { compileExtensionSchema } from "./compile.js";
import {
  type AttributeDefinition,
  complex,
  type SchemaDefinition,
  schema,
  simple,
} from "./definitions/build.js";
import type { Schema } from "./model.js";
import { quote } from "./quote.js";

/** An extension that a tenant has declared. RFC 7643 §3.3. */
export interface Extension {
  readonly resourceType: "User" | "Group";
  /** Whether every resource of the type must have it. RFC 7643 §6. */
  readonly required: boolean;
  readonly schema: Schema;
}

const TYPES = [
  "string",
  "boolean",
  "decimal",
  "integer",
  "dateTime",
  "binary",
  "reference",
  "complex",
] as const;
const MUTABILITY = ["readWrite", "immutable", "writeOnly", "readOnly"] as const;
const RETURNED = ["default", "always", "request", "never"] as const;
const UNIQUENESS = ["none"] as const;

/** The most attributes of one extension, and the most sub-attributes of one of them. */
const MAX_ATTRIBUTES = 200;

/** A URN with at least a namespace and a name; the characters of RFC 7643 §10.2.1. */
const URN = /^urn:[a-z0-9][a-z0-9-]{0,31}(:[A-Za-z0-9._-]+)+$/i;

/** RFC 7643 §2.1, without `$`, which belongs to `$ref`. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

type Members = Readonly<Record<string, unknown>>;

function refuse(where: string, problem: string): never {
  throw new AppError("invalidValue", `${where} ${problem}`);
}

function membersOf(value: unknown, where: string, known: readonly string[]): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    refuse(where, "must be a JSON object");
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined)
    refuse(where, `has the unknown member ${quote(unknown)}; known are ${known.join(", ")}`);
  return value as Members;
}

function text(value: unknown, where: string, fallback?: string): string {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "string" || value.trim() === "") refuse(where, "must be a string that is not blank");
  return value;
}

function flag(value: unknown, where: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== "boolean") refuse(where, "must be true or false");
  return value;
}

function oneOf<T extends string>(value: unknown, where: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === (value ?? allowed[0]));
  return found ?? refuse(where, `must be one of ${allowed.join(", ")}`);
}

function texts(value: unknown, where: string): string[] | undefined {
  if (value === undefined) return undefined;
  const isList = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
  if (!isList) refuse(where, "must be a list of strings");
  return value;
}

const ATTRIBUTE_MEMBERS = [
  "name",
  "type",
  "description",
  "multiValued",
  "required",
  "caseExact",
  "mutability",
  "returned",
  "uniqueness",
  "canonicalValues",
  "referenceTypes",
  "subAttributes",
];

/** Translates RFC 7643's characteristics to scimmy's names for them. */
function characteristics(attribute: Members, where: string): object {
  const mutability = oneOf(attribute["mutability"], `${where}.mutability`, MUTABILITY);
  const returned = oneOf(attribute["returned"], `${where}.returned`, RETURNED);
  oneOf(attribute["uniqueness"], `${where}.uniqueness`, UNIQUENESS);
  const canonicalValues = texts(attribute["canonicalValues"], `${where}.canonicalValues`);
  const referenceTypes = texts(attribute["referenceTypes"], `${where}.referenceTypes`);
  // RFC 7643 §7 has no default for `referenceTypes`; `uri` allows any.
  const references = referenceTypes ?? (attribute["type"] === "reference" ? ["uri"] : undefined);
  return {
    multiValued: flag(attribute["multiValued"], `${where}.multiValued`),
    required: flag(attribute["required"], `${where}.required`),
    caseExact: attribute["type"] === "binary" || flag(attribute["caseExact"], `${where}.caseExact`),
    mutable: mutability === "readWrite" ? true : mutability,
    returned: returned === "default" ? true : returned,
    ...(canonicalValues !== undefined && { canonicalValues }),
    ...(references !== undefined && { referenceTypes: references }),
  };
}

function toAttribute(value: unknown, where: string, isInside: boolean): AttributeDefinition {
  const attribute = membersOf(value, where, ATTRIBUTE_MEMBERS);
  const name = text(attribute["name"], `${where}.name`);
  if (!NAME.test(name)) refuse(`${where}.name`, `${quote(name)} is not an attribute name (RFC 7643 §2.1)`);
  const type = oneOf(attribute["type"], `${where}.type`, TYPES);
  const description = text(attribute["description"], `${where}.description`, name);
  if (type !== "complex") {
    if (attribute["subAttributes"] !== undefined)
      refuse(`${where}.subAttributes`, "belong to a complex attribute");
    return simple(type, name, description, characteristics(attribute, where));
  }
  // RFC 7643 §2.3.8: "MUST NOT contain sub-attributes that have sub-attributes".
  if (isInside) refuse(`${where}.type`, "must not be complex inside a complex attribute (RFC 7643 §2.3.8)");
  const subAttributes = toAttributes(attribute["subAttributes"], `${where}.subAttributes`, true);
  return complex(name, description, characteristics(attribute, where), subAttributes);
}

function toAttributes(value: unknown, where: string, isInside: boolean): AttributeDefinition[] {
  if (!Array.isArray(value) || value.length === 0)
    return refuse(where, "must be a list with at least one attribute");
  if (value.length > MAX_ATTRIBUTES) refuse(where, `has more than ${MAX_ATTRIBUTES} attributes`);
  const attributes = value.map((item, index) => toAttribute(item, `${where}[${index}]`, isInside));
  const names = attributes.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(where, `names ${quote(twice)} twice (names compare without case)`);
  return attributes;
}

function toDefinition(value: unknown): SchemaDefinition {
  const members = membersOf(value, "schema", ["schemas", "id", "name", "description", "attributes", "meta"]);
  const id = text(members["id"], "schema.id");
  if (!URN.test(id))
    refuse("schema.id", `${quote(id)} is not a URN such as urn:example:params:scim:contoso:2.0:User`);
  const name = text(members["name"], "schema.name", id.split(":").at(-1));
  const attributes = toAttributes(members["attributes"], "schema.attributes", false);
  return schema(name, id, text(members["description"], "schema.description", name), attributes);
}

/** Returns the attributes that have canonical values; in a tenant's declaration no other value is accepted. */
function closedNames(definition: SchemaDefinition): ReadonlySet<string> {
  return new Set(
    definition.attributes
      .filter(({ config }) => Array.isArray(config.canonicalValues))
      .map(({ name }) => name),
  );
}

/**
 * Parses the declaration of an extension: `{resourceType, required, schema}`, where `schema` is a Schema as in RFC 7643
 * §7. An attribute with canonical values accepts only these.
 * @throws AppError `invalidValue` naming the place in the document and the values allowed there
 */
export function parseExtension(document: unknown): Extension {
  const members = membersOf(document, "The declaration", ["resourceType", "required", "schema"]);
  const definition = toDefinition(members["schema"]);
  return {
    resourceType: oneOf(members["resourceType"], "resourceType", ["User", "Group"]),
    required: flag(members["required"], "required"),
    schema: compileExtensionSchema(definition, closedNames(definition)),
  };
}
