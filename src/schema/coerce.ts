import { AppError } from "../errors.js";
import { arrangeResource } from "./arrange.js";
import { resolveAttributePath, resolveSchemaUrn } from "./attribute-path.js";
import { type Coercion, coerceAttribute, givenTwice, isJsonObject, unknownName } from "./coerce-value.js";
import { enterpriseUserDefinition } from "./definitions/enterprise-user.js";
import { quote } from "./filter/quote.js";
import type { Attribute, Mode, Resource, ResourceSchema, Schema, ScimObject } from "./model.js";

/** A client's representation in the form in which it is stored, and what that form no longer tells. */
export interface CoercedResource {
  readonly resource: Resource;
  /**
   * Keys of the attributes that were given and are unassigned now (`null`, `[]`, an empty complex value), and
   * lower-case URNs of extensions that were given empty: PUT has to know cleared from absent.
   */
  readonly cleared: ReadonlySet<string>;
  /** Names and schema URNs of the client that mean nothing here and were dropped, for the log. */
  readonly ignored: readonly string[];
}

/** The state while one body is read. */
interface Reading {
  readonly schema: ResourceSchema;
  readonly coercion: Coercion;
  /** What the client gave for each attribute, core and extensions. */
  readonly given: Map<Attribute, unknown>;
  /** Members such as `name.givenName`, joined to their attribute at the end. */
  readonly parts: { readonly attribute: Attribute; readonly name: string; readonly value: unknown }[];
  readonly extensions: Set<Schema>;
  readonly cleared: Set<string>;
}

/**
 * Deviation: RFC 7643 §3 knows no URNs of SCIM 1.1; OneLogin's stock template sends them with a SCIM 2.0 body.
 */
const LEGACY_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ["urn:scim:schemas:extension:enterprise:2.0", enterpriseUserDefinition.id],
  ["urn:scim:schemas:extension:enterprise:1.0", enterpriseUserDefinition.id],
]);
const LEGACY_CORE: ReadonlySet<string> = new Set(["urn:scim:schemas:core:2.0", "urn:scim:schemas:core:1.0"]);

/**
 * Reads the body of a POST or PUT: names in any case, readOnly attributes ignored, values typed, extensions under
 * their URN. Tolerant mode also takes flat and dotted keys (`urn:…:User:department`, `name.givenName`) and drops
 * what it does not know.
 * @throws AppError `invalidSyntax` for a body or names that no schema defines, `invalidValue` for a wrong value
 * @see RFC 7644 §3.3 and §3.5.1
 */
export function coerceResource(schema: ResourceSchema, input: unknown, mode: Mode): CoercedResource {
  if (!isJsonObject(input))
    throw new AppError("invalidSyntax", `The body must be a JSON object, a ${schema.name}.`);
  const reading: Reading = {
    schema,
    coercion: { mode, ignored: [] },
    given: new Map(),
    parts: [],
    extensions: new Set(),
    cleared: new Set(),
  };
  readSchemas(reading, input);
  for (const name of Object.keys(input)) readMember(reading, name, input[name]);
  joinParts(reading);
  const resource = arrangeResource(schema, coerceGiven(reading));
  return { resource, cleared: reading.cleared, ignored: reading.coercion.ignored };
}

function readMember(reading: Reading, name: string, value: unknown): void {
  const key = name.toLowerCase();
  if (key === "schemas") return;
  const attribute = reading.schema.attributes.get(key);
  if (attribute !== undefined) return readAttribute(reading, attribute, value);
  const owner = findSchema(reading, name);
  if (owner !== undefined) return readExtension(reading, owner, value);
  if (reading.coercion.mode === "strict") throw unknownName(name, `the schemas of a ${reading.schema.name}`);
  readPath(reading, name, value);
}

function readAttribute(reading: Reading, attribute: Attribute, value: unknown): void {
  // RFC 7644 §3.3: readOnly attributes in the body are ignored.
  if (attribute.mutability === "readOnly") return;
  if (reading.given.has(attribute)) throw givenTwice(attribute.path);
  reading.given.set(attribute, value);
}

function readExtension(reading: Reading, owner: Schema, value: unknown): void {
  if (reading.extensions.has(owner)) throw givenTwice(owner.id);
  reading.extensions.add(owner);
  const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  const members = isEmpty ? {} : value;
  if (!isJsonObject(members)) {
    throw new AppError("invalidSyntax", `The extension '${owner.id}' must be an object of its attributes.`);
  }
  const names = Object.keys(members);
  if (names.length === 0) reading.cleared.add(owner.id.toLowerCase());
  const attributes = owner === reading.schema.core ? reading.schema.attributes : owner.attributes;
  for (const name of names) {
    const attribute = attributes.get(name.toLowerCase());
    if (attribute !== undefined) readAttribute(reading, attribute, members[name]);
    else if (reading.coercion.mode === "strict") throw unknownName(name, `'${owner.id}'`);
    else readPath(reading, `${owner.id}:${name}`, members[name]);
  }
}

// Deviation: RFC 7643 §3.3 has extensions as objects only; Entra ID and others send flat and dotted keys.
function readPath(reading: Reading, path: string, value: unknown): void {
  const resolved = resolveAttributePath(reading.schema, path);
  if (resolved === undefined) {
    reading.coercion.ignored.push(path);
    return;
  }
  const { attribute, subAttribute } = resolved;
  if (attribute.mutability === "readOnly" || attribute.key === "schemas") return;
  if (subAttribute !== undefined) {
    reading.parts.push({ attribute, name: subAttribute.name, value });
  } else if (value !== null || path.includes(":")) {
    // An older sample of Entra ID has `"department": null` beside the extension's own: that says nothing.
    readAttribute(reading, attribute, value);
  }
}

function joinParts({ given, parts }: Reading): void {
  for (const { attribute, name, value } of parts) {
    const whole = given.get(attribute) ?? {};
    if (!isJsonObject(whole) || Object.keys(whole).some((key) => key.toLowerCase() === name.toLowerCase())) {
      throw givenTwice(`${attribute.path}.${name}`);
    }
    given.set(attribute, { ...whole, [name]: value });
  }
}

function coerceGiven({ schema, coercion, given, cleared }: Reading): Resource {
  const resource: Resource = {};
  const extensions = new Map<string, ScimObject>(
    schema.extensions.map((extension) => [extension.schema.id, {}]),
  );
  for (const [attribute, value] of given) {
    const coerced = coerceAttribute(attribute, value, coercion);
    const target = extensions.get(attribute.schema) ?? resource;
    if (coerced === undefined) cleared.add(attribute.key);
    else target[attribute.name] = coerced;
  }
  for (const [id, content] of extensions) resource[id] = content;
  return resource;
}

function findSchema({ schema, coercion }: Reading, name: string): Schema | undefined {
  const legacy = coercion.mode === "tolerant" ? LEGACY_EXTENSIONS.get(name.toLowerCase()) : undefined;
  return resolveSchemaUrn(schema, legacy ?? name);
}

// What `schemas` will be follows from the values; here it is only checked. Deviation: RFC 7643 §3 requires it and
// knows no URNs of others; Entra ID adds its own for groups and leaves out extensions that it sends.
function readSchemas(reading: Reading, input: Record<string, unknown>): void {
  const names = Object.keys(input).filter((name) => name.toLowerCase() === "schemas");
  if (names.length > 1) throw givenTwice("schemas");
  const value = names[0] === undefined ? undefined : input[names[0]];
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  const urns = listed.filter((urn) => typeof urn === "string");
  const unknown = urns.filter((urn) => findSchema(reading, urn) === undefined);
  if (reading.coercion.mode === "strict") checkSchemas(reading.schema, value, urns, unknown);
  reading.coercion.ignored.push(...unknown.filter((urn) => !LEGACY_CORE.has(urn.toLowerCase())));
}

function checkSchemas(
  schema: ResourceSchema,
  value: unknown,
  urns: readonly string[],
  unknown: readonly string[],
): void {
  if (!Array.isArray(value) || urns.length !== value.length) {
    throw new AppError("invalidSyntax", "Attribute 'schemas' is required and must be a list of schema URNs.");
  }
  if (unknown[0] !== undefined) {
    throw new AppError("invalidSyntax", `Schema ${quote(unknown[0])} is not one of a ${schema.name}.`);
  }
  if (!urns.some((urn) => urn.toLowerCase() === schema.core.id.toLowerCase())) {
    throw new AppError("invalidSyntax", `Attribute 'schemas' must hold '${schema.core.id}'.`);
  }
}
