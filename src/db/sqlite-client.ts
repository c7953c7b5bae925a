import type { Knex } from "knex";
import type { CommitSync } from "./commit-sync.js";
import type { InterruptibleConnection, SqliteConnection } from "./sqlite-connection.js";

// Knex documents custom dialects as subclasses of its own, and ships its own without types.
const KnexSqlite = require("knex/lib/dialects/sqlite3") as typeof Knex.Client;
const SqliteTransaction = require("knex/lib/dialects/sqlite3/execution/sqlite-transaction") as new (
  ...args: unknown[]
) => KnexTransaction;

/** The part of Knex's transactions that this file uses. */
interface KnexTransaction {
  /** Names the savepoint. */
  txid: string;
  query(connection: unknown, sql: string): Promise<unknown>;
}

/** The connection settings of the clients in this file. */
export interface SqliteSettings<Connection extends SqliteConnection = SqliteConnection> {
  /** For messages. */
  readonly filename: string;
  open(): Promise<Connection>;
  /** Milliseconds; of scans. */
  readonly statementTimeout?: number | undefined;
  /** Of a writer whose commits wait for the disk; a function, because Knex copies what is no function. */
  readonly commits?: (() => CommitSync) | undefined;
}

/**
 * A transaction that takes the write lock at once: one that first reads and later writes would fail with SQLITE_BUSY.
 */
class ImmediateTransaction extends SqliteTransaction {
  readonly depth: number;

  constructor(client: unknown, ...args: unknown[]) {
    super(client, ...args);
    const [, , outer] = args;
    this.depth = outer instanceof ImmediateTransaction ? outer.depth + 1 : 0;
    // Equal names give equal statements, which stay prepared. SQLite takes the innermost savepoint of a name.
    if (this.depth > 0) this.txid = `depth${this.depth}`;
  }

  begin(connection: unknown): Promise<unknown> {
    return this.query(connection, "BEGIN IMMEDIATE;");
  }
}

/**
 * Ends each transaction of a connection for certain: after a failed commit SQLite keeps it, and the connection would go
 * back to the pool with it. A rollback never fails: SQLite may have rolled back already, and what counts is why.
 */
function endTransactions(connection: SqliteConnection): SqliteConnection {
  const run = connection.all.bind(connection);
  connection.all = (sql, bindings, done) => {
    if (sql === "ROLLBACK") return run(sql, bindings, () => done(null, []));
    if (sql !== "COMMIT;") return run(sql, bindings, done);
    return run(sql, bindings, (error, rows) => {
      if (error === null) done(null, rows);
      else run("ROLLBACK", [], () => done(error));
    });
  };
  return connection;
}

/** Knex's SQLite dialect with connections of ours, for readers. */
class SqliteReader extends KnexSqlite {
  /** Knex would load node-sqlite3. */
  _driver(): unknown {
    return {};
  }

  override acquireRawConnection(): Promise<unknown> {
    return (this.connectionSettings as SqliteSettings).open();
  }
}

/**
 * The same with connections that are kept and handed on at once, for a driver whose statements run elsewhere: Knex's
 * pool takes longer for each than a read of one row takes in the database. Who has to wait does so in Knex's pool.
 */
export class KeptSqliteReader extends SqliteReader {
  private readonly idle: SqliteConnection[] = [];
  private isClosing = false;

  override acquireConnection(): Promise<unknown> {
    const connection = this.idle.pop();
    return connection === undefined ? super.acquireConnection() : Promise.resolve(connection);
  }

  override releaseConnection(connection: SqliteConnection): Promise<void> {
    if (this.isClosing || this.someoneWaits()) return super.releaseConnection(connection);
    this.idle.push(connection);
    return Promise.resolve();
  }

  override async destroy(callback?: unknown): Promise<void> {
    this.isClosing = true;
    for (const connection of this.idle.splice(0)) await super.releaseConnection(connection);
    await super.destroy(callback);
  }

  private someoneWaits(): boolean {
    const { pool } = this;
    return pool !== undefined && "numPendingAcquires" in pool && pool.numPendingAcquires() > 0;
  }
}

/** The same with one connection for all that reads, for a driver whose statements are done when a call returns. */
export class SharedSqliteReader extends SqliteReader {
  private shared: Promise<SqliteConnection> | undefined;

  override async acquireConnection(): Promise<unknown> {
    if (this.pool === undefined) throw new Error("Unable to acquire a connection");
    return (this.shared ??= this.openShared());
  }

  override releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  override async destroy(callback?: unknown): Promise<void> {
    const shared = await this.shared?.catch(() => undefined);
    this.shared = undefined;
    await super.destroy(callback);
    if (shared !== undefined) await this.destroyRawConnection(shared);
  }

  private openShared(): Promise<SqliteConnection> {
    const opening = (this.connectionSettings as SqliteSettings).open();
    opening.catch(() => {
      this.shared = undefined;
    });
    return opening;
  }
}

/** The same for scans: each is interrupted when it runs longer than `statementTimeout`. */
export class SqliteScanner extends SqliteReader {
  override async acquireRawConnection(): Promise<unknown> {
    const connection = (await super.acquireRawConnection()) as InterruptibleConnection;
    const { statementTimeout } = this.connectionSettings as SqliteSettings;
    if (statementTimeout !== undefined) interruptAfter(connection, statementTimeout);
    return connection;
  }
}

/** The same for the writer, whose transactions hold the write lock from their first statement. */
export class SqliteWriter extends SqliteReader {
  override async acquireRawConnection(): Promise<unknown> {
    const { commits } = this.connectionSettings as SqliteSettings;
    const connection = endTransactions((await super.acquireRawConnection()) as SqliteConnection);
    return commits?.().watch(connection) ?? connection;
  }

  override transaction(...args: unknown[]): Knex.Transaction {
    return new ImmediateTransaction(this, ...args) as unknown as Knex.Transaction;
  }
}

/** Returns what waits for the disk after the commits of a writer; undefined if nothing does. */
export function commitsOf({ client }: Knex): CommitSync | undefined {
  return (client.connectionSettings as SqliteSettings).commits?.();
}

/**
 * Interrupts each statement of an SQLite connection that runs longer than a limit; its error has the code
 * `SQLITE_INTERRUPT`. The pool gives a connection to one statement at a time, so no other one is interrupted.
 * @param limit - milliseconds
 */
function interruptAfter(connection: InterruptibleConnection, limit: number): void {
  const run = connection.all.bind(connection);
  connection.all = (sql, bindings, done) => {
    const late = setTimeout(() => connection.interrupt(), limit);
    run(sql, bindings, (error, rows) => {
      clearTimeout(late);
      done(error, rows);
    });
  };
}
