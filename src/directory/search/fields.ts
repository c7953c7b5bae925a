import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { sqlDialects, sqlString } from "../../db/dialect.js";
import type { Literal } from "../../schema/filter/literal.js";
import type { Attribute } from "../../schema/model.js";
import { compareExpression, type MatchOp } from "./compare-sql.js";
import { concat, fragment, negate } from "./sql-fragments.js";

/** The conditions that a filter can put on one attribute. */
export interface Field {
  /** The condition for `pr`: the attribute has a non-empty value. */
  readonly present: () => SqlFragment;
  /** The condition that a value compares with the literal. */
  readonly matches: (op: MatchOp, literal: Literal) => SqlFragment;
  /** The condition for `ne`: the attribute has another value or none. */
  readonly differs: (literal: Literal) => SqlFragment;
}

/** Returns a field with at most one value, which differs if it does not match. */
export function singleField(present: () => SqlFragment, matches: Field["matches"]): Field {
  return { present, matches, differs: (literal) => negate(matches("eq", literal)) };
}

/** Returns the field of an expression that is null if the attribute is unassigned. */
export function expressionField(dialect: Dialect, attribute: Attribute, expression: SqlFragment): Field {
  return singleField(
    () => presentExpression(attribute, expression),
    (op, literal) => compareExpression(dialect, expression, op, literal),
  );
}

/** Returns the expression for a member of a JSON object as JSON; null if it is missing. */
export function jsonMember(json: string, key: string): string {
  return `(${json} -> ${sqlString(key)})`;
}

/** Returns the expression for a member of a JSON object in the type in which its attribute is compared. */
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
