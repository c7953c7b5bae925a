import path from "node:path";
import knexFactory, { type Knex } from "knex";
import pg from "pg";
import { CommitSync } from "./commit-sync.js";
import { DirectoryMigrationSource } from "./migration-source.js";
import { nodeSqlite } from "./node-sqlite.js";
import { ScanPool } from "./scan-pool.js";
import {
  KeptSqliteReader,
  SharedSqliteReader,
  SqliteScanner,
  type SqliteSettings,
  SqliteWriter,
} from "./sqlite-client.js";
import type { InterruptibleConnection, SqliteDriver } from "./sqlite-connection.js";
import { type SqliteDriverName, sqliteDriver } from "./sqlite-driver.js";
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
  /** What opens this file. */
  readonly driver?: SqliteDriver | undefined;
  /** One connection on SQLite: write transactions queue in the pool instead of failing with SQLITE_BUSY. */
  readonly write: Knex;
  /**
   * Several connections on SQLite files, since WAL readers never wait for the writer; elsewhere the same as `write`.
   */
  readonly read: Knex;
  /** Runs transactions with a deadline; the same as `write`, unless statements of `write` cannot be interrupted. */
  readonly interruptible: Knex;
  /** Runs statements that read a whole table, on separate connections and for a limited time. */
  readonly scans: ScanPool;
  close(): Promise<void>;
}

/** The type id of PostgreSQL's int8; all of our values (counts, times in milliseconds) fit a JavaScript number. */
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);

/** Errors reach the caller; Knex would also write some of them to the console, with their stack. */
const silent: Knex.Logger = { warn() {}, error() {}, deprecate() {}, debug() {} };

/** How long a request waits for a free connection before it is answered with 503, in milliseconds. */
const ACQUIRE_TIMEOUT = 10_000;

/** How long a statement that reads a whole table may run by default, in milliseconds. */
const SCAN_TIMEOUT = 5000;

/** The number of readers that allows for one scan at a time. */
const READERS_FOR_A_SCAN = 8;

/** What statements of ours mean depends on these. */
export const SQLITE_MEANING = ["PRAGMA foreign_keys = ON", "PRAGMA case_sensitive_like = ON"];

/** When SQLite waits for the disk: at each commit, or only when it moves commits from its log to the file. */
export type Synchronous = "full" | "normal";

function pragmasOf(synchronous: Synchronous): readonly string[] {
  return ["PRAGMA journal_mode = WAL", `PRAGMA synchronous = ${synchronous}`, ...SQLITE_MEANING];
}

const migrations: Knex.MigratorConfig = {
  // Two levels up from src/db and from dist/src/db.
  migrationSource: new DirectoryMigrationSource(path.join(__dirname, "..", "..", "migrations")),
};

interface SqliteOptions extends SqliteSettings {
  readonly client: typeof Knex.Client;
  readonly min?: number;
  readonly max: number;
}

function openSqlite({ client, min = 0, max, ...settings }: SqliteOptions): Knex {
  return knexFactory({
    client,
    connection: settings as unknown as Knex.Sqlite3ConnectionConfig,
    useNullAsDefault: true,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT,
    log: silent,
    migrations,
    pool: { min, max },
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
  /** By default better-sqlite3 if it is installed. */
  readonly sqliteDriver?: SqliteDriverName | undefined;
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
    interruptible: pool,
    scans: new ScanPool(scanners, width, scanTimeout),
    close: () => destroy([pool, scanners]),
  };
}

function openSqliteDatabase(
  filename: string,
  { poolSize = 4, scanTimeout = SCAN_TIMEOUT, synchronous = "full", sqliteDriver: name }: OpenOptions,
): Database {
  const pragmas = pragmasOf(synchronous);
  // An in-memory database lives as long as its only connection.
  if (filename === ":memory:") {
    const open = () => nodeSqlite.openInterruptible(filename, pragmas);
    return overOne(filename, open, scanTimeout);
  }
  const driver = sqliteDriver(name);
  const open = () => driver.open(filename, pragmas);
  const openInterruptible = () => driver.openInterruptible(filename, pragmas);
  const width = scanWidth(poolSize);
  const write = openSqlite({
    client: SqliteWriter,
    filename,
    max: 1,
    ...writerOf(driver, filename, synchronous),
  });
  const read = openSqlite({
    client: driver.isSynchronous ? SharedSqliteReader : KeptSqliteReader,
    filename,
    open,
    max: poolSize,
  });
  const scanners = openSqlite({
    client: SqliteScanner,
    filename,
    open: openInterruptible,
    max: width,
    statementTimeout: scanTimeout,
  });
  const interruptible = driver.isSynchronous
    ? openSqlite({ client: SqliteWriter, filename, open: openInterruptible, max: 1 })
    : write;
  return {
    dialect: "sqlite",
    file: path.resolve(filename),
    driver,
    write,
    read,
    interruptible,
    scans: new ScanPool(scanners, width, scanTimeout),
    close: () => destroy(new Set([write, read, scanners, interruptible])),
  };
}

/** Returns how the writer of a file is opened, and what waits for the disk after its commits. */
function writerOf(
  driver: SqliteDriver,
  filename: string,
  synchronous: Synchronous,
): Pick<SqliteSettings, "open" | "commits"> {
  const open = () => driver.open(filename, pragmasOf("normal"));
  if (synchronous === "normal") return { open };
  const commits = new CommitSync(filename);
  return { open, commits: () => commits };
}

/** Returns a database of which everything runs on one connection; the pool never closes it. */
function overOne(
  filename: string,
  open: () => Promise<InterruptibleConnection>,
  scanTimeout: number,
): Database {
  const write = openSqlite({ client: SqliteWriter, filename, open, min: 1, max: 1 });
  return {
    dialect: "sqlite",
    write,
    read: write,
    interruptible: write,
    scans: new ScanPool(write, 1, scanTimeout),
    close: () => destroy([write]),
  };
}

/**
 * Returns the database of one connection that is open already; closing the database closes it.
 * @param name - for messages
 */
export function openSqliteConnection(name: string, connection: InterruptibleConnection): Database {
  return overOne(name, () => Promise.resolve(connection), SCAN_TIMEOUT);
}

async function destroy(pools: Iterable<Knex>): Promise<void> {
  for (const pool of pools) {
    await writeQueueOf(pool).end();
    await pool.destroy();
  }
}
