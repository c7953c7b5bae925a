import path from "node:path";
import knexFactory, { type Knex } from "knex";
import pg from "pg";
import { DirectoryMigrationSource } from "./migration-source.js";
import { ScanPool } from "./scan-pool.js";
import { SqliteReader, SqliteScanner, SqliteWriter } from "./sqlite-client.js";

/** The supported database engines. */
export type Dialect = "sqlite" | "postgres";

/** A database or a transaction on it: anything that runs statements. */
export type Db = Knex;

/** A transaction; a parameter of this type is called `trx`. */
export type Trx = Knex.Transaction;

/** The open database of a process. */
export interface Database {
  readonly dialect: Dialect;
  /** One connection on SQLite: write transactions queue in the pool instead of failing with SQLITE_BUSY. */
  readonly write: Knex;
  /**
   * Several connections on SQLite files, since WAL readers never wait for the writer; elsewhere the same as `write`.
   */
  readonly read: Knex;
  /** Runs statements that read a whole table, on separate connections and for a limited time. */
  readonly scans: ScanPool;
  close(): Promise<void>;
}

interface SqliteHandle {
  exec(sql: string, done: (error: Error | null) => void): void;
}

/** The type id of PostgreSQL's int8; all of our values (counts, times in milliseconds) fit a JavaScript number. */
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

/** How long a statement of SQLite waits for a lock of another process, in milliseconds. */
const SQLITE_BUSY_TIMEOUT = 10_000;

/** Errors reach the caller; Knex would also write some of them to the console, with their stack. */
const silent: Knex.Logger = { warn() {}, error() {}, deprecate() {}, debug() {} };

/** How long a request waits for a free connection before it is answered with 503, in milliseconds. */
const ACQUIRE_TIMEOUT = 10_000;

/** How long a statement that reads a whole table may run by default, in milliseconds. */
const SCAN_TIMEOUT = 5000;

/** The number of readers that allows for one scan at a time. */
const READERS_FOR_A_SCAN = 8;

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

function openSqlite(
  filename: string,
  max: number,
  client: typeof Knex.Client,
  statementTimeout?: number,
): Knex {
  return knexFactory({
    client,
    connection: { filename, statementTimeout } as Knex.Sqlite3ConnectionConfig,
    useNullAsDefault: true,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT,
    log: silent,
    migrations,
    pool: {
      // An in-memory database lives as long as its connection: never let the pool close it.
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

/**
 * Our statements take milliseconds: compiling them to machine code or starting workers would take longer, and one that
 * reads a lot must not use all processors.
 */
const POSTGRES_SESSION = "set jit = off; set max_parallel_workers_per_gather = 0";

function openPostgres(url: string, max: number, session = POSTGRES_SESSION): Knex {
  return knexFactory({
    client: "pg",
    connection: url,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT,
    log: silent,
    pool: {
      min: 0,
      max,
      afterCreate(
        connection: PostgresHandle,
        done: (error: Error | null, connection: PostgresHandle) => void,
      ) {
        connection.query(session, (error) => done(error, connection));
      },
    },
    migrations,
  });
}

/** The size of the connection pool, and the time limit of scans. */
interface OpenOptions {
  readonly poolSize?: number | undefined;
  /** Milliseconds. */
  readonly scanTimeout?: number | undefined;
}

/**
 * Opens the database that a URL names, without migrating it.
 * @param url - `sqlite:FILE`, `sqlite::memory:`, `postgres://…` or `postgresql:///db?host=/socket/dir&user=u`
 */
export function openDatabase(url: string, options: OpenOptions = {}): Database {
  return /^postgres(ql)?:/.test(url)
    ? openPostgresDatabase(url, options)
    : openSqliteDatabase(url.replace(/^sqlite:/, ""), options);
}

function scanWidth(poolSize: number): number {
  return Math.max(1, Math.floor(poolSize / READERS_FOR_A_SCAN));
}

function openPostgresDatabase(
  url: string,
  { poolSize = 10, scanTimeout = SCAN_TIMEOUT }: OpenOptions,
): Database {
  const width = scanWidth(poolSize);
  const pool = openPostgres(url, poolSize);
  const scanners = openPostgres(url, width, `${POSTGRES_SESSION}; set statement_timeout = ${scanTimeout}`);
  return {
    dialect: "postgres",
    write: pool,
    read: pool,
    scans: new ScanPool(scanners, width, scanTimeout),
    close: () => destroy([pool, scanners]),
  };
}

function openSqliteDatabase(
  filename: string,
  { poolSize = 4, scanTimeout = SCAN_TIMEOUT }: OpenOptions,
): Database {
  const width = scanWidth(poolSize);
  const write = openSqlite(filename, 1, SqliteWriter);
  // Every connection to :memory: has a database of its own, so all of them share the writer's.
  const isShared = filename === ":memory:";
  const read = isShared ? write : openSqlite(filename, poolSize, SqliteReader);
  const scanners = isShared ? write : openSqlite(filename, width, SqliteScanner, scanTimeout);
  return {
    dialect: "sqlite",
    write,
    read,
    scans: new ScanPool(scanners, width, scanTimeout),
    close: () => destroy(isShared ? [write] : [write, read, scanners]),
  };
}

async function destroy(pools: readonly Knex[]): Promise<void> {
  for (const pool of pools) await pool.destroy();
}
