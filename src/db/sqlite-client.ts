import type { Knex } from "knex";
import { cacheStatements, type SqliteConnection } from "./sqlite-statements.js";

// Knex documents custom dialects as subclasses of its own, and ships its own without types.
const SqliteClient = require("knex/lib/dialects/sqlite3") as typeof Knex.Client;
const SqliteTransaction = require("knex/lib/dialects/sqlite3/execution/sqlite-transaction") as new (
  ...args: unknown[]
) => KnexTransaction;

/** The part of Knex's transactions that this file uses. */
interface KnexTransaction {
  /** Names the savepoint. */
  txid: string;
  query(connection: unknown, sql: string): Promise<unknown>;
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

/** The functions that finalize the prepared statements of each open connection. */
const finalizers = new WeakMap<object, () => void>();

function withCache(connection: SqliteConnection): SqliteConnection {
  finalizers.set(connection, cacheStatements(connection));
  return connection;
}

/** Knex's SQLite dialect with a cache of prepared statements, for readers. */
export class SqliteReader extends SqliteClient {
  override async acquireRawConnection(): Promise<unknown> {
    return withCache((await super.acquireRawConnection()) as SqliteConnection);
  }

  override async destroyRawConnection(connection: SqliteConnection): Promise<void> {
    finalizers.get(connection)?.();
    await super.destroyRawConnection(connection);
  }
}

/** The same for scans: each is interrupted when it runs longer than `statementTimeout` in the connection's settings. */
export class SqliteScanner extends SqliteReader {
  override async acquireRawConnection(): Promise<unknown> {
    const connection = (await super.acquireRawConnection()) as Interruptible;
    const { statementTimeout } = this.connectionSettings as { readonly statementTimeout: number };
    interruptAfter(connection, statementTimeout);
    return connection;
  }
}

/** The same for the writer, whose transactions hold the write lock from their first statement. */
export class SqliteWriter extends SqliteReader {
  override async acquireRawConnection(): Promise<unknown> {
    return endTransactions((await super.acquireRawConnection()) as SqliteConnection);
  }

  override transaction(...args: unknown[]): Knex.Transaction {
    return new ImmediateTransaction(this, ...args) as unknown as Knex.Transaction;
  }
}

/** Returns the same for the writer of a database whose only connection is open already. */
export function writerOn(connection: SqliteConnection): typeof Knex.Client {
  return class extends SqliteWriter {
    override async acquireRawConnection(): Promise<unknown> {
      return endTransactions(withCache(connection));
    }
  };
}

/** The part of a node-sqlite3 connection that this file uses. */
export interface Interruptible {
  all: (sql: string, bindings: unknown, done: (error: Error | null, rows?: unknown[]) => void) => void;
  interrupt(): void;
}

/**
 * Interrupts each statement of an SQLite connection that runs longer than a limit; its error has the code
 * `SQLITE_INTERRUPT`. The pool gives a connection to one statement at a time, so no other one is interrupted.
 * @param limit - milliseconds
 */
function interruptAfter(connection: Interruptible, limit: number): void {
  const run = connection.all.bind(connection);
  connection.all = (sql, bindings, done) => {
    const late = setTimeout(() => connection.interrupt(), limit);
    run(sql, bindings, (error, rows) => {
      clearTimeout(late);
      done(error, rows);
    });
  };
}
