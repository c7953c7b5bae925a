/** A prepared statement of node-sqlite3. */
interface Statement {
  all(bindings: unknown, done: (error: Error | null, rows?: unknown[]) => void): void;
  finalize(done?: (error: Error | null) => void): void;
}

/** The part of a node-sqlite3 connection that Knex and this file use. */
export interface SqliteConnection {
  all(sql: string, bindings: unknown, done: (error: Error | null, rows?: unknown[]) => void): void;
  prepare(sql: string, done: (error: Error | null) => void): Statement;
}

/** The most prepared statements of a connection; the one used longest ago is removed first. */
const MAX_STATEMENTS = 200;

/**
 * Caches the prepared statements of a connection, because preparing takes longer than running most of ours. The pool
 * gives a connection to one statement at a time, and `all` reads to the end, so nothing stays locked.
 * @returns a function that finalizes all of them; call it before the connection is closed
 */
export function cacheStatements(connection: SqliteConnection): () => void {
  const statements = new Map<string, Statement>();
  const remember = (sql: string, statement: Statement): void => {
    statements.set(sql, statement);
    if (statements.size <= MAX_STATEMENTS) return;
    const [oldest] = statements;
    if (oldest === undefined) return;
    statements.delete(oldest[0]);
    oldest[1].finalize();
  };
  connection.all = (sql, bindings, done) => {
    const known = statements.get(sql);
    if (known !== undefined) {
      statements.delete(sql);
      statements.set(sql, known);
      return known.all(bindings, done);
    }
    // Without this callback an invalid statement would emit an unhandled event.
    const statement = connection.prepare(sql, (error) => {
      if (error) return done(error);
      remember(sql, statement);
      return statement.all(bindings, done);
    });
  };
  return () => {
    for (const statement of statements.values()) statement.finalize();
    statements.clear();
  };
}
