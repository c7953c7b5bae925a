import type { SqlFragment } from "../../db/condition.js";
import type { Binding } from "../../db/query.js";

/** A condition that always holds. */
export const ALWAYS: SqlFragment = { sql: "true", bindings: [] };

/** A condition that never holds. */
export const NEVER: SqlFragment = { sql: "false", bindings: [] };

/** Creates a piece of SQL with the bindings of its placeholders. */
export function fragment(sql: string, ...bindings: readonly Binding[]): SqlFragment {
  return { sql, bindings };
}

/** Concatenates pieces of SQL. */
export function concat(...parts: readonly (string | SqlFragment)[]): SqlFragment {
  return {
    sql: parts.map((part) => (typeof part === "string" ? part : part.sql)).join(""),
    bindings: parts.flatMap((part) => (typeof part === "string" ? [] : part.bindings)),
  };
}

/** Joins conditions with `and` or `or`; there must be at least one. */
export function join(operator: "and" | "or", conditions: readonly SqlFragment[]): SqlFragment {
  const [only, second] = conditions;
  if (only !== undefined && second === undefined) return only;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${operator} `)})`,
    bindings: conditions.flatMap(({ bindings }) => bindings),
  };
}

/** Negates a condition. Null counts as false, so that an unassigned title satisfies `not (title eq "x")`. */
export function negate(condition: SqlFragment): SqlFragment {
  return concat("not coalesce((", condition, "), false)");
}
