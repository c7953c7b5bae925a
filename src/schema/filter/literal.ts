import { parseDateTime } from "../../db/date-time.js";
import { AppError } from "../../errors.js";
import { fold } from "../fold.js";
import type { Attribute } from "../model.js";
import { quote, quoteName } from "../quote.js";
import type { CompareOp, CompareValue } from "./ast.js";

/** A literal in the form in which an attribute's values are compared: folded text, milliseconds, a boolean. */
export type Literal = string | number | boolean;

const ORDER: ReadonlySet<CompareOp> = new Set(["gt", "ge", "lt", "le"]);
const SUBSTRING: ReadonlySet<CompareOp> = new Set(["co", "sw", "ew"]);
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/**
 * Converts a filter's literal to the form of the attribute's values. Text is folded unless `caseExact`; a dateTime
 * becomes UTC milliseconds, and is UTC when it names no offset.
 *
 * Deviation: a boolean and a number may be written as a string; Microsoft Entra ID sends `roles[primary eq "True"]`.
 * @throws AppError `invalidFilter` when the attribute's type has no such operator or no such value
 * @see RFC 7644 §3.4.2.2, Table 3
 */
export function toLiteral(attribute: Attribute, op: CompareOp, value: NonNullable<CompareValue>): Literal {
  switch (attribute.type) {
    case "boolean":
      requireOperator(attribute, op, !ORDER.has(op) && !SUBSTRING.has(op));
      return toBoolean(attribute, value);
    case "integer":
    case "decimal":
      requireOperator(attribute, op, !SUBSTRING.has(op));
      return toNumber(attribute, value);
    case "dateTime":
      requireOperator(attribute, op, !SUBSTRING.has(op));
      return toInstant(attribute, value);
    case "binary":
      requireOperator(attribute, op, !ORDER.has(op));
      return toText(attribute, value);
    case "string":
    case "reference":
      return toText(attribute, value);
    case "complex":
      break;
  }
  throw new AppError(
    "invalidFilter",
    `'${attribute.path}' has sub-attributes: compare one of them, such as '${example(attribute)}'.`,
  );
}

/**
 * Checks the operator of a comparison with null, which tests whether there is a value. RFC 7643 §2.5.
 * @throws AppError `invalidFilter` for an operator other than `eq` and `ne`
 */
export function requireNullOperator(path: string, op: CompareOp): void {
  if (op === "eq" || op === "ne") return;
  throw new AppError(
    "invalidFilter",
    `${quoteName(path)} can be compared with null by eq and ne, not by ${op}.`,
  );
}

function example(attribute: Attribute): string {
  const [first] = attribute.subAttributes.values();
  return first?.path ?? attribute.path;
}

function requireOperator(attribute: Attribute, op: CompareOp, isAllowed: boolean): void {
  if (isAllowed) return;
  throw new AppError(
    "invalidFilter",
    `The operator ${op} does not apply to '${attribute.path}', which is of type ${attribute.type}.`,
  );
}

function toBoolean(attribute: Attribute, value: NonNullable<CompareValue>): boolean {
  const text = String(value).toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  throw unfit(attribute, value, "true or false");
}

function toNumber(attribute: Attribute, value: NonNullable<CompareValue>): number {
  const number = typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw unfit(attribute, value, "a number");
}

function toInstant(attribute: Attribute, value: NonNullable<CompareValue>): number {
  const instant = typeof value === "string" ? parseDateTime(value) : undefined;
  if (instant === undefined) throw unfit(attribute, value, 'a dateTime such as "2026-01-31T12:00:00Z"');
  return instant;
}

function toText(attribute: Attribute, value: NonNullable<CompareValue>): string {
  if (typeof value !== "string") throw unfit(attribute, value, `a string: write "${value}" in double quotes`);
  return attribute.caseExact ? value : fold(value);
}

function unfit(attribute: Attribute, value: NonNullable<CompareValue>, wanted: string): AppError {
  const shown = typeof value === "string" ? quote(value) : String(value);
  return new AppError(
    "invalidFilter",
    `'${attribute.path}' cannot be compared with ${shown}: its type ${attribute.type} takes ${wanted}.`,
  );
}
