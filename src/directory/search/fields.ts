import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { sqlDialects, sqlString } from "../../db/dialect.js";
import type { Literal } from "../../schema/filter/literal.js";
import type { Attribute } from "../../schema/model.js";
import { compareExpression, type MatchOp } from "./compare-sql.js";
import { concat, fragment, negate } from "./sql-fragments.js";

/** What a filter can ask of one attribute, as conditions on the row that holds it. */
export interface Field {
  /** It has a value that is not empty: `pr`. */
  readonly present: () => SqlFragment;
  /** It has a value that compares so with the literal. */
  readonly matches: (op: MatchOp, literal: Literal) => SqlFragment;
  /** It has another value than the literal, or none: `ne`. */
  readonly differs: (literal: Literal) => SqlFragment;
}

/** A field with one value at the most, which differs where it does not match. */
export function singleField(present: () => SqlFragment, matches: Field["matches"]): Field {
  return { present, matches, differs: (literal) => negate(matches("eq", literal)) };
}

/** A field that an expression holds, null when it is unassigned. */
export function expressionField(dialect: Dialect, attribute: Attribute, expression: SqlFragment): Field {
  return singleField(
    () => presentExpression(attribute, expression),
    (op, literal) => compareExpression(dialect, expression, op, literal),
  );
}

/** A member of a JSON object as JSON, null when there is none. */
export function jsonMember(json: string, key: string): string {
  return `(${json} -> ${sqlString(key)})`;
}

/** The expression for a member of a JSON object, in the type in which its attribute is compared. */
export function jsonExpression(
  dialect: Dialect,
  json: string,
  key: string,
  attribute: Attribute,
): SqlFragment {
  const { jsonNumber, jsonText } = sqlDialects[dialect];
  return fragment(isNumeric(attribute) ? jsonNumber(json, key) : jsonText(json, key));
}

/** An empty text is no value. RFC 7644 §3.4.2.2: "a non-empty or non-null value". */
export function presentExpression(attribute: Attribute, expression: SqlFragment): SqlFragment {
  return concat(expression, isNumeric(attribute) ? " is not null" : " <> ''");
}

function isNumeric({ type }: Attribute): boolean {
  return type === "integer" || type === "decimal" || type === "dateTime";
}
