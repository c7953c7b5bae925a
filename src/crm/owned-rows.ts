import type { Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";

/** A row of one of an instance's business tables, and whose it is. */
export interface OwnedRow {
  readonly table: string;
  /** Unique in its table. */
  readonly id: string;
  readonly recordId: string;
}

/** Notes whose rows are; of one that is known already, whose it is now. */
export async function storeOwnedRows(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  rows: readonly OwnedRow[],
): Promise<void> {
  // Of a row that comes twice the last word counts; one statement may not change a row twice.
  const distinct = new Map(rows.map((row) => [`${row.table}\u0000${row.id}`, row]));
  if (distinct.size === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `insert into owned_rows (tenant_id, instance_id, table_name, row_id, record_id)
     select cast(? as text), cast(? as text), e.value ->> 'table', e.value ->> 'id', e.value ->> 'recordId'
     from ${elements} where true
     on conflict (tenant_id, instance_id, table_name, row_id) do update set record_id = excluded.record_id`,
    [tenantId, instanceId, JSON.stringify([...distinct.values()])],
  );
}

/**
 * Makes everything that one record owns another's.
 * @returns how many rows that were
 */
export async function moveRows(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  from: string,
  to: string,
): Promise<number> {
  const counted = await queryFirst<{ count: number }>(
    trx,
    `select cast(count(*) as integer) as count from owned_rows
     where tenant_id = ? and instance_id = ? and record_id = ?`,
    [tenantId, instanceId, from],
  );
  await queryRows(
    trx,
    "update owned_rows set record_id = ? where tenant_id = ? and instance_id = ? and record_id = ?",
    [to, tenantId, instanceId, from],
  );
  return counted?.count ?? 0;
}
