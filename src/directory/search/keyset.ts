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
 * @param always - true if every row has a key, so that an index leads to the position
 * @see RFC 9865 §2
 */
export function afterPosition(
  position: Position,
  key: SqlFragment | undefined,
  id: string,
  descending: boolean,
  always = false,
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
  // The first condition follows from the second; it begins an index at the position.
  const [from, further] = descending ? ["<=", "<"] : [">=", ">"];
  const behind = `${sql} ${from} ? and (${sql} ${further} ? or ${id} > ?)`;
  const mayMiss = !descending && !always;
  return {
    sql: mayMiss ? `((${behind}) or ${sql} is null)` : behind,
    bindings: [
      ...bindings,
      position.key,
      ...bindings,
      position.key,
      position.id,
      ...(mayMiss ? bindings : []),
    ],
  };
}
