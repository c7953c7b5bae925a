import { loadConfig } from "../config/settings.js";
import { migrate as migrateSchema, pendingMigrations } from "../db/migrate.js";
import { openConfiguredDatabase } from "../server.js";
import type { Command } from "./command.js";

/** `usher migrate`: migrates the database, as the server does when it starts. */
export const migrate: Command = {
  name: "migrate",
  summary: "Bring the database's tables up to date",
  async run(call) {
    const db = openConfiguredDatabase(loadConfig(call.terminal.env));
    try {
      const pending = await pendingMigrations(db.read);
      await migrateSchema(db.write);
      call.print(
        { applied: pending },
        pending.length === 0 ? "Nothing to do" : `Applied ${pending.join(", ")}`,
      );
    } finally {
      await db.close();
    }
  },
};
