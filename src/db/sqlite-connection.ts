/** What SQLite tells with the end of a statement. */
export type RowsDone = (error: Error | null, rows?: unknown[]) => void;

/** A connection to SQLite, with the methods of node-sqlite3 that Knex and this folder use. */
export interface SqliteConnection {
  all(sql: string, bindings: unknown, done: RowsDone): void;
  close(done: (error: Error | null) => void): void;
}

/** A connection whose statements never make others of the process wait. */
export interface InterruptibleConnection extends SqliteConnection {
  /** False when it is closed. */
  readonly open: boolean;
  all: (sql: string, bindings: unknown, done: RowsDone) => void;
  /** Ends the running statement, whose error has the code `SQLITE_INTERRUPT`. */
  interrupt(): void;
  /**
   * Replaces an empty database by a copy of a file.
   * @throws AppError `unavailable` while another process locks the file
   */
  fillFrom(file: string): Promise<void>;
}

/** A library through which SQLite is used. */
export interface SqliteDriver {
  /** Whether a statement is done when its call returns: then one connection is enough for all that reads. */
  readonly isSynchronous: boolean;
  /** Opens a connection for statements that use indexes. */
  open(file: string, pragmas: readonly string[]): Promise<SqliteConnection>;
  /** Opens one for statements that may take long. */
  openInterruptible(file: string, pragmas: readonly string[]): Promise<InterruptibleConnection>;
}

/** How long a statement of SQLite waits for a lock of another connection, in milliseconds. */
export const SQLITE_BUSY_TIMEOUT = 10_000;
