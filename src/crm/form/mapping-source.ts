import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../errors.js";
import { resolveAttributePath, resolveSchemaUrn } from "../../schema/attribute-path.js";
import type { Filter } from "../../schema/filter/ast.js";
import { checkElementFilter, matchElement } from "../../schema/filter/match.js";
import { parsePatchPath } from "../../schema/filter/parse.js";
import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "../../schema/model.js";
import { joinName } from "../../schema/person-name.js";
import type { Source } from "./user-form.js";

/** Attributes that are not stored as the client wrote them, besides readOnly and writeOnly ones. */
const NOT_STORED = new Set(["schemas", "externalId", "$ref"]);

/** The target of a path: an attribute of the resource or of an extension, and a part of its value. */
interface Target {
  /** The URN of the extension with the attribute; undefined for a core attribute. */
  readonly extension: string | undefined;
  readonly attribute: Attribute;
  /** Undefined for a simple attribute. */
  readonly subAttribute: Attribute | undefined;
  /** Selects elements of a multi-valued attribute; undefined for all. */
  readonly filter: Filter | undefined;
}

/** A source that reads one path. */
export interface PathSource extends Source {
  /** The attribute at the top of the path. */
  readonly attribute: Attribute;
  /**
   * Returns true if both sources read a part of elements that belong together, such as addresses, from different
   * elements.
   */
  readonly isMixedWith: (other: PathSource) => boolean;
  /** Selects elements; undefined for all. */
  readonly filter: Filter | undefined;
  /** Returns true if a resource has an element that the part belongs to. */
  readonly isIn: (resource: Resource) => boolean;
}

/**
 * Compiles a SCIM path such as `title`, `name.givenName`, `phoneNumbers[type eq "work"].value` or
 * `urn:…:User:department`. Among several elements the primary one counts, otherwise the first (R036). A complex value
 * stands for its `value`.
 * @throws AppError `invalidValue` naming the fault and what is allowed
 */
export function pathSource(schema: ResourceSchema, path: string): PathSource {
  const target = resolveTarget(schema, path);
  const { extension, attribute, subAttribute } = target;
  return {
    text: path,
    attributes: [extension === undefined ? attribute.name : `${extension}:${attribute.name}`],
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

/** Joins the trimmed values of several paths. A path without a value leaves no separator (R023). */
export function joinSource(schema: ResourceSchema, paths: readonly string[], separator: string): Source {
  const parts = paths.map((path) => pathSource(schema, path));
  return {
    text: paths.join(" + "),
    attributes: [...new Set(parts.flatMap(({ attributes }) => attributes))],
    read: (resource) =>
      joinName(
        parts.map((part) => part.read(resource)),
        separator,
      ),
  };
}

/**
 * Returns the same value for every user.
 * @throws AppError `invalidValue` if it is longer than the column, in UTF-16 code units
 */
export function constantSource(value: string, maxLength: number): Source {
  if (value.length > maxLength) {
    throw new AppError("invalidValue", `is too long: ${value.length} > ${maxLength} UTF-16 code units`);
  }
  return { text: JSON.stringify(value), attributes: [], read: () => value };
}

/** Ignores values that are not e-mail addresses of at most this number of UTF-16 code units. */
export function addressOnly(source: Source, maxLength: number): Source {
  return {
    ...source,
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

/** Returns the elements that a part may be read from. */
function candidatesOf(target: Target, resource: Resource): ScimObject[] {
  const { attribute, subAttribute, filter } = target;
  const value = valueOf(target, resource);
  const elements = (Array.isArray(value) ? value : [value]).filter(isObject);
  const matching = filter ? elements.filter((element) => matchElement(attribute, element, filter)) : elements;
  // An element without `value` holds nothing. An address has no `value`; parts of different addresses are never mixed.
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

/** Ignores a source if the resource has something that takes precedence. */
export function unless(source: Source, hides: (resource: Resource) => boolean): Source {
  return { ...source, read: (resource) => (hides(resource) ? undefined : source.read(resource)) };
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
      throw new AppError("invalidValue", `${path} is not a list of complex values: it takes no brackets`);
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

/** Returns the sub-attribute to read: the named one, otherwise `value`; undefined for a simple attribute. */
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
