import type { Trx } from "./connect.js";
import { dialectOf, queryRows } from "./query.js";
import type { InterruptibleConnection } from "./sqlite-connection.js";

/** The error of a transaction that took longer than it may. */
export class DeadlinePassed extends Error {
  /** @param limit - milliseconds */
  constructor(limit: number) {
    super(`the transaction took longer than ${limit} ms`);
    this.name = "DeadlinePassed";
  }
}

/** How often a late statement of SQLite is interrupted, in milliseconds: one that has not begun yet ignores it. */
const AGAIN = 5;

/** Parts of a transaction are still rolled back after the deadline. */
const ROLLBACK = /^rollback\b/i;

type Done = (error: Error) => void;

/** The part of a connection of `pg` that this file uses. */
interface PostgresConnection {
  query: (statement: { readonly text: string }, done: Done) => void;
}

/** The time that a transaction has. */
class Deadline {
  readonly limit: number;
  #end: number;

  constructor(limit: number) {
    this.limit = limit;
    this.#end = performance.now() + limit;
  }

  /** Ends the time now: a timer may be early, and what it interrupts must stay ended. */
  pass(): void {
    this.#end = 0;
  }

  isPassed(): boolean {
    return performance.now() >= this.#end;
  }

  /** Returns the error of a statement that comes too late. */
  refusal(sql: string): DeadlinePassed | undefined {
    return this.isPassed() && !ROLLBACK.test(sql) ? new DeadlinePassed(this.limit) : undefined;
  }
}

/**
 * Runs all work of a transaction, and fails when it takes too long: the running statement is interrupted, and further
 * ones are refused. A statement of PostgreSQL may take as long again until it is interrupted.
 * @param trx - of `interruptible`, and not a savepoint, because an interrupted change of SQLite rolls back the whole transaction
 * @param limit - milliseconds
 * @throws DeadlinePassed, also if the work ignores errors of its statements
 */
export async function withDeadline<T>(trx: Trx, limit: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (trx.parentTransaction !== undefined) throw new Error("only a whole transaction can have a deadline");
  const deadline = new Deadline(limit);
  const watch = dialectOf(trx) === "sqlite" ? watchSqlite : watchPostgres;
  const endWatch = await watch(trx, deadline);
  const [result] = await Promise.allSettled([Promise.resolve(trx).then(work)]);
  await endWatch();
  if (deadline.isPassed()) throw new DeadlinePassed(limit);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

async function watchSqlite(trx: Trx, deadline: Deadline): Promise<() => Promise<void>> {
  const connection = (await trx.client.acquireConnection()) as InterruptibleConnection;
  const { all } = connection;
  connection.all = (sql, bindings, done) => {
    const refusal = deadline.refusal(sql);
    if (refusal === undefined) all.call(connection, sql, bindings, done);
    else done(refusal);
  };
  const interrupt = (): void => {
    deadline.pass();
    connection.interrupt();
    timer = setTimeout(interrupt, AGAIN);
  };
  let timer = setTimeout(interrupt, deadline.limit);
  return async () => {
    clearTimeout(timer);
    connection.all = all;
    // An interrupted change has rolled back the transaction: the ROLLBACK that follows needs one.
    if (deadline.isPassed()) await queryRows(trx, "begin").catch(() => undefined);
  };
}

async function watchPostgres(trx: Trx, deadline: Deadline): Promise<() => Promise<void>> {
  const connection = (await trx.client.acquireConnection()) as PostgresConnection;
  await queryRows(trx, `set local statement_timeout = ${Math.ceil(deadline.limit) + 1}`);
  const { query } = connection;
  connection.query = (statement, done) => {
    const refusal = deadline.refusal(statement.text);
    if (refusal === undefined) query.call(connection, statement, done);
    else done(refusal);
  };
  return async () => {
    connection.query = query;
  };
}
