/** A piece of SQL with its bindings, in the order of its question marks. */
export interface SqlFragment {
  readonly sql: string;
  readonly bindings: readonly (string | number | boolean | null)[];
}

/**
 * Returns the condition that one of several tables has a row of a user.
 * @param columns - tables, and the column of each that holds the user's id
 */
export function hasRowSql(
  columns: readonly (readonly [table: string, column: string])[],
  tenantId: string,
  userId: string,
): SqlFragment {
  return {
    sql: columns
      .map(([table, column]) => `exists (select 1 from ${table} where tenant_id = ? and ${column} = ?)`)
      .join(" or "),
    bindings: columns.flatMap(() => [tenantId, userId]),
  };
}
