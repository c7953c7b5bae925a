import { close, fdatasync, open, realpath } from "node:fs";
import { callbackify, promisify } from "node:util";
import type { SqliteConnection } from "./sqlite-connection.js";

const closeFile = promisify(close);
const findFile = promisify(realpath);
const openFile = promisify(open);

/** Statements that leave nothing to keep. */
const READING = /^\s*(?:select|pragma|begin|rollback|savepoint|release)\b/i;

/**
 * Waits for the disk after the commits of an SQLite writer, as SQLite itself does with `synchronous = FULL`. SQLite would
 * keep the connection meanwhile, and with better-sqlite3 the event loop. Here the next transaction begins at once, and
 * those who are answered after a commit wait for `synced`. A commit is in the write-ahead log; what happens when the log
 * is moved to the database is as safe with `NORMAL`.
 */
export class CommitSync {
  readonly #file: string;
  #log: Promise<number> | undefined;
  #next: Promise<void> | undefined;
  #synced: Promise<void> = Promise.resolve();
  #isLeftToCaller = false;

  /** @param file - the database, not in memory */
  constructor(file: string) {
    this.#file = file;
  }

  /** Resolves when all that was committed until now is on the disk. */
  get synced(): Promise<void> {
    return this.#next ?? this.#synced;
  }

  /** Runs a transaction whose commit does not wait: the caller has to wait for `synced`. */
  async withoutWaiting<T>(transaction: () => Promise<T>): Promise<T> {
    this.#isLeftToCaller = true;
    try {
      return await transaction();
    } finally {
      this.#isLeftToCaller = false;
    }
  }

  /** Lets all that a connection commits wait for the disk. The connection has `synchronous = NORMAL`. */
  watch(connection: SqliteConnection): SqliteConnection {
    const run = connection.all.bind(connection);
    const end = connection.close.bind(connection);
    const sync = callbackify(() => this.#sync());
    const closeLog = callbackify(() => this.#close());
    let isInTransaction = false;
    connection.all = (sql, bindings, done) => {
      run(sql, bindings, (error, rows) => {
        const isCommit = sql === "COMMIT;";
        if (sql.startsWith("BEGIN")) isInTransaction = error === null;
        else if (isCommit || sql === "ROLLBACK") isInTransaction = false;
        if (error !== null || isInTransaction || READING.test(sql)) return done(error, rows);
        if (!isCommit || !this.#isLeftToCaller) return sync((failure) => done(failure, rows));
        void this.#sync();
        done(null, rows);
      });
    };
    connection.close = (done) => {
      // The log may go with its last connection, and the next one makes another.
      closeLog((error) => (error ? done(error) : end(done)));
    };
    return connection;
  }

  /** Syncs the log, together with all commits until the sync before has ended. */
  #sync(): Promise<void> {
    this.#next ??= this.#syncAfter(this.#synced);
    // Who waits for it gets its error.
    this.#next.catch(() => undefined);
    return this.#next;
  }

  async #syncAfter(last: Promise<void>): Promise<void> {
    await last.catch(() => undefined);
    this.#synced = this.#next ?? last;
    this.#next = undefined;
    await promisify(fdatasync)(await (this.#log ??= this.#open()));
  }

  async #open(): Promise<number> {
    try {
      return await openFile(`${await findFile(this.#file)}-wal`, "r");
    } catch (error) {
      this.#log = undefined;
      throw error;
    }
  }

  async #close(): Promise<void> {
    await this.synced.catch(() => undefined);
    const log = await this.#log?.catch(() => undefined);
    this.#log = undefined;
    if (log !== undefined) await closeFile(log);
  }
}
