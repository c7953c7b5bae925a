import type { Knex } from "knex";
import { AppError } from "../errors.js";
import type { Db } from "./connect.js";
import { dialectOf } from "./query.js";

/** The key of the PostgreSQL advisory lock that a migrating process holds. */
const ADVISORY_LOCK = 0x5c1e;

/**
 * Migrates the schema, and writes nothing if it is current: a server must be able to start while the database accepts
 * no writes, for example while commits wait for a standby. Safe when several processes start at once, and when one is
 * killed midway.
 *
 * Everything, including Knex's two tables and its lock row, happens in one transaction that holds a lock which the
 * database itself releases: the write lock of the file on SQLite, an advisory lock on PostgreSQL. A process that dies
 * leaves nothing behind. Migrations therefore must not set `config.transaction` to false.
 * @throws AppError `unavailable` when the database was migrated by a newer build
 */
export async function migrate(db: Knex): Promise<void> {
  await refuseNewerSchema(db);
  if ((await pendingMigrations(db)).length === 0) return;
  await db.transaction(async (trx) => {
    if (dialectOf(trx) === "postgres") await trx.raw("select pg_advisory_xact_lock(?)", [ADVISORY_LOCK]);
    await refuseNewerSchema(trx);
    // We hold the real lock, so the process that set Knex's lock row is gone.
    await trx.migrate.forceFreeMigrationsLock();
    await trx.migrate.latest();
  });
}

/** Returns the names of this build's migrations that the database lacks, oldest first; empty when it is current. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const applied = new Set(await appliedMigrations(db));
  return (await knownMigrations(db)).filter((name) => !applied.has(name));
}

async function refuseNewerSchema(db: Db): Promise<void> {
  const known = new Set(await knownMigrations(db));
  const unknown = (await appliedMigrations(db)).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new AppError(
    "unavailable",
    `The database was migrated by a newer build of Usher: this build does not know ${unknown.join(", ")}. ` +
      "Start that build or a later one, or restore the backup made before the upgrade.",
  );
}

async function appliedMigrations(db: Db): Promise<string[]> {
  if (!(await db.schema.hasTable("knex_migrations"))) return [];
  const rows: { name: string }[] = await db("knex_migrations").select("name").orderBy("id");
  return rows.map((row) => row.name);
}

async function knownMigrations(db: Db): Promise<string[]> {
  const { migrationSource } = db.client.config.migrations as {
    migrationSource: Knex.MigrationSource<string>;
  };
  return migrationSource.getMigrations([]);
}
