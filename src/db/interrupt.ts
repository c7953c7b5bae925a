/** A connection of node-sqlite3, as far as this file uses it. */
export interface Interruptible {
  all(sql: string, bindings: unknown, done: (error: Error | null, rows?: unknown[]) => void): void;
  interrupt(): void;
}

/**
 * Ends each statement of a connection of SQLite that runs longer than a limit; its error then has the code
 * `SQLITE_INTERRUPT`. The pool gives a connection to one statement at a time, so that no other one is hit.
 * @param limit - milliseconds
 */
export function interruptLate(connection: Interruptible, limit: number): void {
  const run = connection.all.bind(connection);
  connection.all = (sql, bindings, done) => {
    const late = setTimeout(() => connection.interrupt(), limit);
    run(sql, bindings, (error, rows) => {
      clearTimeout(late);
      done(error, rows);
    });
  };
}
