import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { type AuditEvent, recordAudits } from "../../../src/observability/audit.js";
import { type CauseSearch, causeStatement, findCause } from "../../../src/observability/audit-cause.js";
import { testOrigin } from "../../support/audit.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const TENANT = "t1";
const TIME_LIMIT = 60_000;
const LATER = 2_000_000;

const groupOf = (member: string): AuditEvent => ({
  action: "group.changed",
  resourceType: "Group",
  resourceId: "g1",
  changes: { members: { added: [member], removed: [] } },
});
const role = (name: string): AuditEvent => ({
  action: "securityRole.deleted",
  resourceType: "SecurityRole",
  resourceId: `id of ${name}`,
  facts: { name },
});

describe.each(DATABASES)("causes in a long audit trail, on %s", (database) => {
  let db: Database;
  const record = (at: number, events: readonly AuditEvent[]) =>
    inTransaction(db, (trx) => recordAudits(trx, testOrigin(TENANT), at, events));

  beforeAll(async () => {
    db = await openTestDatabase(database);
    await record(1_000, [groupOf("early"), role("Seller")]);
    await record(
      2_000,
      Array.from({ length: 20_000 }, (_, i) => groupOf(`u${i}`)),
    );
    await db.write.raw(database === "sqlite" ? "analyze" : "analyze audit_entries");
  }, TIME_LIMIT);

  afterAll(() => db.close());

  const searches: readonly [string, CauseSearch, RegExp][] = [
    [
      "a thing",
      { on: { id: "g1" }, actions: ["group.changed", "group.deleted"], mentions: ["u7"] },
      /audit_entries_by_resource|audit_entries_pkey|sqlite_autoindex_audit_entries_1/,
    ],
    ["a kind", { on: { kind: "SecurityRole" }, actions: ["securityRole.deleted"] }, /audit_entries_by_kind/],
  ];

  it.each(searches)("are sought by an index, those of %s", async (_, search, index) => {
    const { sql, bindings } = causeStatement(TENANT, search, LATER);
    const explain = database === "sqlite" ? "explain query plan" : "explain";

    const plan = JSON.stringify(await queryRows(db.read, `${explain} ${sql}`, bindings));

    expect(plan).toMatch(index);
    expect(plan).not.toMatch(/SCAN audit_entries|Seq Scan/);
  });

  it("are found among the newest entries of a thing, and by their kind however old", async () => {
    const find = (search: CauseSearch, until = LATER) => findCause(db.read, TENANT, search, until);
    const member = (id: string): CauseSearch => ({
      on: { id: "g1" },
      actions: ["group.changed"],
      mentions: [id],
    });

    expect(await find(member("u19999"))).toMatchObject({ at: 2_000, resourceId: "g1" });
    expect(await find(member("u1"))).toBeUndefined();
    expect(await find(member("early"), 1_500)).toMatchObject({ at: 1_000 });
    expect(await find({ on: { kind: "SecurityRole" }, actions: ["securityRole.deleted"] })).toMatchObject({
      at: 1_000,
      facts: { name: "Seller" },
    });
  });
});
