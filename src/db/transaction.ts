import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Db, Trx } from "./connect.js";
import { isRetryable } from "./errors.js";
import { dialectOf } from "./query.js";
import { awaitSent, sentError } from "./sent-statements.js";
import { shareNotes } from "./transaction-notes.js";
import { writeQueueOf } from "./write-queue.js";

/** The number of tries of a transaction before its error is passed on. */
const MAX_TRIES = 4;

/** Thrown to roll a transaction back. */
class RolledBack extends Error {}

/** Runs work in a transaction that is always rolled back, and returns its result. */
export async function inRolledBackTransaction<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  const results: T[] = [];
  const run = async (trx: Trx): Promise<void> => {
    results.push(await work(trx));
    await awaitSent(trx);
    throw new RolledBack();
  };
  try {
    await (db.write.isTransaction || db.write === db.interruptible
      ? db.write.transaction(run)
      : whileNobodyWrites(db, () => db.interruptible.transaction(run)));
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  const [result] = results;
  return result as T;
}

/** Keeps the writer meanwhile: who waits in its pool has a turn, who waits for the lock of SQLite may have none. */
async function whileNobodyWrites(db: Database, work: () => Promise<void>): Promise<void> {
  const { client } = db.write;
  const connection: unknown = await client.acquireConnection();
  try {
    await work();
  } finally {
    await client.releaseConnection(connection);
  }
}

/**
 * Runs a change as one transaction, and repeats it when the database aborted it to break a deadlock. Inside another
 * transaction it is a savepoint, and only the outer one is repeated: its locks are part of the deadlock. On SQLite,
 * changes that wait for each other share a transaction.
 * @param change - may run more than once: no effects besides those on `trx`
 * @param isLong - true for a change that shares its transaction with no other one
 */
export async function inTransaction<T>(
  db: Database,
  change: (trx: Trx) => Promise<T>,
  isLong = false,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(db.write, change, isLong);
    } catch (error) {
      if (attempt === MAX_TRIES || db.write.isTransaction || !isRetryable(error)) throw error;
      await sleep(5 * attempt * (1 + Math.random()));
    }
  }
}

function runOnce<T>(writer: Db, change: (trx: Trx) => Promise<T>, isLong: boolean): Promise<T> {
  if (writer.isTransaction) return runSavepoint(writer, change);
  return dialectOf(writer) === "sqlite"
    ? writeQueueOf(writer).run(change, isLong)
    : runTransaction(writer, change);
}

async function runTransaction<T>(writer: Db, change: (trx: Trx) => Promise<T>): Promise<T> {
  const { trx: ended, result } = await writer.transaction(async (trx) => ({
    trx,
    result: await change(trx),
  }));
  // COMMIT is sent with the last statements: if one of them failed, PostgreSQL has rolled back instead.
  const error = sentError(ended);
  if (error !== undefined) throw error;
  return result;
}

async function runSavepoint<T>(outer: Db, change: (trx: Trx) => Promise<T>): Promise<T> {
  // What failed outside cannot be undone by going back to the savepoint, and what fails inside must not be released.
  await awaitSent(outer);
  return outer.transaction(async (trx) => {
    shareNotes(outer, trx);
    const result = await change(trx);
    await awaitSent(trx);
    return result;
  });
}
