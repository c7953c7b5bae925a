import type { Knex } from "knex";

// Knex documents custom dialects as subclasses of its own, and ships those without types.
const SqliteClient = require("knex/lib/dialects/sqlite3") as typeof Knex.Client;
const SqliteTransaction = require("knex/lib/dialects/sqlite3/execution/sqlite-transaction") as new (
  ...args: unknown[]
) => { query(connection: unknown, sql: string): Promise<unknown> };

class ImmediateTransaction extends SqliteTransaction {
  /** Takes the write lock at once: a transaction that reads first and writes later would fail with SQLITE_BUSY. */
  begin(connection: unknown): Promise<unknown> {
    return this.query(connection, "BEGIN IMMEDIATE;");
  }
}

/** Knex's SQLite dialect whose transactions on the writer hold the write lock from their first statement. */
export class ImmediateSqliteClient extends SqliteClient {
  override transaction(...args: unknown[]): Knex.Transaction {
    return new ImmediateTransaction(this, ...args) as unknown as Knex.Transaction;
  }
}
