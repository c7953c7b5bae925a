import { types } from "node:util";
import { AppError } from "../errors.js";
import {
  type RowsDone,
  SQLITE_BUSY_TIMEOUT,
  type SqliteConnection,
  type SqliteDriver,
} from "./sqlite-connection.js";
import { openInOtherProcess } from "./sqlite-process.js";
import { PreparedStatements } from "./sqlite-statements.js";
import { inTurn } from "./turn.js";

/** The part of better-sqlite3 that this file uses. */
interface Statement {
  readonly reader: boolean;
  all(bindings: readonly unknown[]): unknown[];
  run(bindings: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number };
}

interface Database {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}

type DatabaseClass = new (file: string, options: { readonly timeout: number }) => Database;

/** The package is no dependency of ours: whoever wants it installs it. */
const PACKAGE = "better-sqlite3";

/** How often a lock of another connection is tried, in milliseconds. */
const PAUSE = 5;

/** What node-sqlite3 tells of a change. */
interface Change {
  readonly changes?: number;
  readonly lastID?: number;
}

/** A connection of better-sqlite3, which answers before a call returns. */
class BetterConnection implements SqliteConnection {
  private readonly database: Database;
  private readonly statements = new PreparedStatements<Statement>(() => undefined);

  constructor(database: Database) {
    this.database = database;
  }

  all(sql: string, bindings: unknown, done: RowsDone): void {
    this.work(() => {
      const statement = this.prepare(sql);
      const values = valuesOf(bindings);
      if (statement.reader) return statement.all(values);
      statement.run(values);
      return [];
    }, done);
  }

  /** For Knex's own inserts. */
  run(sql: string, bindings: unknown, done: (this: Change, error: Error | null) => void): void {
    const change = (): Change => {
      const { changes, lastInsertRowid } = this.prepare(sql).run(valuesOf(bindings));
      return { changes, lastID: lastInsertRowid };
    };
    this.work(change, (error, result) => done.call(result ?? {}, error));
  }

  exec(sql: string, done: (error: Error | null) => void): void {
    this.work(() => this.database.exec(sql), done);
  }

  close(done: (error: Error | null) => void): void {
    this.statements.clear();
    this.database.close();
    done(null);
  }

  private prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.statements.add(sql, statement);
    return statement;
  }

  /** Works when it is its turn, and again while another connection has the lock: SQLite itself would block the process. */
  private work<T>(
    statement: () => T,
    done: (error: Error | null, result?: T) => void,
    end = performance.now() + SQLITE_BUSY_TIMEOUT,
  ): void {
    inTurn(() => {
      let result: T;
      try {
        result = statement();
      } catch (error) {
        const known = nativeError(error);
        const isLocked = known.code === "SQLITE_BUSY" && !this.database.inTransaction;
        if (!isLocked || performance.now() > end) return done(known);
        return void setTimeout(() => this.work(statement, done, end), PAUSE);
      }
      done(null, result);
    });
  }
}

/** Returns values as node-sqlite3 binds them. */
function valuesOf(bindings: unknown): readonly unknown[] {
  return Array.isArray(bindings) ? bindings.map(valueOf) : [];
}

function valueOf(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  return value instanceof Date ? value.getTime() : (value ?? null);
}

/** Returns an error with the code of node-sqlite3: `SQLITE_CONSTRAINT`, not `SQLITE_CONSTRAINT_UNIQUE`. */
function nativeError(error: unknown): Error & { readonly code?: string } {
  const { message, code } = error as { readonly message: string; readonly code?: string };
  const [primary] = /^SQLITE_[A-Z]+/.exec(code ?? "") ?? [];
  if (primary !== undefined) return Object.assign(new Error(`${primary}: ${message}`), { code: primary });
  if (message === "The database connection is not open") return new Error("Database is closed");
  return types.isNativeError(error) ? error : new Error(message);
}

function load(): DatabaseClass | undefined {
  try {
    return require(PACKAGE) as DatabaseClass;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/**
 * Returns better-sqlite3; undefined if it is not installed. Statements that may take long run in another process: a
 * call of this library ends when SQLite does, and nothing can interrupt it.
 */
export function findBetterSqlite(): SqliteDriver | undefined {
  const DatabaseOf = load();
  return (
    DatabaseOf && {
      isSynchronous: true,
      async open(file, pragmas) {
        const connection = new BetterConnection(open(DatabaseOf, file));
        await new Promise<void>((resolve, reject) => {
          connection.exec(pragmas.join(";"), (error) => (error === null ? resolve() : reject(error)));
        });
        return connection;
      },
      openInterruptible: openInOtherProcess,
    }
  );
}

function open(DatabaseOf: DatabaseClass, file: string): Database {
  try {
    return new DatabaseOf(file, { timeout: 0 });
  } catch (error) {
    throw nativeError(error);
  }
}

/** @throws AppError `invalidValue` that says how it is installed */
export function requireBetterSqlite(): SqliteDriver {
  const driver = findBetterSqlite();
  if (driver !== undefined) return driver;
  throw new AppError(
    "invalidValue",
    "SQLITE_DRIVER is better-sqlite3, but this package is not installed: run `npm install --no-save better-sqlite3@12`, or leave the setting out.",
  );
}
