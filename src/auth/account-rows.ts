import type { SqlFragment } from "../db/condition.js";
import { hasRowSql } from "../db/condition.js";
import type { Trx } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { restoreRows, type SavedRows, saveRows } from "../db/saved-rows.js";

/** The tables with further rows about a user, and the column of each that holds the user's id. */
const TABLES = [
  ["external_ids", "resource_id"],
  ["user_passwords", "user_id"],
  ["confirmed_addresses", "user_id"],
] as const;

/** A table with further rows about a user: external ids, the password, confirmed addresses. */
export type AccountTable = (typeof TABLES)[number][0];

/** Returns for each of these tables the SQL condition that a user has rows in it. */
export function accountRowsSql(
  tenantId: string,
  userId: string,
): readonly (readonly [table: AccountTable, condition: SqlFragment])[] {
  return TABLES.map((column) => [column[0], hasRowSql([column], tenantId, userId)]);
}

/** Deletes and returns a user's rows in some of these tables. */
export async function saveAccountRows(
  trx: Trx,
  tables: readonly AccountTable[],
  tenantId: string,
  userId: string,
): Promise<SavedRows> {
  const columns = TABLES.filter(([table]) => tables.includes(table));
  return saveRows(trx, columns, tenantId, userId);
}

/**
 * Inserts the saved rows of a restored user. Rows of connections that no longer exist are skipped, and so is an
 * externalId that the connection now uses for another resource.
 * @returns the externalIds that did not come back
 */
export async function restoreAccountRows(trx: Trx, tenantId: string, rows: SavedRows): Promise<string[]> {
  const lost: string[] = [];
  for (const row of rows["external_ids"] ?? []) {
    const [connection] = await queryRows<{ taken: number | boolean }>(
      trx,
      `select exists (select 1 from external_ids e where e.tenant_id = c.tenant_id and e.connection_id = c.id
         and e.external_id_key = ?) as taken from connections c where c.tenant_id = ? and c.id = ?`,
      [row["external_id_key"] ?? null, tenantId, row["connection_id"] ?? null],
    );
    if (connection !== undefined && !connection.taken) await restoreRows(trx, "external_ids", [row]);
    else lost.push(String(row["external_id"]));
  }
  await restoreRows(trx, "user_passwords", rows["user_passwords"]);
  await restoreRows(trx, "confirmed_addresses", rows["confirmed_addresses"]);
  return lost;
}
