import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Trx } from "../../../src/db/connect.js";
import { isUnavailable } from "../../../src/db/errors.js";
import { queryFirst, queryRows, sendQuery } from "../../../src/db/query.js";
import { inRolledBackTransaction, inTransaction } from "../../../src/db/transaction.js";
import { AppError } from "../../../src/errors.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("a transaction on %s", (database) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());

  const refuse = (): never => {
    throw new AppError("conflict", "no");
  };

  it("fails as the change in it does", async () => {
    await expect(inTransaction(db, () => Promise.resolve().then(refuse))).rejects.toThrow(AppError);
  });

  describe("with statements that nobody waits for", () => {
    const insert = (trx: Trx, id: number, refusal?: () => Error) =>
      sendQuery(trx, "insert into numbers (id) values (?)", [id], refusal);
    const numbers = async () =>
      (await queryRows<{ id: number }>(db.read, "select id from numbers order by id")).map(({ id }) => id);
    const taken = () => new AppError("uniqueness", "taken");
    const orError = (result: Promise<unknown>) => result.catch((error: unknown) => error);

    beforeAll(() => queryRows(db.write, "create table numbers (id integer not null primary key)"));
    beforeEach(() => queryRows(db.write, "delete from numbers"));

    it("has them all, in their order", async () => {
      await inTransaction(db, async (trx) => {
        for (let id = 1; id <= 100; id++) await insert(trx, id);
        await sendQuery(trx, "delete from numbers where id > ?", [3]);
      });

      expect(await numbers()).toEqual([1, 2, 3]);
    });

    it.each<[string, (trx: Trx) => Promise<unknown>]>([
      ["is the last statement", () => Promise.resolve()],
      ["is followed by others that nobody waits for", (trx) => insert(trx, 7).then(() => insert(trx, 7))],
      ["is followed by one whose rows are read", (trx) => queryRows(trx, "select 1")],
    ])("is undone as a whole and fails as the first of them does, which %s", async (_, follow) => {
      const error = await orError(
        inTransaction(db, async (trx) => {
          await insert(trx, 1);
          await insert(trx, 1, taken);
          await follow(trx);
        }),
      );

      expect([error, await numbers()]).toEqual([taken(), []]);
    });

    it("goes on behind a savepoint in which one fails", async () => {
      await inTransaction(db, async (trx) => {
        await insert(trx, 1);
        const failed = await orError(
          inTransaction({ ...db, write: trx }, async (savepoint) => {
            await insert(savepoint, 2);
            await insert(savepoint, 1, taken);
          }),
        );
        expect(failed).toEqual(taken());
        await insert(trx, 3);
      });

      expect(await numbers()).toEqual([1, 3]);
    });

    it("does not enter a savepoint when one failed before it", async () => {
      const error = await orError(
        inTransaction(db, async (trx) => {
          await insert(trx, 1);
          await orError(insert(trx, 1, taken));
          await inTransaction({ ...db, write: trx }, (savepoint) => insert(savepoint, 2));
        }),
      );

      // SQLite undoes a failed statement alone; whoever ignores its error goes on.
      expect([error, await numbers()]).toEqual(database === "sqlite" ? [undefined, [1, 2]] : [taken(), []]);
    });

    it("fails as one of them does when it is rolled back in any case", async () => {
      const error = await orError(
        inRolledBackTransaction(db, async (trx) => {
          await insert(trx, 1);
          await insert(trx, 1, taken);
        }),
      );

      expect([error, await numbers()]).toEqual([taken(), []]);
    });
  });

  if (database === "sqlite") return;

  it("is repeated when one that nobody waits for was aborted to break a deadlock", async () => {
    await queryRows(
      db.write,
      "create table doors (id integer not null primary key, opened integer not null)",
    );
    await queryRows(db.write, "insert into doors values (1, 0), (2, 0)");
    const open = (trx: Trx, id: number) =>
      sendQuery(trx, "update doors set opened = opened + 1 where id = ?", [id]);
    let runs = 0;
    let meet = (): void => undefined;
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const openBoth = (first: number, second: number) =>
      inTransaction(db, async (trx) => {
        await queryRows(trx, "update doors set opened = opened + 1 where id = ? returning id", [first]);
        runs += 1;
        if (runs === 2) meet();
        await met;
        await open(trx, second);
      });
    await Promise.all([openBoth(1, 2), openBoth(2, 1)]);

    expect(runs).toBe(3);
    expect(await queryRows(db.read, "select opened from doors order by id")).toEqual([
      { opened: 2 },
      { opened: 2 },
    ]);
  });

  it.each([
    ["a statement follows", () => Promise.resolve()],
    ["the change is refused", () => Promise.resolve().then(refuse)],
    ["the change is refused later", () => sleep(200).then(refuse)],
  ])("is unavailable when its connection is lost, whatever ROLLBACK says, and %s", async (_, change) => {
    const error: unknown = await inTransaction(db, async (trx) => {
      const row = await queryFirst<{ pid: number }>(trx, "select pg_backend_pid() as pid");
      await queryRows(db.read, "select pg_terminate_backend(?)", [row?.pid ?? 0]);
      await change();
      await queryRows(trx, "select 1");
    }).catch((reason: unknown) => reason);

    expect([error instanceof AppError, isUnavailable(error)]).toEqual([false, true]);
  });
});
