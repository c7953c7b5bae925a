import { types } from "node:util";

/**
 * SQLSTATE classes and codes of temporary failures: connection, refused sign-in or missing database (while it is being
 * restored), transactions that timed out or reached a standby, shutdown, resources, the system, and statements that
 * were aborted in favor of others.
 */
const UNAVAILABLE_SQLSTATE = /^(08|25006|25P0[34]|28|3D|40001|40P01|53|55P03|57P0|58|XX00[12])/;

/** Codes of drivers, of the operating system and of SQLite for the same failures. */
const UNAVAILABLE_CODES: ReadonlySet<string> = new Set([
  "EADDRNOTAVAIL",
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "EMFILE",
  "ENETDOWN",
  "ENETUNREACH",
  "ENFILE",
  "ENOENT",
  "ENOTCONN",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "SQLITE_BUSY",
  "SQLITE_LOCKED",
  "SQLITE_CANTOPEN",
  "SQLITE_IOERR",
  "SQLITE_FULL",
  "SQLITE_NOMEM",
  "SQLITE_PERM",
  "SQLITE_PROTOCOL",
  "SQLITE_READONLY",
  "SQLITE_CORRUPT",
  "SQLITE_NOTADB",
  "SQLITE_MISUSE",
]);

/**
 * Messages of Knex, its pool, our queue and the drivers, without a code, when they have no connection, or when it broke: at once,
 * between two statements of a transaction, or during a response.
 */
const UNAVAILABLE_TEXT = new RegExp(
  [
    "Timeout acquiring",
    "Unable to acquire a connection",
    "pool is draining",
    "^aborted$",
    "Connection (?:terminated|ended)",
    "is not queryable",
    "timeout expired",
    "Query read timeout",
    "Received unexpected \\w+ message from backend",
    "(?:does not support|establishing an) SSL connection",
    "Database is closed",
    "Error calling \\w+ on connection",
  ].join("|"),
  "i",
);

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Returns true for the error of a unique key that already has the value. */
export function isUniqueViolation(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  return (
    codeOf(error) === "23505" ||
    (codeOf(error) === "SQLITE_CONSTRAINT" && error.message.includes("UNIQUE constraint failed"))
  );
}

/**
 * Runs a write and replaces the error of a unique key that already has the value.
 * @param refusal - makes the error that says which value is taken
 */
export async function refuseDuplicate<T>(
  write: () => Promise<T>,
  refusal: (cause: unknown) => Error,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isUniqueViolation(error) ? refusal(error) : error;
  }
}

/**
 * Returns true for the error of a database that is unreachable, locked or full, so that the same request may succeed
 * later. Such a failure is 503, never 404: after a 404 a client would delete the resource or create it again.
 */
export function isUnavailable(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const code = codeOf(error);
  return (
    UNAVAILABLE_CODES.has(code) || UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_TEXT.test(error.message)
  );
}

/** Codes after which the same transaction may succeed: serialization failure, deadlock, and SQLite's busy. */
const RETRY_CODES: ReadonlySet<unknown> = new Set(["40001", "40P01", "SQLITE_BUSY"]);

/**
 * Returns true for the error of a transaction that the database aborted in favor of another, so that it can be
 * repeated.
 */
export function isRetryable(error: unknown): boolean {
  return types.isNativeError(error) && "code" in error && RETRY_CODES.has(error.code);
}
