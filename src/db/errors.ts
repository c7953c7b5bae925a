import { types } from "node:util";

/** SQLSTATE classes and codes that pass: connection, shutdown, resources, and what ended to let others go on. */
const UNAVAILABLE_SQLSTATE = /^(08|57P0|53|40001|40P01)/;

/** Codes of drivers, of the operating system and of SQLite that mean the same. */
const UNAVAILABLE_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "SQLITE_BUSY",
  "SQLITE_LOCKED",
  "SQLITE_CANTOPEN",
  "SQLITE_IOERR",
  "SQLITE_FULL",
  "SQLITE_READONLY",
  "SQLITE_CORRUPT",
  "SQLITE_NOTADB",
  "SQLITE_MISUSE",
]);

/** What Knex and the drivers say when they have no connection to give. */
const UNAVAILABLE_TEXT =
  /Knex: Timeout acquiring|Connection terminated|Connection ended|Unable to acquire a connection|pool is draining|Database is closed|Error calling \w+ on connection/i;

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
