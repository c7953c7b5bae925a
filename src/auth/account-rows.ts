import type { SqlFragment } from "../db/condition.js";
import { hasRowSql } from "../db/condition.js";
import type { Trx } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { restoreRows, type SavedRows, saveRows } from "../db/saved-rows.js";

/** The tables that hold what stands beside the row of a user, with the column that names the user. */
const TABLES = [
  ["external_ids", "resource_id"],
  ["user_passwords", "user_id"],
  ["confirmed_addresses", "user_id"],
] as const;

/** Whether anything stands beside the row of a user. */
export function hasAccountRowsSql(tenantId: string, userId: string): SqlFragment {
  return hasRowSql(TABLES, tenantId, userId);
}

/** Takes what stands beside the row of a user: what connections call it, its password, its confirmed addresses. */
export async function saveAccountRows(trx: Trx, tenantId: string, userId: string): Promise<SavedRows> {
  return saveRows(trx, TABLES, tenantId, userId);
}

/**
 * Puts it back beside the row of a user who is there again. Connections that are gone know the user no longer; an
 * externalId that a connection uses for another resource by now stays with that one.
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
