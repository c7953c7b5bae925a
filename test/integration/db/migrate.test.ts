import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { migrate, pendingMigrations } from "../../../src/db/migrate.js";
import { queryRows } from "../../../src/db/query.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("migrate on %s", (kind) => {
  let db: Database;

  beforeEach(async () => {
    db = await openTestDatabase(kind);
  });
  afterEach(() => db.close());

  /** What rises with each row that is written. */
  const changesOf = async (): Promise<unknown> =>
    queryRows(
      db.write,
      kind === "sqlite" ? "select total_changes() as n" : "select xmin from knex_migrations_lock",
    );
  const tableCount = async () => (await db.write("knex_migrations").select("name")).length;

  it("leaves nothing pending, and does no harm when repeated", async () => {
    const before = await tableCount();
    expect(await pendingMigrations(db.read)).toEqual([]);

    await migrate(db.write);

    expect(await tableCount()).toBe(before);
  });

  it("names what is pending", async () => {
    await db.write("knex_migrations").where({ name: "20261123000000_create_directory" }).delete();

    expect(await pendingMigrations(db.read)).toEqual(["20261123000000_create_directory"]);
  });

  it("refuses a database that a newer build has migrated, and changes nothing", async () => {
    const newer = { name: "29991231000000_add_wonders", batch: 2, migration_time: new Date() };
    await db.write("knex_migrations").insert(newer);

    await expect(migrate(db.write)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(
        "newer build of Usher: this build does not know 29991231000000_add_wonders",
      ),
    });
    expect(await pendingMigrations(db.read)).toEqual([]);
  });

  it("writes nothing where nothing is pending", async () => {
    const before = await changesOf();
    await migrate(db.write);

    expect(await changesOf()).toEqual(before);
  });
});

describe("migrate on a new SQLite file", () => {
  let directory: string;
  let url: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-migrate-"));
    url = `sqlite:${path.join(directory, "usher.db")}`;
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("succeeds for each of four processes that start at once", async () => {
    const endings = await Promise.all(Array.from({ length: 4 }, () => migrateInProcess(url)));

    expect(endings).toEqual(endings.map(() => ({ code: 0, signal: null, stderr: "" })));
    const db = openDatabase(url);
    expect(await pendingMigrations(db.read)).toEqual([]);
    await db.close();
  }, 30_000);

  it("is not stopped by a lock row that somebody left behind", async () => {
    const db = openDatabase(url);
    await db.write.migrate.currentVersion();
    await db.write("knex_migrations_lock").update({ is_locked: 1 });

    await migrate(db.write);

    expect(await pendingMigrations(db.read)).toEqual([]);
    expect(await db.write("knex_migrations_lock").select("is_locked")).toEqual([{ is_locked: 0 }]);
    await db.close();
  });

  it("starts over after a process was killed half-way", async () => {
    const killed = await migrateInProcess(url, "create table group_members");
    expect(killed).toEqual({ code: null, signal: "SIGKILL", stderr: "" });

    const db = openDatabase(url);
    expect(await pendingMigrations(db.read)).not.toEqual([]);
    await migrate(db.write);

    expect(await pendingMigrations(db.read)).toEqual([]);
    await db.close();
  }, 30_000);
});

/** Migrates in a process of its own, which kills itself before the statement that begins as `killBefore` says. */
async function migrateInProcess(url: string, killBefore = "none") {
  const script = `
    const { openDatabase } = require("./src/db/connect.ts");
    const { migrate } = require("./src/db/migrate.ts");
    const db = openDatabase(${JSON.stringify(url)});
    db.write.on("query", ({ sql }) => {
      if (sql.startsWith(${JSON.stringify(killBefore)})) process.kill(process.pid, "SIGKILL");
    });
    migrate(db.write).then(() => db.close());`;
  const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", script]);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, stderr };
}
