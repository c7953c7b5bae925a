import type { SqlFragment } from "../../db/condition.js";
import type { Binding } from "../../db/query.js";

/** A condition that always holds. */
export const ALWAYS: SqlFragment = { sql: "true", bindings: [] };

/** A condition that never holds. */
export const NEVER: SqlFragment = { sql: "false", bindings: [] };

/** A piece of SQL with the bindings of its question marks. */
export function fragment(sql: string, ...bindings: readonly Binding[]): SqlFragment {
  return { sql, bindings };
}

/** Pieces of SQL one after the other. */
export function concat(...parts: readonly (string | SqlFragment)[]): SqlFragment {
  return {
    sql: parts.map((part) => (typeof part === "string" ? part : part.sql)).join(""),
    bindings: parts.flatMap((part) => (typeof part === "string" ? [] : part.bindings)),
  };
}

/** All or any of several conditions, of which there must be one at least. */
export function join(operator: "and" | "or", conditions: readonly SqlFragment[]): SqlFragment {
  const [only, second] = conditions;
  if (only !== undefined && second === undefined) return only;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${operator} `)})`,
    bindings: conditions.flatMap(({ bindings }) => bindings),
  };
}

/** NOT is where SQL's third truth value shows: an unassigned title must satisfy `not (title eq "x")`. */
export function negate(condition: SqlFragment): SqlFragment {
  return concat("not coalesce((", condition, "), false)");
}
