import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../errors.js";
import { resolveAttributePath, resolveSchemaUrn } from "../../schema/attribute-path.js";
import type { Filter } from "../../schema/filter/ast.js";
import { checkElementFilter, matchElement } from "../../schema/filter/match.js";
import { parsePatchPath } from "../../schema/filter/parse.js";
import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "../../schema/model.js";
import { joinName } from "../../schema/person-name.js";
import type { Source } from "./user-form.js";

/** What a stored resource does not hold as a client wrote it, beside what is readOnly or writeOnly. */
const NOT_STORED = new Set(["schemas", "externalId", "$ref"]);

/** What a path leads to: an attribute of the resource or of an extension, and a part of its value. */
interface Target {
  /** URN of the extension that holds the attribute; undefined for a core attribute. */
  readonly extension: string | undefined;
  readonly attribute: Attribute;
  /** Undefined for a simple attribute. */
  readonly subAttribute: Attribute | undefined;
  /** Which elements of a multi-valued attribute count; undefined for all. */
  readonly filter: Filter | undefined;
}

/** A source that reads one path. */
export interface PathSource extends Source {
  /** The attribute at the top of the path. */
  readonly attribute: Attribute;
  /** Whether it reads a part of elements that are wholes, as addresses are, and another source reads it of others. */
  readonly isMixedWith: (other: PathSource) => boolean;
  /** Which elements count; undefined for all. */
  readonly filter: Filter | undefined;
  /** Whether a resource has what the part is of. */
  readonly isIn: (resource: Resource) => boolean;
}

/**
 * Compiles a SCIM path such as `title`, `name.givenName`, `phoneNumbers[type eq "work"].value` or
 * `urn:…:User:department`. Of several elements the primary one counts, else the first (R036); a complex value
 * stands for its `value`.
 * @throws AppError `invalidValue` saying what is wrong with the path and what is allowed
 */
export function pathSource(schema: ResourceSchema, path: string): PathSource {
  const target = resolveTarget(schema, path);
  const { attribute, subAttribute } = target;
  return {
    text: path,
    attribute,
    filter: target.filter,
    isMixedWith: (other) =>
      attribute.multiValued &&
      subAttribute !== undefined &&
      !attribute.subAttributes.has("value") &&
      other.attribute === attribute &&
      !isDeepStrictEqual(other.filter, target.filter),
    isIn: (resource) => candidatesOf(target, resource).length > 0,
    read: (resource) => readTarget(target, resource),
  };
}

/** Joins the values of several paths, trimmed; one without a value leaves no separator behind (R023). */
export function joinSource(schema: ResourceSchema, paths: readonly string[], separator: string): Source {
  const parts = paths.map((path) => pathSource(schema, path));
  return {
    text: paths.join(" + "),
    read: (resource) =>
      joinName(
        parts.map((part) => part.read(resource)),
        separator,
      ),
  };
}

/**
 * Gives the same value for everyone.
 * @throws AppError `invalidValue` when it is longer than the column, in UTF-16 code units
 */
export function constantSource(value: string, maxLength: number): Source {
  if (value.length > maxLength) {
    throw new AppError("invalidValue", `is too long: ${value.length} > ${maxLength} UTF-16 code units`);
  }
  return { text: JSON.stringify(value), read: () => value };
}

/** Lets a value count only when it is an e-mail address of at most so many UTF-16 code units. */
export function addressOnly(source: Source, maxLength: number): Source {
  return {
    text: source.text,
    read(resource) {
      const value = source.read(resource);
      const fits = value !== undefined && value.length <= maxLength && /^[^\s@]+@[^\s@]+$/.test(value);
      return fits ? value : undefined;
    },
  };
}

function valueOf({ extension, attribute }: Target, resource: Resource): ScimValue | undefined {
  const owner = extension === undefined ? resource : resource[extension];
  return isObject(owner) ? owner[attribute.name] : undefined;
}

/** The elements of which a part may be read. */
function candidatesOf(target: Target, resource: Resource): ScimObject[] {
  const { attribute, subAttribute, filter } = target;
  const value = valueOf(target, resource);
  const elements = (Array.isArray(value) ? value : [value]).filter(isObject);
  const matching = filter ? elements.filter((element) => matchElement(attribute, element, filter)) : elements;
  // An element without `value` holds nothing; an address has no `value`, and its parts are never mixed with another's.
  return subAttribute?.name === "value" ? matching.filter((element) => toText(element["value"])) : matching;
}

function readTarget(target: Target, resource: Resource): string | undefined {
  const { subAttribute } = target;
  if (subAttribute === undefined) {
    const value = valueOf(target, resource);
    return toText(Array.isArray(value) ? value[0] : value);
  }
  const candidates = candidatesOf(target, resource);
  const picked = candidates.find((element) => element["primary"] === true) ?? candidates[0];
  return toText(picked?.[subAttribute.name]);
}

/** A source that does not count where something else does. */
export function unless(source: Source, hides: (resource: Resource) => boolean): Source {
  return { text: source.text, read: (resource) => (hides(resource) ? undefined : source.read(resource)) };
}

function toText(value: ScimValue | undefined): string | undefined {
  if (value === undefined || typeof value === "object") return undefined;
  const text = String(value);
  return text.trim() === "" ? undefined : text;
}

function isObject(value: ScimValue | undefined): value is ScimObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function resolveTarget(schema: ResourceSchema, text: string): Target {
  const { path, filter, subAttribute } = parsePatchPath(text);
  const resolved = resolveAttributePath(schema, path);
  if (resolved === undefined) throw unknownPath(schema, path);
  const { attribute, extension } = resolved;
  if (filter !== undefined) {
    if (!attribute.multiValued || attribute.type !== "complex" || resolved.subAttribute !== undefined) {
      throw new AppError("invalidValue", `${path} is no list of complex values: it takes no brackets`);
    }
    checkCondition(attribute, filter);
  }
  const part = resolved.subAttribute ?? findPart(attribute, subAttribute);
  if (!isMappable(attribute) || (part !== undefined && !isMappable(part))) {
    throw new AppError(
      "invalidValue",
      `${part?.path ?? attribute.path} is nothing that clients write and read back`,
    );
  }
  return { extension: extension?.id, attribute, subAttribute: part, filter };
}

/** The sub-attribute that is read: the one named, else `value`; undefined for a simple attribute. */
function findPart(attribute: Attribute, name: string | undefined): Attribute | undefined {
  if (attribute.type !== "complex") return undefined;
  const part = attribute.subAttributes.get((name ?? "value").toLowerCase());
  if (part !== undefined) return part;
  const fault = name === undefined ? "is complex: name a sub-attribute" : `has no sub-attribute "${name}"`;
  throw new AppError(
    "invalidValue",
    `${attribute.path} ${fault}; allowed: ${listNames(attribute.subAttributes)}`,
  );
}

function checkCondition(attribute: Attribute, filter: Filter): void {
  try {
    checkElementFilter(attribute, filter);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const allowed = listNames(attribute.subAttributes);
    throw new AppError("invalidValue", `${error.message} ${attribute.path} has: ${allowed}`, {
      cause: error,
    });
  }
}

function isMappable({ mutability, name }: Attribute): boolean {
  return mutability !== "readOnly" && mutability !== "writeOnly" && !NOT_STORED.has(name);
}

function unknownPath(schema: ResourceSchema, path: string): AppError {
  const parent = resolveAttributePath(schema, path.slice(0, Math.max(0, path.lastIndexOf("."))));
  const urn =
    resolveSchemaUrn(schema, path) ?? resolveSchemaUrn(schema, path.slice(0, path.lastIndexOf(":")));
  if (parent?.attribute.type === "complex")
    return notFound(parent.attribute.path, parent.attribute.subAttributes);
  if (urn !== undefined && urn !== schema.core) return notFound(urn.id, urn.attributes);
  return notFound(
    `a ${schema.name}`,
    schema.attributes,
    schema.extensions.map((each) => `${each.schema.id}:…`),
  );
}

function notFound(
  owner: string,
  attributes: ReadonlyMap<string, Attribute>,
  others: string[] = [],
): AppError {
  const allowed = [listNames(attributes), ...others].join(", ");
  return new AppError("invalidValue", `names no attribute of ${owner}; allowed: ${allowed}`);
}

function listNames(attributes: ReadonlyMap<string, Attribute>): string {
  return Array.from(attributes.values())
    .filter(isMappable)
    .map((attribute) => attribute.name)
    .join(", ");
}
