import { type ResolvedPath, resolveAttributePath } from "../../src/schema/attribute-path.js";
import type { CompareOp, CompareValue, Filter } from "../../src/schema/filter/ast.js";
import { fold } from "../../src/schema/fold.js";
import type { Attribute, Resource, ResourceSchema, ScimValue } from "../../src/schema/model.js";

/**
 * Says by the letter of RFC 7644 §3.4.2.2 whether a resource matches a filter: a slow, plain reading of the
 * resource as a client sees it, to hold the SQL against.
 */
export function naiveMatches(schema: ResourceSchema, resource: Resource, filter: Filter): boolean {
  switch (filter.kind) {
    case "and":
      return filter.filters.every((operand) => naiveMatches(schema, resource, operand));
    case "or":
      return filter.filters.some((operand) => naiveMatches(schema, resource, operand));
    case "not":
      return !naiveMatches(schema, resource, filter.filter);
    case "valuePath": {
      const { attribute, extension } = resolve(schema, filter.path);
      const elements = listOf(valueOf(attribute, extension?.id, resource));
      return elements.some((element) => elementMatches(attribute, element, filter.filter));
    }
    case "present":
      return candidates(resolve(schema, filter.path), resource).some(isPresent);
    case "compare": {
      const path = resolve(schema, filter.path);
      const { attribute, subAttribute } = withValue(path);
      const found =
        filter.value === null ? candidates(path, resource) : candidates({ ...path, subAttribute }, resource);
      return holds(subAttribute ?? attribute, attribute.multiValued, found, filter.op, filter.value);
    }
  }
}

/** The value by which a resource is sorted: of the primary element, else of the first. RFC 7644 §3.4.2.3. */
export function naiveSortKey(
  schema: ResourceSchema,
  resource: Resource,
  sortBy: string,
): Comparable | undefined {
  const { attribute, subAttribute, extension } = resolve(schema, sortBy);
  const whole = attribute.subAttributes.get("value") ?? attribute.subAttributes.get("formatted");
  const leaf = subAttribute ?? whole;
  const elements = listOf(valueOf(attribute, extension?.id, resource));
  const element = elements.find((candidate) => memberOf(candidate, "primary") === true) ?? elements[0];
  const value = leaf === undefined ? element : memberOf(element, leaf.name);
  return value === undefined ? undefined : comparable(leaf ?? attribute, value);
}

/** Values as they are compared: folded or exact text, milliseconds, 0 and 1. */
type Comparable = string | number;

/** -1, 0 or 1; text in the order of code points, which is not that of UTF-16 units. */
export function naiveCompare(a: Comparable, b: Comparable): number {
  if (typeof a === "number" || typeof b === "number") return Math.sign(Number(a) - Number(b));
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function elementMatches(attribute: Attribute, element: ScimValue, filter: Filter): boolean {
  switch (filter.kind) {
    case "and":
      return filter.filters.every((operand) => elementMatches(attribute, element, operand));
    case "or":
      return filter.filters.some((operand) => elementMatches(attribute, element, operand));
    case "not":
      return !elementMatches(attribute, element, filter.filter);
    case "valuePath":
      throw new Error("a value path inside a value path");
    case "present":
      return isPresent(partOf(attribute, element, filter.path).value);
    case "compare": {
      const { part, value } = partOf(attribute, element, filter.path);
      return holds(part, attribute.multiValued, [value], filter.op, filter.value);
    }
  }
}

function partOf(
  attribute: Attribute,
  element: ScimValue,
  path: string,
): { part: Attribute; value: ScimValue | undefined } {
  const part = attribute.subAttributes.get(path.toLowerCase());
  return part === undefined
    ? { part: attribute, value: element }
    : { part, value: memberOf(element, part.name) };
}

/**
 * Whether one of the candidates compares so with the literal.
 * @param found - of a multi-valued attribute the values of its elements, of another its value; undefined where
 * there is none
 */
function holds(
  leaf: Attribute,
  multiValued: boolean,
  found: readonly (ScimValue | undefined)[],
  op: CompareOp,
  literal: CompareValue,
): boolean {
  if (literal === null) return found.some(isPresent) === (op === "ne");
  const absent = multiValued && leaf.name === "primary" ? false : undefined;
  return found.some((value) => {
    const values = listOf(value ?? absent);
    if (op === "ne") return !values.some((one) => compares(leaf, one, "eq", literal));
    return values.some((one) => compares(leaf, one, op, literal));
  });
}

function compares(
  leaf: Attribute,
  value: ScimValue,
  op: CompareOp,
  literal: NonNullable<CompareValue>,
): boolean {
  const [a, b] = [comparable(leaf, value), comparable(leaf, literal)];
  switch (op) {
    case "eq":
      return a === b;
    case "ne":
      return a !== b;
    case "co":
      return String(a).includes(String(b));
    case "sw":
      return String(a).startsWith(String(b));
    case "ew":
      return String(a).endsWith(String(b));
    case "gt":
      return naiveCompare(a, b) > 0;
    case "ge":
      return naiveCompare(a, b) >= 0;
    case "lt":
      return naiveCompare(a, b) < 0;
    case "le":
      return naiveCompare(a, b) <= 0;
  }
}

function comparable(leaf: Attribute, value: ScimValue): Comparable {
  const text = textOf(value);
  switch (leaf.type) {
    case "boolean":
      return text.toLowerCase() === "true" ? 1 : 0;
    case "integer":
    case "decimal":
      return Number(value);
    case "dateTime":
      return Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
    case "string":
    case "reference":
    case "binary":
    case "complex":
      return leaf.caseExact ? text : fold(text);
  }
}

/** The text of a simple value; empty for any other. */
export function textOf(value: ScimValue | undefined): string {
  return value === undefined || typeof value === "object" ? "" : String(value);
}

function isPresent(value: ScimValue | undefined): boolean {
  if (Array.isArray(value)) return value.some(isPresent);
  return value !== undefined && value !== "";
}

function resolve(schema: ResourceSchema, path: string): ResolvedPath {
  const resolved = resolveAttributePath(schema, path);
  if (resolved === undefined) throw new Error(`no attribute ${path}`);
  return resolved;
}

/** A complex attribute stands for its `value`. */
function withValue(path: ResolvedPath): ResolvedPath {
  return { ...path, subAttribute: path.subAttribute ?? path.attribute.subAttributes.get("value") };
}

function candidates(
  { attribute, subAttribute, extension }: ResolvedPath,
  resource: Resource,
): (ScimValue | undefined)[] {
  const value = valueOf(attribute, extension?.id, resource);
  const elements = attribute.multiValued ? listOf(value) : [value];
  return subAttribute === undefined
    ? elements
    : elements.map((element) => memberOf(element, subAttribute.name));
}

function valueOf(
  attribute: Attribute,
  extension: string | undefined,
  resource: Resource,
): ScimValue | undefined {
  return memberOf(extension === undefined ? resource : resource[extension], attribute.name);
}

function memberOf(value: ScimValue | undefined, name: string): ScimValue | undefined {
  return typeof value === "object" && !Array.isArray(value) ? value[name] : undefined;
}

function listOf(value: ScimValue | undefined): ScimValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
