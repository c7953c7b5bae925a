import { AppError } from "../errors.js";
import { arrangeResource } from "./arrange.js";
import type { Behavior } from "./behavior.js";
import { isPathKey, resolveClientPath, resolveClientSchema } from "./client-path.js";
import {
  type Coercion,
  coerceAttribute,
  givenTwice,
  isJsonObject,
  noteIgnored,
  unknownName,
} from "./coerce-value.js";
import type { Attribute, Resource, ResourceSchema, Schema, ScimObject } from "./model.js";
import { quoteName } from "./quote.js";
import { listSchemaUrns } from "./schema-urns.js";

/** A client's representation in the form in which it is stored, and what that form does not show. */
export interface CoercedResource {
  readonly resource: Resource;
  /**
   * Keys of the attributes that the client sent as unassigned (`null`, `[]`, an empty complex value), and lower-case
   * URNs of extensions that it sent empty: PUT must tell cleared from absent.
   */
  readonly cleared: ReadonlySet<string>;
  /** The client's attribute names and schema URNs that are unknown and were dropped, for the log. */
  readonly ignored: readonly string[];
}

/** The state while a body is read. */
interface Reading {
  readonly schema: ResourceSchema;
  readonly coercion: Coercion;
  /** What the client sent for each attribute, core and extensions. */
  readonly given: Map<Attribute, unknown>;
  /** Members such as `name.givenName`, joined to their attribute at the end. */
  readonly parts: { readonly attribute: Attribute; readonly name: string; readonly value: unknown }[];
  readonly extensions: Set<Schema>;
  readonly cleared: Set<string>;
}

/**
 * Reads the body of a POST or PUT: names in any case, readOnly attributes ignored, values typed, extensions under their
 * URN. The connection's options decide whether flat and dotted keys (`urn:…:User:department`, `name.givenName`) and
 * unknown names are accepted or refused.
 * @throws AppError `invalidSyntax` for a body or names that no schema defines, `invalidValue` for a wrong value
 * @see RFC 7644 §3.3 and §3.5.1
 */
export function coerceResource(schema: ResourceSchema, input: unknown, behavior: Behavior): CoercedResource {
  if (!isJsonObject(input))
    throw new AppError("invalidSyntax", `The body must be a JSON object, a ${schema.name}.`);
  const reading: Reading = {
    schema,
    coercion: { behavior, ignored: new Set() },
    given: new Map(),
    parts: [],
    extensions: new Set(),
    cleared: new Set(),
  };
  readSchemas(reading, input);
  for (const name of Object.keys(input)) readMember(reading, name, input[name]);
  joinParts(reading);
  const resource = arrangeResource(schema, coerceGiven(reading));
  return { resource, cleared: reading.cleared, ignored: [...reading.coercion.ignored] };
}

function readMember(reading: Reading, name: string, value: unknown): void {
  const key = name.toLowerCase();
  if (key === "schemas") return;
  const attribute = reading.schema.attributes.get(key);
  if (attribute !== undefined) return readAttribute(reading, attribute, value);
  const owner = findSchema(reading, name);
  if (owner !== undefined) return readExtension(reading, owner, value);
  readPath(reading, name, name, value);
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
    if (attribute?.key === "schemas") continue;
    if (attribute !== undefined) readAttribute(reading, attribute, members[name]);
    // It belongs at the top of the body; some clients repeat it in each extension.
    else if (name.toLowerCase() !== "schemas") readPath(reading, pathIn(owner, name), name, members[name]);
  }
}

/** Returns the full path of an extension's member, which may already be one. */
function pathIn(owner: Schema, name: string): string {
  return name.toLowerCase().startsWith("urn:") ? name : `${owner.id}:${name}`;
}

// Deviation: RFC 7643 §3.3 writes extensions as objects only; Entra ID and others send flat and dotted keys.
function readPath(reading: Reading, path: string, name: string, value: unknown): void {
  const { behavior } = reading.coercion;
  const isKnown = behavior.expandPathKeys || !isPathKey(name);
  const resolved = isKnown ? resolveClientPath(reading.schema, path, behavior) : undefined;
  if (resolved === undefined) return dropName(reading, path, name);
  const { attribute, subAttribute } = resolved;
  if (attribute.mutability === "readOnly" || attribute.key === "schemas") return;
  if (subAttribute !== undefined) {
    reading.parts.push({ attribute, name: subAttribute.name, value });
  } else if (value !== null || path.includes(":")) {
    // An older sample of Entra ID sends `"department": null` beside the extension's own value: ignore it.
    readAttribute(reading, attribute, value);
  }
}

/** Drops a member that no schema has, or refuses it. */
function dropName({ schema, coercion }: Reading, path: string, name: string): void {
  const { dropUnknownSchemas, dropUnknownAttributes } = coercion.behavior;
  const isDropped = name.toLowerCase().startsWith("urn:") ? dropUnknownSchemas : dropUnknownAttributes;
  if (!isDropped) throw unknownName(name, `the schemas of a ${schema.name}`);
  noteIgnored(coercion.ignored, path);
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

function findSchema({ schema, coercion }: Reading, urn: string): Schema | undefined {
  return resolveClientSchema(schema, urn, coercion.behavior);
}

// The stored `schemas` is computed from the values; here it is only checked. Deviation: RFC 7643 §3 requires it and
// allows no unknown URNs; Entra ID adds its own for groups and omits extensions that it sends.
function readSchemas(reading: Reading, input: Record<string, unknown>): void {
  const names = Object.keys(input).filter((name) => name.toLowerCase() === "schemas");
  if (names.length > 1) throw givenTwice("schemas");
  const value = names[0] === undefined ? undefined : input[names[0]];
  const urns = listSchemaUrns(value);
  const { behavior, ignored } = reading.coercion;
  if (!behavior.allowMissingSchemas) {
    requireSchemas(reading, value, urns);
    requireExtensions(reading, input, urns);
  }
  for (const urn of urns.filter((one) => findSchema(reading, one) === undefined)) {
    if (!behavior.dropUnknownSchemas) {
      throw new AppError("invalidSyntax", `Schema ${quoteName(urn)} is not one of a ${reading.schema.name}.`);
    }
    noteIgnored(ignored, urn);
  }
}

function requireSchemas(reading: Reading, value: unknown, urns: readonly string[]): void {
  if (!Array.isArray(value)) {
    throw new AppError("invalidSyntax", "Attribute 'schemas' is required and must be a list of schema URNs.");
  }
  const { core } = reading.schema;
  if (!urns.some((urn) => findSchema(reading, urn) === core)) {
    throw new AppError("invalidSyntax", `Attribute 'schemas' must contain '${core.id}'.`);
  }
}

/** Requires that `schemas` lists each extension in the body. RFC 7643 §3. */
function requireExtensions(reading: Reading, input: Record<string, unknown>, urns: readonly string[]): void {
  const listed = new Set(urns.map((urn) => findSchema(reading, urn)));
  for (const [name, value] of Object.entries(input)) {
    if (!/^urn:/i.test(name) || value === null) continue;
    const extension = findSchema(reading, name);
    if (extension === undefined || extension === reading.schema.core || listed.has(extension)) continue;
    throw new AppError(
      "invalidSyntax",
      `Attribute 'schemas' must contain '${extension.id}', which the body has.`,
    );
  }
}
