import type { Database } from "../../../src/db/connect.js";
import { firstIdAt } from "../../../src/db/new-id.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { type AuditEvent, recordAudits } from "../../../src/observability/audit.js";
import {
  type CauseSearch,
  causeStatement,
  findCause,
  partsStatement,
} from "../../../src/observability/audit-cause.js";
import { recordParts, testOrigin } from "../../support/audit.js";
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

  // These come before the plans: after `explain`, a connection of SQLite keeps its snapshot.
  it("are found where an id is mentioned only by an entry that continues another one", async () => {
    const part = (name: string): string[] => Array.from({ length: 1000 }, (_, i) => `${name}${i}`);
    const [first, later] = await inTransaction(db, async (trx) => [
      await recordParts(trx, testOrigin("t2"), 3_000, [part("a"), part("b"), part("c")]),
      await recordParts(trx, testOrigin("t2"), 4_000, [part("d"), part("c")]),
    ]);
    const find = (id: string, until = LATER) =>
      findCause(
        db.read,
        "t2",
        {
          on: { id: "g1" },
          actions: ["group.changed"],
          mentions: [id],
          fits: ({ changes }) => JSON.stringify(changes).includes(`"${id}"`),
        },
        until,
      );

    expect(await find("b999")).toMatchObject({ id: first, action: "group.changed", facts: { parts: 3 } });
    expect(await find("c0")).toMatchObject({ id: later, at: 4_000 });
    expect(await find("c0", 3_500)).toMatchObject({ id: first, at: 3_000 });
    expect(await find("d1")).toMatchObject({ id: later });
    expect(await find("e1")).toBeUndefined();
    expect(await find("b999", 2_000)).toBeUndefined();
  });

  it("are not found by an entry that continues one of another action", async () => {
    const search: CauseSearch = { on: { id: "g1" }, actions: ["group.deleted"], mentions: ["u7"] };

    expect(await findCause(db.read, TENANT, search, LATER)).toBeUndefined();
    await inTransaction(db, async (trx) => {
      const deleted: AuditEvent = { action: "group.deleted", resourceType: "Group", resourceId: "g1" };
      await recordAudits(trx, testOrigin("t3"), 2_000, [deleted]);
      await recordParts(trx, testOrigin("t3"), 3_000, [["u6"], ["u7"]]);
    });
    expect(await findCause(db.read, "t3", search, LATER)).toBeUndefined();
    expect(
      await findCause(db.read, "t3", { ...search, actions: ["group.deleted", "group.changed"] }, LATER),
    ).toMatchObject({ action: "group.changed" });
  });

  const searches: readonly [string, CauseSearch, RegExp][] = [
    [
      "a thing",
      { on: { id: "g1" }, actions: ["group.changed", "group.deleted"], mentions: ["u7"] },
      /audit_entries_by_resource|audit_entries_pkey|sqlite_autoindex_audit_entries_1/,
    ],
    ["a kind", { on: { kind: "SecurityRole" }, actions: ["securityRole.deleted"] }, /audit_entries_by_kind/],
  ];

  it.each(searches)("are sought by an index, those of %s", async (_, search, index) => {
    const explain = database === "sqlite" ? "explain query plan" : "explain";
    for (const { sql, bindings } of [
      causeStatement(TENANT, search, LATER),
      partsStatement(TENANT, search, LATER, firstIdAt(LATER)),
    ]) {
      const plan = JSON.stringify(await queryRows(db.read, `${explain} ${sql}`, bindings));

      expect(plan).toMatch(index);
      expect(plan).not.toMatch(/SCAN audit_entries|Seq Scan/);
    }
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
