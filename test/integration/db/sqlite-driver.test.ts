import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { urlOf } from "../../support/app.js";
import { openTestDatabase } from "../../support/databases.js";

describe("a driver of SQLite", () => {
  let db: Database;
  let other: Database;

  beforeAll(async () => {
    db = await openTestDatabase("sqlite");
    other = openDatabase(urlOf(db));
  });
  afterAll(async () => {
    await other.close();
    await db.close();
  });

  /** How often the event loop comes round while work is done. */
  async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await work();
    clearInterval(timer);
    return turns;
  }

  it("waits for the writer of another connection, while the process goes on", async () => {
    const held = inTransaction(other, async (trx) => {
      await queryRows(trx, "insert into tenants (tenant_id, name, created_at) values ('other', 'other', 0)");
      await sleep(200);
    });
    await sleep(50);
    const write = "insert into tenants (tenant_id, name, created_at) values ('waits', 'waits', 0)";
    const turns = await turnsDuring(() => queryRows(db.write, write));
    await held;

    expect(turns).toBeGreaterThan(5);
    const names = await queryRows<{ name: string }>(db.read, "select name from tenants order by name");
    expect(names.map(({ name }) => name)).toEqual(["other", "waits"]);
  });

  it("lets the process go on during a transaction of many statements", async () => {
    const turns = await turnsDuring(() =>
      inTransaction(db, async (trx) => {
        for (let i = 0; i < 5000; i++) await queryFirst(trx, "select ? as n", [i]);
      }),
    );

    expect(turns).toBeGreaterThan(2);
  });

  it("binds and returns values alike", async () => {
    const columns = "? as yes, ? as missing, ? as text, ? as whole, ? as part, ? as large, x'0102' as bytes";
    const row = await queryFirst(db.read, `select ${columns}`, [true, null, "é", 7, 0.5, 1.7e12]);

    expect(row).toEqual({
      yes: 1,
      missing: null,
      text: "é",
      whole: 7,
      part: 0.5,
      large: 1.7e12,
      bytes: Buffer.from([1, 2]),
    });
  });

  it("returns the rows of a change, and none where there are none", async () => {
    const add = "insert into tenants (tenant_id, name, created_at) values ('t', 't', 0)";

    expect(await queryRows(db.write, `${add} returning tenant_id`)).toEqual([{ tenant_id: "t" }]);
    expect(await queryRows(db.write, "delete from tenants where tenant_id = 't'")).toEqual([]);
    expect(await queryFirst(db.read, "pragma foreign_keys")).toEqual({ foreign_keys: 1 });
  });

  it.each([
    ["insert into tenants select * from tenants", "SQLITE_CONSTRAINT", "UNIQUE constraint failed"],
    ["select name from nowhere", "SQLITE_ERROR", "no such table"],
  ])("tells what is wrong with %s", async (sql, code, message) => {
    await expect(queryRows(db.write, sql)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it("scans again after the process that scans has ended", async () => {
    const scan = () => db.scans.run("a", "", (scans) => queryFirst(scans, "select 1 as one"));
    await scan();
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
    for (const pid of children.split(" ")) if (pid !== "") process.kill(Number(pid), "SIGKILL");
    await sleep(100);

    expect(await scan()).toEqual({ one: 1 });
  });

  it("runs nothing after it is closed", async () => {
    const closed = openDatabase(urlOf(db));
    await queryFirst(closed.read, "select 1");
    await closed.close();

    await expect(queryFirst(closed.read, "select 1")).rejects.toThrow("Unable to acquire a connection");
    await expect(queryFirst(closed.write, "select 1")).rejects.toThrow("Unable to acquire a connection");
  });
});

describe("better-sqlite3 where it is not installed", () => {
  it("is refused when it is named, and not missed otherwise", async () => {
    jest.resetModules();
    jest.doMock("better-sqlite3", () => undefined, { virtual: true });
    const { openDatabase: open } = await import("../../../src/db/connect.js");
    const db = open("sqlite:/nowhere/usher.db");

    expect(() => open("sqlite:/nowhere/usher.db", { sqliteDriver: "better-sqlite3" })).toThrow(
      /not installed: run `npm install --no-save better-sqlite3@12`/,
    );
    await db.close();
  });
});
