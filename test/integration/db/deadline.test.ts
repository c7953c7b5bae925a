import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Trx } from "../../../src/db/connect.js";
import { DeadlinePassed, withDeadline } from "../../../src/db/deadline.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { runs } from "../../support/extent.js";

/** A statement that runs for minutes. */
const COUNT = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000000000)";
const ENDLESS = `${COUNT} select count(*) as n from n`;

describe.each(DATABASES)("a deadline of a transaction on %s", (database) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await queryRows(db.write, "delete from tenants");
    await add(db.write, "known");
  });

  const add = (at: Database["write"], id: string): Promise<unknown> =>
    queryRows(at, "insert into tenants (tenant_id, name, created_at) values (?, ?, 0)", [id, id]);

  const tenants = async (): Promise<string[]> =>
    (await queryRows<{ name: string }>(db.write, "select name from tenants order by name")).map(
      ({ name }) => name,
    );

  const within = <T>(limit: number, work: (trx: Trx) => Promise<T>): Promise<T> =>
    inTransaction({ ...db, write: db.interruptible }, (trx) => withDeadline(trx, limit, work));

  /** What is seen of work that does not end by itself, and what is left of it. */
  async function endOf(limit: number, work: (trx: Trx) => Promise<unknown>): Promise<unknown> {
    const begin = performance.now();
    const error = await within(limit, work).catch((reason: unknown) => reason);
    const isSoon = performance.now() - begin < 5000;
    return { isPassed: error instanceof DeadlinePassed, isSoon, tenants: await tenants() };
  }

  const ENDED = { isPassed: true, isSoon: true, tenants: ["known"] };

  it("lets pass what is done in time, and ends with it", async () => {
    expect(await within(1000, (trx) => add(trx, "new").then(() => 7))).toBe(7);
    await sleep(50);

    expect(await tenants()).toEqual(["known", "new"]);
    await expect(within(60_000, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const slow =
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000) select 1 from n";
    await within(1, () => Promise.resolve()).catch(() => undefined);
    expect(await queryRows(db.write, slow)).toHaveLength(300_000);
  });

  it("interrupts a statement that reads, and rolls back", async () => {
    const end = await endOf(100, async (trx) => {
      await add(trx, "new");
      await queryRows(trx, ENDLESS);
    });

    expect(end).toEqual(ENDED);
  });

  it("interrupts a statement that writes, and rolls back", async () => {
    const end = await endOf(100, async (trx) => {
      await add(trx, "new");
      await queryRows(
        trx,
        `insert into tenants (tenant_id, name, created_at) ${COUNT} select 't' || i, 't' || i, 0 from n`,
      );
    });

    expect(end).toEqual(ENDED);
  });

  it("refuses further statements, also if the work ignores errors and writes in parts", async () => {
    const end = await endOf(100, async (trx) => {
      await queryRows(trx, `update tenants set created_at = (${ENDLESS})`).catch(() => undefined);
      await add(trx, "late").catch(() => undefined);
      const part = { ...db, read: trx, write: trx };
      await inTransaction(part, (savepoint) => add(savepoint, "later")).catch(() => undefined);
    });

    expect(end).toEqual(ENDED);
  });

  it("rolls back an interrupted part before the whole", async () => {
    const end = await endOf(100, async (trx) => {
      await add(trx, "new");
      await inTransaction({ ...db, read: trx, write: trx }, async (savepoint) => {
        await add(savepoint, "part");
        await queryRows(savepoint, `update tenants set created_at = (${ENDLESS})`);
      });
    });

    expect(end).toEqual(ENDED);
  });

  it("ends work of many short statements", async () => {
    const end = await endOf(50, async (trx) => {
      for (;;) await queryRows(trx, "select 1");
    });

    expect(end).toEqual(ENDED);
  });

  it("counts the time between statements", async () => {
    const end = await endOf(50, async (trx) => {
      await add(trx, "new");
      const begin = performance.now();
      while (performance.now() - begin < 100);
    });

    expect(end).toEqual(ENDED);
  });

  it("leaves a connection that can be used, at whatever moment it passes", async () => {
    for (let i = 0; i < runs(30, 300); i++) {
      await within(i % 15, async (trx) => {
        await add(trx, `new ${i}`);
        await queryRows(trx, "select 1");
        await queryRows(trx, `${COUNT.replace("1000000000", "2000")} select count(*) from n`);
        throw new Error("roll back");
      }).catch(() => undefined);
      expect(await inTransaction(db, (trx) => queryFirst(trx, "select count(*) as n from tenants"))).toEqual({
        n: 1,
      });
    }
  });

  it("is for a whole transaction only", async () => {
    const nested = inTransaction(db, (trx) =>
      inTransaction({ ...db, write: trx }, (savepoint) => withDeadline(savepoint, 10, async () => 1)),
    );

    await expect(nested).rejects.toThrow("only a whole transaction can have a deadline");
  });
});
