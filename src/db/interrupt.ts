/** The part of a node-sqlite3 connection that this file uses. */
export interface Interruptible {
  all(sql: string, bindings: unknown, done: (error: Error | null, rows?: unknown[]) => void): void;
  interrupt(): void;
}

/**
 * Interrupts each statement of an SQLite connection that runs longer than a limit; its error has the code
 * `SQLITE_INTERRUPT`. The pool gives a connection to one statement at a time, so no other one is interrupted.
 * @param limit - milliseconds
 */
export function interruptAfter(connection: Interruptible, limit: number): void {
  const run = connection.all.bind(connection);
  connection.all = (sql, bindings, done) => {
    const late = setTimeout(() => connection.interrupt(), limit);
    run(sql, bindings, (error, rows) => {
      clearTimeout(late);
      done(error, rows);
    });
  };
}
