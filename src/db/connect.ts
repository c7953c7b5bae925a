import path from "node:path";
import knexFactory, { type Knex } from "knex";
import pg from "pg";
import { DirectoryMigrationSource } from "./migration-source.js";
import { ScanPool } from "./scan-pool.js";
import { SqliteReader, SqliteScanner, SqliteWriter, writerOn } from "./sqlite-client.js";
import type { SqliteConnection } from "./sqlite-statements.js";
import { writeQueueOf } from "./write-queue.js";

/** The supported database engines. */
export type Dialect = "sqlite" | "postgres";

/** A database or a transaction on it: anything that runs statements. */
export type Db = Knex;

/** A transaction; a parameter of this type is called `trx`. */
export type Trx = Knex.Transaction;

/** The open database of a process. */
export interface Database {
  readonly dialect: Dialect;
  /** The path of an SQLite database; undefined for one in memory and for PostgreSQL. */
  readonly file?: string | undefined;
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

interface SqliteHandle extends SqliteConnection {
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

/** What statements of ours mean depends on these. */
const meaning = ["PRAGMA foreign_keys = ON", "PRAGMA case_sensitive_like = ON"];

/** When SQLite waits for the disk: at each commit, or only when it moves commits from its log to the file. */
export type Synchronous = "full" | "normal";

function pragmasOf(synchronous: Synchronous): readonly string[] {
  return [
    `PRAGMA busy_timeout = ${SQLITE_BUSY_TIMEOUT}`,
    "PRAGMA journal_mode = WAL",
    `PRAGMA synchronous = ${synchronous}`,
    ...meaning,
  ];
}

const migrations: Knex.MigratorConfig = {
  // Two levels up from src/db and from dist/src/db.
  migrationSource: new DirectoryMigrationSource(path.join(__dirname, "..", "..", "migrations")),
};

interface SqliteOptions {
  readonly client: typeof Knex.Client;
  readonly min: number;
  readonly max: number;
  /** Of each new connection. */
  readonly pragmas: readonly string[];
  /** Milliseconds. */
  readonly statementTimeout?: number;
}

function openSqlite(filename: string, { client, statementTimeout, pragmas, min, max }: SqliteOptions): Knex {
  return knexFactory({
    client,
    connection: { filename, statementTimeout } as Knex.Sqlite3ConnectionConfig,
    useNullAsDefault: true,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT,
    log: silent,
    migrations,
    pool: {
      min,
      max,
      afterCreate(connection: SqliteHandle, done: (error: Error | null, connection: SqliteHandle) => void) {
        connection.exec(pragmas.join(";"), (error) => done(error, connection));
      },
    },
  });
}

/** Whether PostgreSQL keeps prepared statements by name; PgBouncer before 1.21 loses the names in transaction mode. */
export type StatementNames = "named" | "unnamed";

interface PostgresHandle {
  statements?: StatementNames;
  query(sql: string, done: (error: Error | null) => void): void;
}

/**
 * Our statements take milliseconds: compiling them to machine code or starting workers would take longer, and one that
 * reads a lot must not use all processors.
 */
const POSTGRES_SESSION = "set jit = off; set max_parallel_workers_per_gather = 0";

interface PostgresOptions {
  readonly max: number;
  readonly statements: StatementNames;
  /** Statements of each new connection. */
  readonly session: string;
}

function openPostgres(url: string, { max, statements, session }: PostgresOptions): Knex {
  const knex = knexFactory({
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
        connection.statements = statements;
        connection.query(session, (error) => done(error, connection));
      },
    },
    migrations,
  });
  Object.assign(knex.client.connectionSettings, { pipeline: true });
  sendBeginAhead(knex);
  return knex;
}

/** The part of a transaction of Knex that this file uses. */
interface KnexTransaction {
  begin(connection: unknown): Promise<unknown>;
}

/** Lets transactions send BEGIN together with their first statement. Without a connection that fails as well. */
function sendBeginAhead(knex: Knex): void {
  const { client } = knex;
  const transaction = client.transaction as (...args: unknown[]) => KnexTransaction;
  client.transaction = (...args: unknown[]) => {
    const started = transaction.apply(client, args);
    const begin = started.begin.bind(started);
    started.begin = (connection) => {
      void begin(connection);
      return Promise.resolve();
    };
    return started;
  };
}

/** How a database is opened. */
interface OpenOptions {
  /** For SQLite; `full` if undefined. */
  readonly synchronous?: Synchronous | undefined;
  /** For PostgreSQL; `named` if undefined. */
  readonly statements?: StatementNames | undefined;
  /** Of the connection pool. */
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
  { poolSize = 10, statements = "named", scanTimeout = SCAN_TIMEOUT }: OpenOptions,
): Database {
  const width = scanWidth(poolSize);
  const pool = openPostgres(url, { max: poolSize, statements, session: POSTGRES_SESSION });
  const session = `${POSTGRES_SESSION}; set statement_timeout = ${scanTimeout}`;
  const scanners = openPostgres(url, { max: width, statements, session });
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
  { poolSize = 4, synchronous = "full", scanTimeout = SCAN_TIMEOUT }: OpenOptions,
): Database {
  const pragmas = pragmasOf(synchronous);
  const width = scanWidth(poolSize);
  // An in-memory database lives as long as its only connection: never let the pool close it.
  if (filename === ":memory:") {
    return overOne(openSqlite(filename, { client: SqliteWriter, pragmas, min: 1, max: 1 }), scanTimeout);
  }
  const write = openSqlite(filename, { client: SqliteWriter, pragmas, min: 0, max: 1 });
  const read = openSqlite(filename, { client: SqliteReader, pragmas, min: 0, max: poolSize });
  const scanners = openSqlite(filename, {
    client: SqliteScanner,
    pragmas,
    min: 0,
    max: width,
    statementTimeout: scanTimeout,
  });
  return {
    dialect: "sqlite",
    file: path.resolve(filename),
    write,
    read,
    scans: new ScanPool(scanners, width, scanTimeout),
    close: () => destroy([write, read, scanners]),
  };
}

/** Returns a database of which everything runs on one connection. */
function overOne(write: Knex, scanTimeout: number): Database {
  return {
    dialect: "sqlite",
    write,
    read: write,
    scans: new ScanPool(write, 1, scanTimeout),
    close: () => destroy([write]),
  };
}

/**
 * Returns the database of one connection that is open already; closing the database closes it.
 * @param name - for messages
 */
export function openSqliteConnection(name: string, connection: SqliteConnection): Database {
  const client = writerOn(connection);
  return overOne(openSqlite(name, { client, min: 1, max: 1, pragmas: meaning }), SCAN_TIMEOUT);
}

async function destroy(pools: readonly Knex[]): Promise<void> {
  for (const pool of pools) {
    await writeQueueOf(pool).end();
    await pool.destroy();
  }
}
