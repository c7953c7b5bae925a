import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { indexKey, KEY_PREFIX_LENGTH } from "../../db/index-key.js";
import type { CompareOp } from "../../schema/filter/ast.js";
import type { Literal } from "../../schema/filter/literal.js";
import { fragment, join } from "./sql-fragments.js";

/** The operators that match a value; `ne` matches its absence. */
export type MatchOp = Exclude<CompareOp, "ne">;

/** A condition that an index serves. */
export interface Seek {
  readonly condition: SqlFragment;
  /** False if it also selects resources that do not match. */
  readonly exact: boolean;
}

const SYMBOLS = { eq: "=", gt: ">", ge: ">=", lt: "<", le: "<=" } as const;

/** The highest code point, and the code points around the surrogates. */
const LAST_CODE_POINT = 0x10ffff;
const LAST_BEFORE_SURROGATES = 0xd7ff;
const FIRST_AFTER_SURROGATES = 0xe000;

/** Compiles the comparison of an expression with a literal; the expression is null if the attribute is unassigned. */
export function compareExpression(
  dialect: Dialect,
  expression: SqlFragment,
  op: MatchOp,
  literal: Literal,
): SqlFragment {
  const { sql, bindings } = expression;
  const { position } = sqlDialects[dialect];
  if (typeof literal === "boolean") return fragment(`${sql} = ?`, ...bindings, literal ? "t" : "f");
  if (op === "co") return fragment(`${position(sql, "?")} > 0`, ...bindings, literal);
  if (op === "sw") return fragment(`${position(sql, "?")} = 1`, ...bindings, literal);
  if (op === "ew") {
    const ending = `substr(${sql}, length(${sql}) - ${codePoints(String(literal)).length} + 1)`;
    return fragment(`${ending} = ?`, ...bindings, ...bindings, literal);
  }
  return fragment(`${sql} ${SYMBOLS[op]} ?`, ...bindings, literal);
}

/** Compiles a comparison with a column of exact text; undefined for an operator that no index serves. */
export function seekText(column: string, op: MatchOp, text: string): SqlFragment | undefined {
  if (op === "co" || op === "ew") return undefined;
  return op === "sw" ? prefixRange(column, text) : fragment(`${column} ${SYMBOLS[op]} ?`, text);
}

/**
 * Compiles a comparison with a column of index keys. Keys sort like the texts and have the same beginning, as far as
 * the readable head of a long key goes.
 */
export function seekKey(column: string, op: MatchOp, text: string): Seek | undefined {
  if (op === "eq") return { condition: fragment(`${column} = ?`, indexKey(text)), exact: true };
  if (text.length < KEY_PREFIX_LENGTH) {
    const condition = seekText(column, op, text);
    return condition && { condition, exact: true };
  }
  if (op !== "sw") return undefined;
  const head = text.slice(0, KEY_PREFIX_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "");
  return { condition: prefixRange(column, head), exact: false };
}

/**
 * Combines a seek with an exact condition if the seek is not exact; returns the condition alone if there is no seek.
 */
export function seekThen(seek: Seek | undefined, condition: () => SqlFragment): SqlFragment {
  if (seek === undefined) return condition();
  return seek.exact ? seek.condition : join("and", [seek.condition, condition()]);
}

/** Returns the condition that a column with the collation `C` begins with a text; an index serves it. */
export function prefixRange(column: string, prefix: string): SqlFragment {
  const end = endOfPrefix(prefix);
  if (end === undefined) return fragment(`${column} >= ?`, prefix);
  return fragment(`(${column} >= ? and ${column} < ?)`, prefix, end);
}

/** Returns the first text, by code points, after all texts with the prefix; undefined if there is none. */
function endOfPrefix(prefix: string): string | undefined {
  const points = codePoints(prefix);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  points.push(last === LAST_BEFORE_SURROGATES ? FIRST_AFTER_SURROGATES : last + 1);
  return String.fromCodePoint(...points);
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
