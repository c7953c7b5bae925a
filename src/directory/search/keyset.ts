import type { SqlFragment } from "../../db/condition.js";

/** Where a page by cursor ended: the sort value of its last resource, null where it has none, and its id. */
export interface Position {
  /** Undefined when resources are in the order of their ids. */
  readonly key: string | number | null | undefined;
  readonly id: string;
}

/**
 * The condition that a row comes behind a position in the order of `compileSort`: by a key (a missing one last
 * ascending, first descending), then by id. What is added or deleted elsewhere does not move it.
 * @param key - the expression that is sorted by; undefined for the order of ids
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
