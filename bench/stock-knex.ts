import knexFactory, { type Knex } from "knex";

/** Connections to PostgreSQL, as many as the server has. */
const CONNECTIONS = 10;

/** Readers of SQLite beside the writer, as many as the server has. */
const READERS = 4;

const PRAGMAS =
  "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON";

interface SqliteHandle {
  exec(sql: string, done: (error: Error | null) => void): void;
}

interface PostgresHandle {
  query(sql: string, done: (error: Error | null) => void): void;
}

/** A writer and readers of Knex as it comes; the same one on PostgreSQL. */
export interface StockKnex {
  readonly write: Knex;
  readonly read: Knex;
}

function openSqlite(filename: string, max: number): Knex {
  return knexFactory({
    client: "sqlite3",
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 0,
      max,
      afterCreate(connection: SqliteHandle, done: (error: Error | null, connection: SqliteHandle) => void) {
        connection.exec(PRAGMAS, (error) => done(error, connection));
      },
    },
  });
}

/** Opens a database through Knex alone, with the database's settings of the server and nothing else of it. */
export function openStockKnex(url: string): StockKnex {
  if (url.startsWith("sqlite:")) {
    const filename = url.slice("sqlite:".length);
    return { write: openSqlite(filename, 1), read: openSqlite(filename, READERS) };
  }
  const knex = knexFactory({
    client: "pg",
    connection: url,
    pool: {
      min: 0,
      max: CONNECTIONS,
      afterCreate(
        connection: PostgresHandle,
        done: (error: Error | null, connection: PostgresHandle) => void,
      ) {
        connection.query("set jit = off", (error) => done(error, connection));
      },
    },
  });
  return { write: knex, read: knex };
}
