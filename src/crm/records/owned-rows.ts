import type { Db, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";

/** A row of one of an instance's business tables, and its owner. */
export interface OwnedRow {
  readonly table: string;
  /** Unique in its table. */
  readonly id: string;
  readonly recordId: string;
}

/** Stores the owners of rows. An existing row gets the new owner. */
export async function storeOwnedRows(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  rows: readonly OwnedRow[],
): Promise<void> {
  // If a row occurs twice, the last one counts: a statement cannot change a row twice.
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

/** Returns the number of rows that each record owns. One statement. */
export async function countRows(
  db: Db,
  tenantId: string,
  instanceId: string,
  recordIds: readonly string[],
): Promise<(recordId: string) => number> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{ record_id: string; count: number }>(
    db,
    `select o.record_id, cast(count(*) as integer) as count from owned_rows o
     where o.tenant_id = ? and o.instance_id = ? and o.record_id in (select e.value ->> 'id' from ${elements})
     group by o.record_id`,
    [tenantId, instanceId, JSON.stringify(recordIds.map((id) => ({ id })))],
  );
  const counts = new Map(rows.map(({ record_id: id, count }) => [id, count]));
  return (recordId) => counts.get(recordId) ?? 0;
}

/**
 * Gives all rows of one record to another.
 * @returns the number of rows
 */
export async function moveRows(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  from: string,
  to: string,
): Promise<number> {
  const rowsOf = await countRows(trx, tenantId, instanceId, [from]);
  await queryRows(
    trx,
    "update owned_rows set record_id = ? where tenant_id = ? and instance_id = ? and record_id = ?",
    [to, tenantId, instanceId, from],
  );
  return rowsOf(from);
}
