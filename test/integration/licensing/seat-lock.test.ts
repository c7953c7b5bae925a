import type { Database } from "../../../src/db/connect.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { within } from "../../../src/effects/context.js";
import { holdsSeatLock, lockSeats } from "../../../src/licensing/seat-lock.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("the lock of the seats on %s", (database) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());

  it("is known to its transaction and to each savepoint in it", async () => {
    const seen = await inTransaction(db, async (trx) => {
      await lockSeats(trx, "a");
      const inner = within({ db }, trx);
      return inTransaction(inner.db, async (savepoint) => [
        holdsSeatLock(trx),
        holdsSeatLock(savepoint),
        await inTransaction(within(inner, savepoint).db, async (deeper) => holdsSeatLock(deeper)),
      ]);
    });

    expect(seen).toEqual([true, true, true]);
  });

  it("is known to no other transaction, and not to the one around the savepoint that took it", async () => {
    const seen = await inTransaction(db, async (trx) => {
      const before = holdsSeatLock(trx);
      await inTransaction(within({ db }, trx).db, (savepoint) => lockSeats(savepoint, "a"));
      return [before, holdsSeatLock(trx), holdsSeatLock(db.write)];
    });
    // SQLite has one writer, which is alone with the seats at any time.
    const isAlone = database === "sqlite";

    expect(seen).toEqual([isAlone, isAlone, isAlone]);
  });
});
