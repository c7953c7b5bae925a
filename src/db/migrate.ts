import { setTimeout as sleep } from "node:timers/promises";
import type { Knex } from "knex";

const advisoryLock = 0x5c1e;

/** Brings the schema up to date; safe when several processes start at once. */
export async function migrate(db: Knex): Promise<void> {
  if (db.client.config.client === "pg") {
    // knex creates its own two tables without "if not exists" under concurrency, so it needs a lock around it.
    await db.transaction(async (trx) => {
      await trx.raw("select pg_advisory_xact_lock(?)", [advisoryLock]);
      await db.migrate.latest(); // on another connection of the pool: max must be at least 2
    });
    return;
  }
  for (let attempt = 1; ; attempt++) {
    try {
      await db.migrate.latest();
      return;
    } catch (error) {
      if (attempt === 5) throw error;
      await sleep(50 * attempt * (1 + Math.random()));
    }
  }
}
