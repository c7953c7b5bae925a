import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../../src/db/connect.js";
import { openDatabase } from "../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";

type Done = (error: NodeJS.ErrnoException | null) => void;

describe("what is committed to SQLite", () => {
  let folder: string;
  let file: string;
  let db: Database;
  /** The syncs that the disk has not done yet; with `holds` false it does each at once. */
  let waiting: Done[];
  let holds: boolean;

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(tmpdir(), "usher-commits-"));
    file = path.join(folder, "usher.db");
    db = openDatabase(`sqlite:${file}`);
    await queryRows(db.write, "create table notes (text text unique)");
    waiting = [];
    holds = true;
    // The disk is slow on demand: what a test cannot do is to take away its power.
    jest.spyOn(fs, "fdatasync").mockImplementation((_fd, done) => {
      if (holds) waiting.push(done);
      else setImmediate(done, null);
    });
  });
  afterEach(async () => {
    holds = false;
    for (const done of waiting.splice(0)) done(null);
    await db.close();
    jest.restoreAllMocks();
    fs.rmSync(folder, { recursive: true });
  });

  const change = (text: string) =>
    inTransaction(db, (trx) => queryRows(trx, "insert into notes (text) values (?)", [text]));

  const committed = async (count: number): Promise<void> => {
    for (;;) {
      const row = await queryFirst<{ count: number }>(db.read, "select count(*) as count from notes");
      if (Number(row?.count) >= count) return;
      await sleep(5);
    }
  };

  /** Waits for a sync that the disk has to do, and returns what ends it. */
  const nextSync = async (): Promise<Done> => {
    for (;;) {
      const done = waiting.shift();
      if (done !== undefined) return done;
      await sleep(5);
    }
  };

  it("is answered when it is on the disk", async () => {
    let isAnswered = false;
    const answered = change("a").then(() => {
      isAnswered = true;
    });
    await committed(1);
    const synced = await nextSync();
    await sleep(50);
    expect(isAnswered).toBe(false);

    synced(null);
    await answered;
    expect(isAnswered).toBe(true);
  });

  it("does not keep the next change waiting, which is answered behind a sync of its own", async () => {
    const answered: string[] = [];
    const first = change("a").then(() => answered.push("a"));
    const synced = await nextSync();
    const second = change("b").then(() => answered.push("b"));
    await committed(2);
    expect(answered).toEqual([]);

    synced(null);
    await first;
    const syncedToo = await nextSync();
    await sleep(50);
    expect(answered).toEqual(["a"]);

    syncedToo(null);
    await second;
    expect(answered).toEqual(["a", "b"]);
  });

  it("waits also when it is one statement without a transaction", async () => {
    let isAnswered = false;
    const answered = queryRows(db.write, "insert into notes (text) values ('a')").then(() => {
      isAnswered = true;
    });
    const synced = await nextSync();
    await committed(1);
    await sleep(50);
    expect(isAnswered).toBe(false);

    synced(null);
    await answered;
    expect(isAnswered).toBe(true);
  });

  it("is not answered as done when the disk fails", async () => {
    const answered = change("a");
    const synced = await nextSync();
    synced(Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
    await expect(answered).rejects.toThrow("EIO");

    holds = false;
    await expect(change("b")).resolves.toEqual([]);
  });

  it("does not wait for what was only read", async () => {
    await queryRows(db.write, "select * from notes");
    await expect(inTransaction(db, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    expect(waiting).toEqual([]);
  });

  it("does not wait with SQLITE_SYNCHRONOUS=normal", async () => {
    const careless = openDatabase(`sqlite:${file}`, { synchronous: "normal" });
    try {
      await inTransaction(careless, (trx) => queryRows(trx, "insert into notes (text) values ('a')"));
      expect(waiting).toEqual([]);
    } finally {
      await careless.close();
    }
  });

  it("is synced to the log of the connection, also when that was closed in between", async () => {
    holds = false;
    await change("a");
    await db.close();
    db = openDatabase(`sqlite:${file}`);
    await change("b");

    const log = fs.statSync(`${file}-wal`);
    const [descriptor = -1] = jest.mocked(fs.fdatasync).mock.lastCall ?? [];
    expect(fs.fstatSync(descriptor).ino).toBe(log.ino);
  });
});
