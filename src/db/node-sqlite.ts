import { once } from "node:events";
import { promisify } from "node:util";
import { Database, OPEN_CREATE, OPEN_READWRITE, type Statement } from "sqlite3";
import { fillFrom } from "./sqlite-backup.js";
import { type InterruptibleConnection, SQLITE_BUSY_TIMEOUT, type SqliteDriver } from "./sqlite-connection.js";
import { PreparedStatements } from "./sqlite-statements.js";

/**
 * Caches the prepared statements of a connection. The pool gives a connection to one statement at a time, and `all`
 * reads to the end, so nothing stays locked.
 */
function cacheStatements(connection: Database): InterruptibleConnection {
  const statements = new PreparedStatements<Statement>((statement) => statement.finalize());
  const close = connection.close.bind(connection);
  return Object.assign(connection, {
    all(...[sql, bindings, done]: Parameters<InterruptibleConnection["all"]>): void {
      const known = statements.get(sql);
      if (known !== undefined) return void known.all(bindings, done);
      // Without this callback an invalid statement would emit an unhandled event.
      const statement = connection.prepare(sql, (error) => {
        if (error) return done(error);
        statements.add(sql, statement);
        statement.all(bindings, done);
      });
    },
    close(done: (error: Error | null) => void): void {
      statements.clear();
      close(done);
    },
    fillFrom: (file: string) => fillFrom(connection, file),
  });
}

async function open(file: string, pragmas: readonly string[]): Promise<InterruptibleConnection> {
  const connection = new Database(file, OPEN_READWRITE | OPEN_CREATE);
  await once(connection, "open");
  const waits = `PRAGMA busy_timeout = ${SQLITE_BUSY_TIMEOUT}`;
  await promisify(connection.exec.bind(connection))([waits, ...pragmas].join(";"));
  return cacheStatements(connection);
}

/** node-sqlite3, whose statements run on the threads of Node. */
export const nodeSqlite: SqliteDriver = { isSynchronous: false, open, openInterruptible: open };
