import type { SqlFragment } from "../../db/condition.js";

/** The end of a page by cursor: the sort value of its last resource, null if it has none, and its id. */
export interface Position {
  /** Undefined in the order of ids. */
  readonly key: string | number | null | undefined;
  readonly id: string;
}

/**
 * Returns the condition that a row comes after a position in the order of `compileSort`: by key (a missing one last
 * ascending, first descending), then by id. Resources added or deleted elsewhere do not move it.
 * @param key - the sort expression; undefined for the order of ids
 * @see RFC 9865 §2
 */
export function afterPosition(
  position: Position,
  key: SqlFragment | undefined,
  id: string,
  descending: boolean,
): SqlFragment {
  if (key === undefined || position.key === undefined) return { sql: `${id} > ?`, bindings: [position.id] };
  const { sql, bindings } = key;
  if (position.key === null) {
    const rest = descending ? ` or ${sql} is not null` : "";
    return {
      sql: `((${sql} is null and ${id} > ?)${rest})`,
      bindings: [...bindings, position.id, ...(descending ? bindings : [])],
    };
  }
  const further = `${sql} ${descending ? "<" : ">"} ?`;
  const missing = descending ? "" : ` or ${sql} is null`;
  return {
    sql: `(${further} or (${sql} = ? and ${id} > ?)${missing})`,
    bindings: [
      ...bindings,
      position.key,
      ...bindings,
      position.key,
      position.id,
      ...(descending ? [] : bindings),
    ],
  };
}
