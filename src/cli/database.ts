import { existsSync } from "node:fs";
import { loadConfig } from "../config/settings.js";
import type { Database } from "../db/connect.js";
import { pendingMigrations } from "../db/migrate.js";
import { AppError } from "../errors.js";
import { openConfiguredDatabase, sqliteFileOf } from "../server.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Call, Option } from "./command.js";

/** The option that names the tenant. */
export const TENANT_OPTION = {
  tenant: { value: "NAME", doc: "the tenant", default: DEFAULT_NAME },
} as const satisfies Record<string, Option>;

/**
 * Runs a function with the database of the settings and closes it; a server may be running.
 * @throws AppError `unavailable` if the schema is not current; only the server and `usher migrate` change it
 */
export async function withDatabase<T>(call: Call, run: (db: Database) => Promise<T>): Promise<T> {
  const config = loadConfig(call.terminal.env);
  const file = sqliteFileOf(config.databaseUrl);
  if (file !== undefined && !existsSync(file)) {
    throw new AppError(
      "unavailable",
      `There is no database at ${file}: set DATABASE_URL as the server has it, or start the server first`,
    );
  }
  const db = openConfiguredDatabase(config);
  try {
    if ((await pendingMigrations(db.read)).length > 0) {
      throw new AppError(
        "unavailable",
        "The database is not up to date: run 'usher migrate' or start the server",
      );
    }
    return await run(db);
  } finally {
    await db.close();
  }
}
