/** Columns of a row with the values to store. */
export type Columns = Readonly<Record<string, string | number | null>>;

/**
 * Returns the columns that differ from those before, in the order of `after`. SQLite rewrites the entry of every index
 * that has a column in the SET list, even when the value stays the same.
 */
export function changedColumns(before: Columns, after: Columns): Columns {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== before[name]));
}

/** Returns the SET list that stores columns; their values are the bindings. */
export function setSql(columns: Columns): string {
  return Object.keys(columns)
    .map((name) => `${name} = ?`)
    .join(", ");
}
