import { types } from "node:util";

/**
 * SQLSTATE classes and codes that pass: connection, refused sign-in or missing database (while it is restored),
 * transactions that timed out or meet a standby, shutdown, resources, the system, and what ended to let others go on.
 */
const UNAVAILABLE_SQLSTATE = /^(08|25006|25P0[34]|28|3D|40001|40P01|53|55P03|57P0|58|XX00[12])/;

/** Codes of drivers, of the operating system and of SQLite that mean the same. */
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
 * What Knex, its pool and the drivers say, without a code, when they have no connection to give, or the one they gave
 * broke: at once, between two statements of a transaction, or in the middle of an answer.
 */
const UNAVAILABLE_TEXT = new RegExp(
  [
    "Knex: Timeout acquiring",
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

/** Whether an error says that a unique key already holds the value that was to be stored. */
export function isUniqueViolation(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  return (
    codeOf(error) === "23505" ||
    (codeOf(error) === "SQLITE_CONSTRAINT" && error.message.includes("UNIQUE constraint failed"))
  );
}

/**
 * Whether an error says that the database is out of reach, locked or full, so that the same request may succeed
 * later. Such a failure is 503, never 404: a client that reads "gone" would delete or create anew.
 */
export function isUnavailable(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const code = codeOf(error);
  return (
    UNAVAILABLE_CODES.has(code) || UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_TEXT.test(error.message)
  );
}
