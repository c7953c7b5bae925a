import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { recordAudit, recordAudits } from "../../../src/observability/audit.js";
import { testEvent, testOrigin } from "../../support/audit.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const TENANT = "t";

describe.each(DATABASES)("the ids of audit entries on %s", (database) => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase(database);
  });
  afterEach(() => db.close());

  const written = (): Promise<{ id: string; resource_id: string }[]> =>
    queryRows(db.read, "select id, resource_id from audit_entries where tenant_id = ? order by id", [TENANT]);

  it("are returned to whoever writes an entry", async () => {
    const id = await inTransaction(db, (trx) => recordAudit(trx, testOrigin(TENANT), 1_000, testEvent("u1")));

    expect(await written()).toEqual([{ id, resource_id: "u1" }]);
  });

  it("are returned in the order of the events, over any number of batches", async () => {
    const users = Array.from({ length: 1_100 }, (_, index) => `u${index}`);

    const ids = await inTransaction(db, (trx) =>
      recordAudits(trx, testOrigin(TENANT), 1_000, users.map(testEvent)),
    );

    expect(await written()).toEqual(users.map((user, index) => ({ id: ids[index], resource_id: user })));
  });
});
