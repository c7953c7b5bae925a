import { findBetterSqlite, requireBetterSqlite } from "./better-sqlite.js";
import { nodeSqlite } from "./node-sqlite.js";
import type { SqliteDriver } from "./sqlite-connection.js";

/** The names of the drivers, as in the setting `SQLITE_DRIVER`. */
export type SqliteDriverName = "sqlite3" | "better-sqlite3";

/**
 * Returns the driver of a name; without one better-sqlite3 if it is installed.
 * @throws AppError `invalidValue` if it is named and not installed
 */
export function sqliteDriver(name: SqliteDriverName | undefined): SqliteDriver {
  if (name === "sqlite3") return nodeSqlite;
  return name === undefined ? (findBetterSqlite() ?? nodeSqlite) : requireBetterSqlite();
}
