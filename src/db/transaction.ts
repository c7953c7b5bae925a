import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Trx } from "./connect.js";
import { isRetryable } from "./errors.js";

/** The number of tries of a transaction before its error is passed on. */
const MAX_TRIES = 4;

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
