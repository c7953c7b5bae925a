import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../../src/db/connect.js";
import { isUnavailable } from "../../../src/db/errors.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
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

  if (database === "sqlite") return;

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
