import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase, type Trx } from "../../../src/db/connect.js";
import { isUnavailable } from "../../../src/db/errors.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { WriteQueue } from "../../../src/db/write-queue.js";
import { AppError } from "../../../src/errors.js";
import { openTestDatabase } from "../../support/databases.js";

describe("changes that wait for the writer of SQLite", () => {
  let db: Database;

  beforeEach(async () => {
    db = await openTestDatabase("sqlite");
    await queryRows(db.write, "create table notes (id integer primary key autoincrement, text text unique)");
    await queryRows(db.write, "create table replies (note integer references notes (id))");
  });
  afterEach(() => db.close());

  const write = (trx: Trx, text: string) => queryRows(trx, "insert into notes (text) values (?)", [text]);

  const stored = async (): Promise<string[]> => {
    const rows = await queryRows<{ text: string }>(db.read, "select text from notes order by id");
    return rows.map(({ text }) => text);
  };

  /** Runs changes at once in one transaction, however slow this machine is, and returns what became of each. */
  const together = (
    changes: readonly ((trx: Trx) => Promise<unknown>)[],
    limits = { changes: 100, time: 60_000 },
  ) => {
    const queue = new WriteQueue(db.write, limits);
    return Promise.allSettled(changes.map((change) => queue.run(change)));
  };

  /** Records which statements begin and end a transaction. */
  const watch = (): string[] => {
    const seen: string[] = [];
    db.write.on("query", ({ sql }: { sql: string }) => {
      if (/^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/.test(sql)) seen.push(sql.replace(/;$/, ""));
    });
    return seen;
  };

  it("share a transaction, in their order", async () => {
    const statements = watch();
    await together(["a", "b", "c"].map((text) => (trx: Trx) => write(trx, text)));

    expect(await stored()).toEqual(["a", "b", "c"]);
    expect(statements).toEqual(["BEGIN IMMEDIATE", "COMMIT"]);
  });

  it("share none with a change that takes long: those before it are not run again when it fails", async () => {
    const statements = watch();
    const queue = new WriteQueue(db.write, { changes: 100, time: 60_000 });
    const fails = async (trx: Trx): Promise<void> => {
      await write(trx, "long");
      throw new Error("long failed");
    };
    const outcomes = await Promise.allSettled([
      queue.run((trx) => write(trx, "a")),
      queue.run((trx) => write(trx, "b")),
      queue.run(fails, true),
      queue.run((trx) => write(trx, "c")),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(await stored()).toEqual(["a", "b", "c"]);
    expect(statements.filter((sql) => sql !== "BEGIN IMMEDIATE")).toEqual(["COMMIT", "ROLLBACK", "COMMIT"]);
  });

  it("are run again when one of them fails, each in a savepoint", async () => {
    const statements = watch();
    const runs = { first: 0, failing: 0 };
    const outcomes = await together([
      async (trx) => {
        runs.first += 1;
        await write(trx, "first");
      },
      async (trx) => {
        runs.failing += 1;
        await write(trx, "undone");
        throw new AppError("conflict", "no");
      },
      (trx) => write(trx, "third"),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(runs).toEqual({ first: 2, failing: 2 });
    expect(await stored()).toEqual(["first", "third"]);
    expect(statements).toEqual([
      "BEGIN IMMEDIATE",
      "ROLLBACK",
      "BEGIN IMMEDIATE",
      "SAVEPOINT depth1",
      "RELEASE SAVEPOINT depth1",
      "SAVEPOINT depth1",
      "ROLLBACK TO SAVEPOINT depth1",
      "SAVEPOINT depth1",
      "RELEASE SAVEPOINT depth1",
      "COMMIT",
    ]);
  });

  it("run once when one of them is refused before it has written anything", async () => {
    const statements = watch();
    const outcomes = await together([
      (trx) => write(trx, "first"),
      async (trx) => {
        await stored();
        await queryFirst(trx, "select 1");
        throw new AppError("notFound", "no");
      },
      (trx) => write(trx, "third"),
    ]);

    expect(outcomes[1]).toEqual({ status: "rejected", reason: new AppError("notFound", "no") });
    expect(await stored()).toEqual(["first", "third"]);
    expect(statements).toEqual(["BEGIN IMMEDIATE", "COMMIT"]);
  });

  it("cannot send a statement after they have ended", async () => {
    const late: (() => Promise<unknown>)[] = [];
    await together([
      async (trx) => void late.push(() => write(trx, "late")),
      (trx) => write(trx, "second"),
      () => expect(late[0]?.()).rejects.toThrow("The transaction has ended"),
    ]);

    expect(await stored()).toEqual(["second"]);
  });

  it("need no savepoint when there is one", async () => {
    const statements = watch();
    await inTransaction(db, (trx) => write(trx, "alone"));

    expect(statements).toEqual(["BEGIN IMMEDIATE", "COMMIT"]);
  });

  it("are each answered only when others can read them", async () => {
    const seen: string[][] = [];
    const texts = ["a", "b", "c"];
    const queue = new WriteQueue(db.write, { changes: 100, time: 60_000 });
    await Promise.all(
      texts.map(async (text) => {
        await queue.run((trx) => write(trx, text));
        seen.push(await stored());
      }),
    );

    expect(seen).toEqual([texts, texts, texts]);
  });

  it.each([0, 1, 2])(
    "leave nothing of the one that fails, be it number %i, and it gets its own error",
    async (bad) => {
      const outcomes = await together(
        [0, 1, 2].map((number) => async (trx: Trx) => {
          await write(trx, `${number}`);
          await inTransaction({ ...db, write: trx }, (nested) => write(nested, `${number} nested`));
          if (number === bad) throw new AppError("conflict", `no ${number}`);
          return number;
        }),
      );

      expect(outcomes).toEqual(
        [0, 1, 2].map((number) =>
          number === bad
            ? { status: "rejected", reason: new AppError("conflict", `no ${number}`) }
            : { status: "fulfilled", value: number },
        ),
      );
      const good = [0, 1, 2].filter((number) => number !== bad);
      expect(await stored()).toEqual(good.flatMap((number) => [`${number}`, `${number} nested`]));
    },
  );

  it("see what the ones before them did, and nothing of one that failed", async () => {
    const count = async (trx: Trx) =>
      (await queryFirst<{ count: number }>(trx, "select count(*) as count from notes"))?.count;
    const outcomes = await together([
      (trx) => write(trx, "taken"),
      async (trx) => {
        await write(trx, "undone");
        throw new Error("no");
      },
      (trx) => write(trx, "taken"),
      count,
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(outcomes.at(-1)).toMatchObject({ value: 1 });
  });

  it("all fail when the commit does, and the next ones run", async () => {
    const orphan = async (trx: Trx) => {
      await queryRows(trx, "pragma defer_foreign_keys = on");
      await queryRows(trx, "insert into replies (note) values (404)");
    };
    const outcomes = await together([
      (trx) => write(trx, "lost"),
      orphan,
      () => Promise.reject(new Error("no")),
    ]);

    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "SQLITE_CONSTRAINT" } });
    }
    expect(await stored()).toEqual([]);
    await inTransaction(db, (trx) => write(trx, "next"));
    expect(await stored()).toEqual(["next"]);
  });

  it("all fail when SQLite gives up the whole transaction, with its reason", async () => {
    const lose = async (trx: Trx) => {
      await queryRows(trx, "insert or rollback into notes (text) values ('first')");
    };
    const outcomes = await together([(trx) => write(trx, "first"), lose, (trx) => write(trx, "later")]);

    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(outcomes[0]).toMatchObject({ reason: { message: expect.stringContaining("UNIQUE") } });
    expect(await stored()).toEqual(["later"]);
  });

  it("divide when a transaction has taken its time", async () => {
    const statements = watch();
    const writes = ["a", "b"].map((text) => (trx: Trx) => write(trx, text));
    await together([() => sleep(20), ...writes], { changes: 100, time: 10 });

    expect(statements.slice(0, 3)).toEqual(["BEGIN IMMEDIATE", "COMMIT", "BEGIN IMMEDIATE"]);
  });

  it("divide when there are too many", async () => {
    const sizes: number[] = [];
    let size = 0;
    db.write.on("query", ({ sql }: { sql: string }) => {
      if (sql.startsWith("insert")) size += 1;
      if (sql === "COMMIT;") sizes.push(size - sizes.reduce((sum, one) => sum + one, 0));
    });
    const changes = Array.from({ length: 7 }, (_, number) => (trx: Trx) => write(trx, `${number}`));
    await together(changes, { changes: 3, time: 60_000 });

    expect(sizes).toEqual([3, 3, 1]);
  });

  it("let a process write that asks while others never stop", async () => {
    const other = openDatabase(`sqlite:${db.file ?? ""}`);
    const end = new AbortController();
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let turn = 0; !end.signal.aborted; turn++)
        await inTransaction(db, (trx) => write(trx, `${writer} ${turn}`));
    });
    for (const text of ["one", "two", "three"]) await inTransaction(other, (trx) => write(trx, text));
    end.abort();
    await Promise.all(writers);
    await other.close();

    expect(await stored()).toEqual(expect.arrayContaining(["one", "two", "three"]));
  });

  it("are all committed before the database closes", async () => {
    const closing = openDatabase(`sqlite:${db.file ?? ""}`);
    const texts = ["a", "b", "c"];
    const changes = Promise.all(
      texts.map((text) => inTransaction(closing, (trx) => sleep(20).then(() => write(trx, text)))),
    );
    await closing.close();
    await changes;

    expect(await stored()).toEqual(texts);
  });

  it("are unavailable when they have waited as long as for a connection", async () => {
    const ends: (() => void)[] = [];
    db.write.client.config.acquireConnectionTimeout = 20;
    const long = inTransaction(db, () => new Promise<void>((resolve) => ends.push(resolve)));
    const error: unknown = await inTransaction(db, (trx) => write(trx, "late")).catch(
      (reason: unknown) => reason,
    );
    for (const end of ends) end();
    await long;

    expect(isUnavailable(error)).toBe(true);
    expect(await stored()).toEqual([]);
  });
});
