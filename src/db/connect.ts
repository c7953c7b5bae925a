import path from "node:path";
import knexFactory, { type Knex } from "knex";
import pg from "pg";
import { DirectoryMigrationSource } from "./migration-source.js";
import { SqliteReader, SqliteWriter } from "./sqlite-client.js";

/** The database engines the server speaks to. */
export type Dialect = "sqlite" | "postgres";

/** A database or a transaction on it: whatever a statement can be sent to. */
export type Db = Knex;

/** A transaction; a parameter of this type is called `trx`. */
export type Trx = Knex.Transaction;

/** The open database of a process. */
export interface Database {
  readonly dialect: Dialect;
  /** One connection on SQLite: write transactions queue in the pool instead of failing with SQLITE_BUSY. */
  readonly write: Knex;
  /** Several connections on SQLite files, since WAL readers never wait for the writer; the same as `write` elsewhere. */
  readonly read: Knex;
  close(): Promise<void>;
}

interface SqliteHandle {
  exec(sql: string, done: (error: Error | null) => void): void;
}

/** Type id of PostgreSQL's int8; all of ours (counts, times in milliseconds) fit a JavaScript number. */
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

/** How long a statement of SQLite waits for a lock of another process, in milliseconds. */
const SQLITE_BUSY_TIMEOUT = 10_000;

/** Errors reach the caller; Knex would write some of them to the console besides, with their stack. */
const silent: Knex.Logger = { warn() {}, error() {}, deprecate() {}, debug() {} };

/** How long a request waits for a free connection before it is answered 503, in milliseconds. */
const ACQUIRE_TIMEOUT = 10_000;

const pragmas = [
  `PRAGMA busy_timeout = ${SQLITE_BUSY_TIMEOUT}`,
  "PRAGMA journal_mode = WAL",
  "PRAGMA synchronous = NORMAL",
  "PRAGMA foreign_keys = ON",
  "PRAGMA case_sensitive_like = ON",
].join(";");

const migrations: Knex.MigratorConfig = {
  // Two levels up from src/db and from dist/src/db.
  migrationSource: new DirectoryMigrationSource(path.join(__dirname, "..", "..", "migrations")),
};

function openSqlite(filename: string, max: number, client: typeof Knex.Client): Knex {
  return knexFactory({
    client,
    connection: { filename },
    useNullAsDefault: true,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT,
    log: silent,
    migrations,
    pool: {
      // An in-memory database lives and dies with its connection: never let the pool close it.
      min: filename === ":memory:" ? 1 : 0,
      max,
      afterCreate(connection: SqliteHandle, done: (error: Error | null, connection: SqliteHandle) => void) {
        connection.exec(pragmas, (error) => done(error, connection));
      },
    },
  });
}

interface PostgresHandle {
  query(sql: string, done: (error: Error | null) => void): void;
}

/** Our statements end within milliseconds; compiling them to machine code first would take longer. */
function withoutJit(
  connection: PostgresHandle,
  done: (error: Error | null, connection: PostgresHandle) => void,
): void {
  connection.query("set jit = off", (error) => done(error, connection));
}

function openPostgres(url: string, max: number): Knex {
  return knexFactory({
    client: "pg",
    connection: url,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT,
    log: silent,
    pool: { min: 0, max, afterCreate: withoutJit },
    migrations,
  });
}

/**
 * Opens the database named by a URL; nothing is migrated.
 * @param url - `sqlite:FILE`, `sqlite::memory:`, `postgres://…` or `postgresql:///db?host=/socket/dir&user=u`
 */
export function openDatabase(url: string, options: { poolSize?: number } = {}): Database {
  if (/^postgres(ql)?:/.test(url)) {
    const pool = openPostgres(url, options.poolSize ?? 10);
    return { dialect: "postgres", write: pool, read: pool, close: () => pool.destroy() };
  }
  const filename = url.replace(/^sqlite:/, "");
  const write = openSqlite(filename, 1, SqliteWriter);
  // Every connection to :memory: is a database of its own, so there the readers share the writer's.
  const read = filename === ":memory:" ? write : openSqlite(filename, options.poolSize ?? 4, SqliteReader);
  return {
    dialect: "sqlite",
    write,
    read,
    close: async () => {
      await write.destroy();
      if (read !== write) await read.destroy();
    },
  };
}
