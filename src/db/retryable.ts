import { types } from "node:util";

/** Codes after which the same transaction may succeed: serialization failure, deadlock, and SQLite's busy. */
const RETRY_CODES: ReadonlySet<unknown> = new Set(["40001", "40P01", "SQLITE_BUSY"]);

/**
 * Returns true for the error of a transaction that the database aborted in favor of another, so that it can be
 * repeated.
 */
export function isRetryable(error: unknown): boolean {
  return types.isNativeError(error) && "code" in error && RETRY_CODES.has(error.code);
}
