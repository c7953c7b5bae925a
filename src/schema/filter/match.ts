import { parseDateTime } from "../../db/date-time.js";
import { AppError } from "../../errors.js";
import { fold } from "../fold.js";
import type { Attribute, ScimValue } from "../model.js";
import { quoteName } from "../quote.js";
import type { CompareOp, CompareValue, Filter } from "./ast.js";

type Comparison = Extract<Filter, { kind: "compare" }>;

/** A value as it is compared: text folded unless `caseExact`, a date in milliseconds. */
type Comparable = string | number | boolean;

const TEXT_OPS: ReadonlySet<CompareOp> = new Set(["co", "sw", "ew"]);
const ORDER_OPS: ReadonlySet<CompareOp> = new Set(["gt", "ge", "lt", "le"]);

const OPERATORS: Readonly<Record<CompareOp, (left: Comparable, right: Comparable) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  co: (left, right) => String(left).includes(String(right)),
  sw: (left, right) => String(left).startsWith(String(right)),
  ew: (left, right) => String(left).endsWith(String(right)),
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};

/**
 * Returns the attribute that a condition in the brackets of a value path refers to: a sub-attribute, or the values
 * themselves of a multi-valued attribute that is not complex (`value`).
 * @returns undefined when there is no such sub-attribute
 */
export function findElementAttribute(attribute: Attribute, path: string): Attribute | undefined {
  const name = path.toLowerCase();
  if (attribute.type === "complex") return attribute.subAttributes.get(name);
  return name === "value" ? attribute : undefined;
}

/**
 * Refuses a condition that no element of the attribute can meet.
 * @throws AppError `invalidFilter` for an unknown sub-attribute, a value path inside a value path, and an operator that
 * the type does not have
 * @see RFC 7644 §3.4.2.2 and Table 9 ("PATCH (Path Filter)")
 */
export function checkElementFilter(attribute: Attribute, filter: Filter): void {
  switch (filter.kind) {
    case "and":
    case "or":
      for (const part of filter.filters) checkElementFilter(attribute, part);
      return;
    case "not":
      checkElementFilter(attribute, filter.filter);
      return;
    case "valuePath":
      throw nested(attribute);
    case "present":
      elementAttribute(attribute, filter.path);
      return;
    case "compare":
      checkComparison(elementAttribute(attribute, filter.path), filter);
      return;
  }
}

/**
 * Returns true when one element of a multi-valued attribute meets the condition in the brackets of a value path. Text
 * is compared by `caseExact`, dates as points in time; "True" equals true, because Entra ID writes `roles[primary eq
 * "True"]`.
 * @param element - a complex value, or the value itself of an attribute that is not complex
 * @throws AppError `invalidFilter` as `checkElementFilter`
 * @see RFC 7644 §3.4.2.2
 */
export function matchElement(attribute: Attribute, element: ScimValue, filter: Filter): boolean {
  if (filter.kind === "compare") return matchComparison(attribute, element, filter);
  if (filter.kind === "not") return !matchElement(attribute, element, filter.filter);
  if (filter.kind === "valuePath") throw nested(attribute);
  if (filter.kind === "present") {
    return valuesAt(elementAttribute(attribute, filter.path), attribute, element).length > 0;
  }
  const holds = (part: Filter): boolean => matchElement(attribute, element, part);
  return filter.kind === "and" ? filter.filters.every(holds) : filter.filters.some(holds);
}

function nested(attribute: Attribute): AppError {
  return new AppError("invalidFilter", `A value path cannot be nested in ${quoteName(attribute.path)}[…].`);
}

function elementAttribute(attribute: Attribute, path: string): Attribute {
  const found = findElementAttribute(attribute, path);
  if (found !== undefined) return found;
  throw new AppError(
    "invalidFilter",
    `${quoteName(attribute.path)} has no sub-attribute ${quoteName(path)}.`,
  );
}

function checkComparison(sub: Attribute, { op, path }: Comparison): void {
  const type = sub.type;
  const isRefused =
    type === "complex" ||
    (ORDER_OPS.has(op) && (type === "boolean" || type === "binary")) ||
    (TEXT_OPS.has(op) && (type === "boolean" || type === "integer" || type === "decimal"));
  if (isRefused) {
    throw new AppError(
      "invalidFilter",
      `The operator '${op}' does not apply to ${quoteName(path)} (${type}).`,
    );
  }
}

function matchComparison(attribute: Attribute, element: ScimValue, comparison: Comparison): boolean {
  const sub = elementAttribute(attribute, comparison.path);
  checkComparison(sub, comparison);
  const values = valuesAt(sub, attribute, element);
  const { op, value } = comparison;
  // RFC 7643 §2.5: null is the same as unassigned.
  if (value === null) return op === "eq" ? values.length === 0 : op === "ne" && values.length > 0;
  if (op === "ne") return !values.some((present) => compare(sub, present, "eq", value));
  return values.some((present) => compare(sub, present, op, value));
}

/** Returns an element's values of one sub-attribute: none, one, or several of a multi-valued one. */
function valuesAt(sub: Attribute, attribute: Attribute, element: ScimValue): readonly ScimValue[] {
  const value = sub === attribute ? element : memberOf(element, sub.name);
  if (value === undefined || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

function memberOf(element: ScimValue, name: string): ScimValue | undefined {
  return typeof element === "object" && !Array.isArray(element) ? element[name] : undefined;
}

function compare(
  sub: Attribute,
  present: ScimValue,
  op: CompareOp,
  value: NonNullable<CompareValue>,
): boolean {
  if (typeof present === "object") return false;
  const [left, right] = comparable(sub, present, value, op);
  return left !== undefined && right !== undefined && OPERATORS[op](left, right);
}

/** Converts both sides to one type; a side that does not fit the attribute's type is undefined. */
function comparable(
  sub: Attribute,
  present: Comparable,
  value: Comparable,
  op: CompareOp,
): readonly [Comparable | undefined, Comparable | undefined] {
  if (sub.type === "boolean") return [asBoolean(present), asBoolean(value)];
  if (sub.type === "integer" || sub.type === "decimal") return [asNumber(present), asNumber(value)];
  const [left, right] = [String(present), String(value)];
  if (sub.type === "dateTime" && !TEXT_OPS.has(op)) return asMoments(left, right);
  return sub.caseExact ? [left, right] : [fold(left), fold(right)];
}

function asBoolean(value: Comparable): boolean | undefined {
  const text = String(value).toLowerCase();
  return text === "true" || text === "false" ? text === "true" : undefined;
}

function asNumber(value: Comparable): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Returns two dates as points in time, or both as text when either is not a date. */
function asMoments(present: string, value: string): [Comparable, Comparable] {
  const [left, right] = [parseDateTime(present), parseDateTime(value)];
  return left === undefined || right === undefined ? [present, value] : [left, right];
}
