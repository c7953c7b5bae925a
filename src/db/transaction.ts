import { setTimeout as sleep } from "node:timers/promises";
import { types } from "node:util";
import type { Database, Trx } from "./connect.js";

/** Codes after which the same transaction may succeed: serialization failure, deadlock, and SQLite's busy. */
const RETRY_CODES: ReadonlySet<unknown> = new Set(["40001", "40P01", "SQLITE_BUSY"]);

/** The number of tries of a transaction before its error is passed on. */
const MAX_TRIES = 4;

/**
 * Returns true for the error of a transaction that the database aborted in favor of another, so that it can be
 * repeated.
 */
export function isRetryable(error: unknown): boolean {
  return types.isNativeError(error) && "code" in error && RETRY_CODES.has(error.code);
}

/**
 * Runs a change as one transaction, and repeats it when the database aborted it to break a deadlock. Inside another
 * transaction it is a savepoint, and only the outer one is repeated: its locks are part of the deadlock.
 * @param change - may run more than once: no effects besides those on `trx`
 */
export async function inTransaction<T>(db: Database, change: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.write.transaction(change);
    } catch (error) {
      if (attempt === MAX_TRIES || db.write.isTransaction || !isRetryable(error)) throw error;
      await sleep(5 * attempt * (1 + Math.random()));
    }
  }
}
