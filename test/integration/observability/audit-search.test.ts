import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { type AuditEvent, type Origin, recordAudits } from "../../../src/observability/audit.js";
import { sealAudit } from "../../../src/observability/audit-seal.js";
import {
  type AuditFilter,
  auditListStatement,
  listAuditEntries,
} from "../../../src/observability/audit-search.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const TENANT = "t";
const TIME_LIMIT = 60_000;

/** How many entries the busy connection has, a millisecond apart from 1,000 on. */
const BUSY = 20_000;

/** When the rare connection writes, between entries of the busy one; the last is not sealed. */
const RARE = [1_500, 9_000, 15_000, 30_000];

describe.each(DATABASES)("the entries of an actor in a long audit trail, on %s", (database) => {
  let db: Database;

  const record = (actor: string, at: number): Promise<string[]> => {
    const origin: Origin = {
      tenantId: TENANT,
      actor: { kind: "connection", id: actor },
      trigger: "scim",
      requestId: undefined,
    };
    const event: AuditEvent = { action: "user.changed", resourceType: "User", resourceId: `of ${actor}` };
    return inTransaction(db, (trx) => recordAudits(trx, origin, at, [event]));
  };

  beforeAll(async () => {
    db = await openTestDatabase(database);
    for (const at of RARE.slice(0, -1)) await record("rare", at);
    const busy: Origin = {
      tenantId: TENANT,
      actor: { kind: "connection", id: "busy" },
      trigger: "scim",
      requestId: undefined,
    };
    await inTransaction(db, async (trx) => {
      for (let at = 1_000; at < 1_000 + BUSY; at += 500) {
        const events = Array.from(
          { length: 500 },
          (_, index): AuditEvent => ({
            action: "user.changed",
            resourceType: "User",
            resourceId: `u${at + index}`,
          }),
        );
        await recordAudits(trx, busy, at, events);
      }
    });
    await sealAudit(db);
    await record("rare", RARE.at(-1) ?? 0);
    await db.write.raw(database === "sqlite" ? "analyze" : "analyze audit_entries");
  }, TIME_LIMIT);

  afterAll(() => db.close());

  const timesOf = async (filter: AuditFilter, limit = 10): Promise<number[]> => {
    const entries = await listAuditEntries(db.read, TENANT, { actor: "rare", ...filter }, { limit });
    return entries.map(({ time }) => Date.parse(time));
  };

  it("are found newest first, sealed or not, in an interval, and page by page", async () => {
    const [newest, , , oldest] = await listAuditEntries(
      db.read,
      TENANT,
      { actor: "rare" },
      { limit: RARE.length },
    );
    const page = { before: newest?.id, limit: 1 };
    const [second] = await listAuditEntries(db.read, TENANT, { actor: "rare" }, page);

    expect(await timesOf({})).toEqual(RARE.toReversed());
    expect(await timesOf({}, 2)).toEqual([30_000, 15_000]);
    expect(await timesOf({ since: 9_000, until: 15_000 })).toEqual([9_000]);
    expect(await timesOf({ since: 9_000 })).toEqual([30_000, 15_000, 9_000]);
    expect(await timesOf({ action: "user.deleted" })).toEqual([]);
    expect(newest?.sequence).toBeUndefined();
    expect(oldest?.sequence).toEqual(expect.any(Number));
    expect(second).toMatchObject({ time: new Date(15_000).toISOString() });
    expect(await listAuditEntries(db.read, TENANT, { actor: "nobody" }, { limit: 1 })).toEqual([]);
  });

  it.each([
    ["at all times", {}],
    ["in an interval", { since: 1_000, until: 1_000 + BUSY }],
  ])("are sought by the index of the sealed ones, %s", async (_, interval) => {
    const { sql, bindings } = auditListStatement(TENANT, { actor: "rare", ...interval }, { limit: 100 });
    const explain = database === "sqlite" ? "explain query plan" : "explain";

    const plan = JSON.stringify(await queryRows(db.read, `${explain} ${sql}`, bindings));

    expect(plan).toContain("audit_entries_by_actor");
    expect(plan).toContain("audit_entries_unsealed");
    expect(plan).not.toMatch(/SCAN audit_entries|Seq Scan/);
  });
});
