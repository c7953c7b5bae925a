import { parseDateTime } from "../../db/date-time.js";
import { AppError } from "../../errors.js";
import { resolveAttributePath } from "../attribute-path.js";
import { fold } from "../fold.js";
import type { AnyResourceSchema, Attribute, Resource, ScimValue } from "../model.js";
import { quoteName } from "../quote.js";
import { isScimObject } from "../scim-object.js";
import type { CompareOp, Filter } from "./ast.js";
import { type Literal, requireNullOperator, toLiteral } from "./literal.js";
import { findElementAttribute } from "./match.js";

/** How to treat a name that the resource type does not have: as an error, or as unassigned. */
export type UnknownAttribute = "refuse" | "unassigned";

/** Returns true when a resource, or an element of an attribute, matches. */
type Matcher = (value: ScimValue) => boolean;

/** The target of a path. */
interface Place {
  /** The attribute at the top of the resource or the element. */
  readonly attribute: Attribute;
  readonly subAttribute: Attribute | undefined;
  /** Returns the values of the attribute: none, one, or the elements of a multi-valued one. */
  readonly read: (holder: ScimValue) => readonly ScimValue[];
  /** The values to compare when there are none. */
  readonly absent?: readonly ScimValue[];
}

/** Resolves the paths of a condition; undefined counts as unassigned. */
type Scope = (path: string) => Place | undefined;

type Condition = Extract<Filter, { kind: "compare" | "present" | "valuePath" }>;
type Comparison = Extract<Filter, { kind: "compare" }>;

const OPERATORS: Readonly<Record<Exclude<CompareOp, "ne">, (left: Literal, right: Literal) => boolean>> = {
  eq: (left, right) => left === right,
  co: (left, right) => String(left).includes(String(right)),
  sw: (left, right) => String(left).startsWith(String(right)),
  ew: (left, right) => String(left).endsWith(String(right)),
  gt: (left, right) => compareLiterals(left, right) > 0,
  ge: (left, right) => compareLiterals(left, right) >= 0,
  lt: (left, right) => compareLiterals(left, right) < 0,
  le: (left, right) => compareLiterals(left, right) <= 0,
};

/**
 * Compiles a filter to a predicate over resources as clients see them, for resources that are not database rows. It has
 * the meaning of the filter in SQL (`directory/search/filter-sql.ts`), except that a URI is compared as a whole.
 * @throws AppError `invalidFilter` for an unknown attribute, and for an operator or literal that its type does not
 * allow
 * @see RFC 7644 §3.4.2.2
 */
export function compileMatcher(
  schema: AnyResourceSchema,
  filter: Filter,
  unknown: UnknownAttribute,
): (resource: Resource) => boolean {
  return compile(filter, (path) => {
    const resolved = resolveAttributePath(schema, path);
    if (resolved === undefined) {
      if (unknown === "unassigned") return undefined;
      throw new AppError("invalidFilter", `${quoteName(path)} is not an attribute of ${schema.name}.`);
    }
    const { attribute, subAttribute, extension } = resolved;
    const read = (resource: ScimValue): readonly ScimValue[] => {
      const holder = extension === undefined ? resource : memberOf(resource, extension.id);
      return toList(memberOf(holder, attribute.name));
    };
    return { attribute, subAttribute, read };
  });
}

/** Resolves the paths between the brackets of a value path. */
function elementScope(attribute: Attribute): Scope {
  return (path) => {
    const found = findElementAttribute(attribute, path);
    if (found === undefined) {
      throw new AppError(
        "invalidFilter",
        `${quoteName(attribute.path)} has no sub-attribute ${quoteName(path)}.`,
      );
    }
    const single = { attribute: { ...found, multiValued: false }, subAttribute: undefined };
    if (found === attribute) return { ...single, read: toList };
    // RFC 7643 §2.4: an element without `primary` is not primary.
    const absent = found.name === "primary" ? [false] : [];
    return { ...single, read: (element) => toList(memberOf(element, found.name)), absent };
  };
}

function compile(filter: Filter, scope: Scope): Matcher {
  switch (filter.kind) {
    case "and":
    case "or": {
      const parts = filter.filters.map((part) => compile(part, scope));
      if (filter.kind === "and") return (value) => parts.every((matches) => matches(value));
      return (value) => parts.some((matches) => matches(value));
    }
    case "not": {
      const matches = compile(filter.filter, scope);
      return (value) => !matches(value);
    }
    default:
      return compileCondition(filter, scope);
  }
}

function compileCondition(filter: Condition, scope: Scope): Matcher {
  const found = scope(filter.path);
  if (filter.kind === "compare") return compileComparison(filter, found);
  if (found === undefined) return () => false;
  if (filter.kind === "present") return (holder) => valuesAt(found, holder).length > 0;
  const { attribute, subAttribute, read } = found;
  if (subAttribute !== undefined || (attribute.type !== "complex" && !attribute.multiValued)) {
    throw new AppError("invalidFilter", `${quoteName(filter.path)} has no elements to filter.`);
  }
  const matches = compile(filter.filter, elementScope(attribute));
  return (holder) => read(holder).some(matches);
}

function compileComparison({ path, op, value }: Comparison, found: Place | undefined): Matcher {
  if (value === null) {
    requireNullOperator(path, op);
    return (holder) => found !== undefined && valuesAt(found, holder).length > 0 === (op === "ne");
  }
  if (found === undefined) return () => op === "ne";
  const { attribute, read } = found;
  // A complex attribute is compared by its `value`.
  const subAttribute = found.subAttribute ?? attribute.subAttributes.get("value");
  const leaf = subAttribute ?? attribute;
  const literal = toLiteral(leaf, op, value);
  const isMet = OPERATORS[op === "ne" ? "eq" : op];
  const holds = (values: readonly ScimValue[]): boolean =>
    values.some((one) => isMet(toComparable(leaf, one), literal)) === (op !== "ne");
  if (!attribute.multiValued) {
    return (holder) => holds(orElse(valuesAt({ ...found, subAttribute }, holder), found.absent));
  }
  // For `ne`, one element must differ or have no value.
  const inElement = subAttribute && elementScope(attribute)(subAttribute.name);
  return (holder) =>
    read(holder).some((element) =>
      holds(inElement ? orElse(inElement.read(element), inElement.absent) : [element]),
    );
}

function orElse(
  values: readonly ScimValue[],
  absent: readonly ScimValue[] | undefined,
): readonly ScimValue[] {
  return values.length === 0 && absent !== undefined ? absent : values;
}

/** Returns the values at the end of a path. */
function valuesAt({ subAttribute, read }: Place, holder: ScimValue): readonly ScimValue[] {
  if (subAttribute === undefined) return read(holder);
  return read(holder).flatMap((element) => toList(memberOf(element, subAttribute.name)));
}

function memberOf(value: ScimValue | undefined, name: string): ScimValue | undefined {
  return isScimObject(value) ? value[name] : undefined;
}

/** RFC 7643 §2.5: the empty string is not a value to filter or sort by. */
function toList(value: ScimValue | undefined): readonly ScimValue[] {
  if (value === undefined || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

/** Converts a value to the form of the literal that it is compared with. */
function toComparable(leaf: Attribute, value: ScimValue): Literal {
  if (typeof value === "number" || typeof value === "boolean") return value;
  const text = typeof value === "string" ? value : "";
  if (leaf.type === "dateTime") return parseDateTime(text) ?? Number.NaN;
  return leaf.caseExact ? text : fold(text);
}

/** Returns -1, 0 or 1: numbers by size, text by code points, false before true. */
export function compareLiterals(left: Literal, right: Literal): number {
  if (typeof left === "string" && typeof right === "string") {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  }
  return Math.sign(Number(left) - Number(right));
}

/**
 * Compiles `sortBy` to a function that returns a resource's sort value; undefined when it has none.
 * @throws AppError `invalidValue` for an attribute that is unknown or cannot be sorted by
 * @see RFC 7644 §3.4.2.3
 */
export function compileSortValue(
  schema: AnyResourceSchema,
  sortBy: string,
  unknown: UnknownAttribute,
): (resource: Resource) => Literal | undefined {
  const resolved = resolveAttributePath(schema, sortBy);
  if (resolved === undefined) {
    if (unknown === "unassigned") return () => undefined;
    throw new AppError("invalidValue", `sortBy ${quoteName(sortBy)} is not an attribute of ${schema.name}.`);
  }
  const { attribute, extension } = resolved;
  const { subAttributes } = attribute;
  const subAttribute = resolved.subAttribute ?? subAttributes.get("value") ?? subAttributes.get("formatted");
  const leaf = subAttribute ?? attribute;
  if (leaf.type === "complex") {
    throw new AppError(
      "invalidValue",
      `sortBy ${quoteName(sortBy)} is not possible: name a single, readable value.`,
    );
  }
  return (resource) => {
    const holder = extension === undefined ? resource : memberOf(resource, extension.id);
    const elements = toList(memberOf(holder, attribute.name));
    const element = elements.find((one) => memberOf(one, "primary") === true) ?? elements[0];
    const [value] =
      subAttribute === undefined ? toList(element) : toList(memberOf(element, subAttribute.name));
    return value === undefined ? undefined : toComparable(leaf, value);
  };
}
