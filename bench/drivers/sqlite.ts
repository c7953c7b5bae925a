import { once } from "node:events";
import { Database, type Statement } from "sqlite3";
import type { Driver, Row, RunStatement } from "./driver.js";

/** Readers beside the writer, as many as the server has. */
const READERS = 4;

const PRAGMAS =
  "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON";

/** Opens a connection whose statements are prepared once. */
async function openConnection(file: string): Promise<RunStatement> {
  const database = new Database(file);
  await once(database, "open");
  await new Promise<void>((resolve, reject) => {
    database.exec(PRAGMAS, (error) => (error ? reject(error) : resolve()));
  });
  const prepared = new Map<string, Statement>();
  return (sql, bindings) => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return new Promise((resolve, reject) => {
      statement.all<Row>([...bindings], (error, rows) => (error ? reject(error) : resolve(rows)));
    });
  };
}

/** The bare node-sqlite3: one writer, whose transactions queue, and some readers in turn. */
export async function openSqliteDriver(file: string): Promise<Driver> {
  const writer = await openConnection(file);
  const readers = await Promise.all(Array.from({ length: READERS }, () => openConnection(file)));
  let turn = 0;
  let last: Promise<unknown> = Promise.resolve();
  const transaction = async (change: (run: RunStatement) => Promise<Row[]>): Promise<Row[]> => {
    await writer("BEGIN IMMEDIATE", []);
    try {
      const rows = await change(writer);
      await writer("COMMIT", []);
      return rows;
    } catch (error) {
      await writer("ROLLBACK", []);
      throw error;
    }
  };
  return {
    read: (sql, bindings) => (readers[turn++ % READERS] ?? writer)(sql, bindings),
    write: (change) => {
      const result = last.then(() => transaction(change));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
