import type { Trx } from "./connect.js";
import { type Binding, placeholders, queryRows } from "./query.js";

/** A row of a table, by column name. */
export type SavedRow = Readonly<Record<string, Binding>>;

/** Whole rows by table, saved so that they can be restored. */
export type SavedRows = Readonly<Record<string, readonly SavedRow[]>>;

/**
 * Deletes the rows of a user from several tables, and returns them.
 * @param columns - each table with its column that holds the user's id
 */
export async function saveRows(
  trx: Trx,
  columns: readonly (readonly [table: string, column: string])[],
  tenantId: string,
  userId: string,
): Promise<SavedRows> {
  const kept = await Promise.all(
    columns.map(async ([table, column]) => {
      const sql = `delete from ${table} where tenant_id = ? and ${column} = ? returning *`;
      return [table, await queryRows<SavedRow>(trx, sql, [tenantId, userId])] as const;
    }),
  );
  return Object.fromEntries(kept);
}

/** Restores saved rows of a table; a row that exists again stays as it is. */
export async function restoreRows(trx: Trx, table: string, rows: readonly SavedRow[] = []): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row);
    await queryRows(
      trx,
      `insert into ${table} (${names.join(", ")}) values (${placeholders(names.length)}) on conflict do nothing`,
      Object.values(row),
    );
  }
}
