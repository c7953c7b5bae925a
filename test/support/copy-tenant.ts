import { randomUUID } from "node:crypto";
import type { Database, Db } from "../../src/db/connect.js";
import { queryRows } from "../../src/db/query.js";
import { inTransaction } from "../../src/db/transaction.js";

const COLUMNS = {
  sqlite: `select s.name as "table", c.name as "column" from sqlite_schema s, pragma_table_info(s.name) c
    where s.type = 'table' and s.name not like 'sqlite_%' order by s.name, c.cid`,
  postgres: `select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' order by table_name, ordinal_position`,
} as const;

/** References are checked when all tables are copied, or not at all: a copy of what holds holds. */
const WITHOUT_ORDER = {
  sqlite: "pragma defer_foreign_keys = on",
  postgres: "set local session_replication_role = replica",
} as const;

/** Tables whose rows are secrets of one tenant. */
const LEFT_OUT: ReadonlySet<string> = new Set(["tokens", "sessions", "tenants"]);

/** Tables that triggers fill, with numbers that no two tenants share. */
const NUMBERS: ReadonlySet<string> = new Set(["user_numbers", "user_ranges", "unindexed_users"]);

/** The columns of every table that has rows of tenants, by the table's name; without those that triggers fill. */
export async function tenantTables(
  { dialect }: Pick<Database, "dialect">,
  db: Db,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = new Map<string, string[]>();
  for (const row of await queryRows<{ table: string; column: string }>(db, COLUMNS[dialect])) {
    columns.set(row.table, [...(columns.get(row.table) ?? []), row.column]);
  }
  return new Map([...columns].filter(([name, names]) => names.includes("tenant_id") && !NUMBERS.has(name)));
}

/**
 * Copies a tenant with all its rows; its resources keep their ids, and its tokens stay behind.
 * @returns the id of the copy
 */
export async function copyTenant(db: Database, tenantId: string): Promise<string> {
  const copy = randomUUID();
  await inTransaction(db, async (trx) => {
    await queryRows(trx, WITHOUT_ORDER[db.dialect]);
    await queryRows(trx, "insert into tenants (tenant_id, name, created_at) values (?, ?, ?)", [
      copy,
      copy,
      0,
    ]);
    for (const [table, columns] of await tenantTables(db, trx)) {
      if (LEFT_OUT.has(table)) continue;
      const others = columns.filter((name) => name !== "tenant_id").map((name) => `"${name}"`);
      await queryRows(
        trx,
        `insert into "${table}" (tenant_id, ${others.join()}) select cast(? as text), ${others.join()}
         from "${table}" where tenant_id = ?`,
        [copy, tenantId],
      );
    }
  });
  return copy;
}
