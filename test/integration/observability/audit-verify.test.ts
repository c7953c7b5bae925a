import type { Database } from "../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { findAuditHead } from "../../../src/observability/audit-head.js";
import { type AuditRow, hashOfRow, nextLink } from "../../../src/observability/audit-rows.js";
import { sealAudit } from "../../../src/observability/audit-seal.js";
import { verifyAudit } from "../../../src/observability/audit-verify.js";
import { eraseAudit } from "../../../src/use-cases/operations/erase-audit.js";
import { recordMany } from "../../support/audit.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const TENANT = "t";

/** Entries sealed before each test, and entries that wait. */
const SEALED = 6;
const WAITING = 2;

/** Every column of an entry, with what it is changed to. */
const COLUMNS: Readonly<Record<string, string>> = {
  tenant_id: "'other'",
  id: "'00000000-0000-7000-8000-000000000000'",
  at: "at + 1",
  action: "'user.deleted'",
  resource_type: "'Group'",
  resource_id: "'u9'",
  actor_kind: "'token'",
  actor_id: "'somebody else'",
  trigger_kind: "'scim'",
  request_id: "null",
  changed: `'["nickName"]'`,
  facts: "'{}'",
  values_hash: "null",
  hash: "'0'",
  salt: "'c2FsdA'",
  personal: `'{"title":{"after":"Boss"}}'`,
  sequence: "100",
  chain: "'0'",
};

describe.each(DATABASES)("usher's check of the audit trail on %s", (database) => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  beforeEach(async () => {
    for (const table of ["audit_entries", "audit_heads"]) await run(`delete from ${table}`);
    await recordMany(db, TENANT, SEALED);
    await sealAudit(db);
    await recordMany(db, TENANT, WAITING, 5_000);
  });
  afterAll(() => db.close());

  const run = (sql: string): Promise<unknown> => db.write.raw(sql);
  const offense = async (): Promise<unknown> => (await verifyAudit(db, TENANT)).offense;
  const change = (sequence: number, column: string, value: string): Promise<unknown> =>
    run(`update audit_entries set ${column} = ${value} where tenant_id = 't' and sequence = ${sequence}`);

  it("has a case for every column", async () => {
    const row = await queryFirst<Record<string, unknown>>(db.read, "select * from audit_entries limit 1");

    expect(Object.keys(COLUMNS).toSorted()).toEqual(Object.keys(row ?? {}).toSorted());
  });

  it("finds nothing in a trail that nobody touched, and tells its head and its tail", async () => {
    expect(await verifyAudit(db, TENANT)).toEqual({
      sealed: SEALED,
      unsealed: WAITING,
      erased: 0,
      head: await findAuditHead(db.read, TENANT),
      offense: undefined,
    });
    expect(await verifyAudit(db, "nobody")).toEqual({
      sealed: 0,
      unsealed: 0,
      erased: 0,
      head: { sequence: 0, chain: "" },
      offense: undefined,
    });
  });

  it.each(Object.entries(COLUMNS))("finds a sealed entry whose %s was altered", async (column, value) => {
    await change(3, column, value);

    expect(await offense()).toMatchObject({ sequence: 3 });
  });

  it.each(Object.entries(COLUMNS).filter(([column]) => !["tenant_id", "sequence"].includes(column)))(
    "finds an entry that waits whose %s was altered",
    async (column, value) => {
      const latest = "select max(id) from audit_entries where tenant_id = 't'";
      await run(`update audit_entries set ${column} = ${value} where id = (${latest})`);

      expect(await offense()).toMatchObject({ sequence: undefined, problem: expect.any(String) });
    },
  );

  it.each([1, 3, SEALED])("finds that entry %d is gone", async (sequence) => {
    await run(`delete from audit_entries where tenant_id = 't' and sequence = ${sequence}`);

    expect(await offense()).toMatchObject({ sequence, id: undefined });
  });

  it("finds that entries are gone though those behind them were renumbered", async () => {
    await run("delete from audit_entries where tenant_id = 't' and sequence = 3");
    for (const sequence of [4, 5, 6]) await change(sequence, "sequence", String(sequence - 1));

    expect(await offense()).toMatchObject({ sequence: 3 });
  });

  it("finds entries that changed places, with and without their links", async () => {
    for (const [from, to] of [
      [2, 50],
      [5, 2],
      [50, 5],
    ] as const) {
      await change(from, "sequence", String(to));
    }
    expect(await offense()).toMatchObject({ sequence: 2 });

    const chains = await queryRows<{ sequence: number; chain: string }>(
      db.read,
      "select sequence, chain from audit_entries where tenant_id = 't' and sequence in (2, 5)",
    );
    for (const { sequence, chain } of chains) await change(sequence === 2 ? 5 : 2, "chain", `'${chain}'`);
    expect(await offense()).toMatchObject({ sequence: 2 });
  });

  it("finds an entry that was altered and hashed and linked anew", async () => {
    await change(3, "action", "'user.deleted'");
    const row = await queryFirst<AuditRow>(
      db.read,
      "select * from audit_entries where tenant_id = 't' and sequence = 3",
    );
    const before = await queryFirst<{ chain: string }>(
      db.read,
      "select chain from audit_entries where tenant_id = 't' and sequence = 2",
    );
    const hash = row === undefined ? "" : hashOfRow(row);
    await change(3, "hash", `'${hash}'`);
    await change(3, "chain", `'${nextLink(before?.chain ?? "", hash)}'`);

    expect(await offense()).toMatchObject({ sequence: 4 });
  });

  it("finds entries that were put in: between, at the end, and beside the chain", async () => {
    const copy = async (sequence: string): Promise<unknown> => {
      await run("delete from audit_entries where id = 'copy'");
      await run(
        `insert into audit_entries select tenant_id, 'copy', at, action, resource_type, resource_id, actor_kind,
           actor_id, trigger_kind, request_id, changed, facts, values_hash, hash, salt, personal, ${sequence}, chain
         from audit_entries where tenant_id = 't' and sequence = 6`,
      );
      return offense();
    };

    expect(await copy("7")).toMatchObject({ sequence: 7 });
    expect(await copy("0")).toMatchObject({ problem: "there are entries outside the chain" });
    expect(await copy("null")).toMatchObject({ id: "copy" });
    await run("drop index audit_entries_by_sequence");
    expect(await copy("3")).toMatchObject({ sequence: expect.any(Number) });
    await run("delete from audit_entries where id = 'copy'");
    await run("create unique index audit_entries_by_sequence on audit_entries (tenant_id, sequence)");
  });

  it("finds an entry that was sealed by hand", async () => {
    const head = await findAuditHead(db.read, TENANT);
    const [row] = await queryRows<AuditRow>(
      db.read,
      "select * from audit_entries where tenant_id = 't' and sequence is null order by id limit 1",
    );
    const link = row === undefined ? "" : nextLink(head.chain, hashOfRow(row));
    await run(`update audit_entries set sequence = 7, chain = '${link}' where id = '${row?.id}'`);

    expect(await offense()).toMatchObject({ sequence: 7, problem: "the sealer did not seal this entry" });
  });

  it("finds a head that was altered, and an entry whose sealing was undone", async () => {
    await run("update audit_heads set chain = '0'");
    expect(await offense()).toMatchObject({ sequence: SEALED });

    await run("update audit_entries set sequence = null, chain = null where sequence = 6");
    expect(await offense()).toMatchObject({ sequence: SEALED });
  });

  it("finds by a noted head that the trail was cut together with its head, or rewritten", async () => {
    const noted = await findAuditHead(db.read, TENANT);
    const earlier = await queryFirst<{ sequence: number; chain: string }>(
      db.read,
      "select sequence, chain from audit_entries where tenant_id = 't' and sequence = 4",
    );
    await sealAudit(db);
    expect((await verifyAudit(db, TENANT, noted)).offense).toBeUndefined();
    expect((await verifyAudit(db, TENANT, earlier)).offense).toBeUndefined();

    const wrong = { sequence: 4, chain: noted.chain };
    expect((await verifyAudit(db, TENANT, wrong)).offense).toMatchObject({ sequence: 4 });

    await run("delete from audit_entries where sequence > 4");
    await run(`update audit_heads set sequence = 4, chain = '${earlier?.chain}'`);
    expect((await verifyAudit(db, TENANT)).offense).toBeUndefined();
    expect((await verifyAudit(db, TENANT, noted)).offense).toMatchObject({ sequence: 5 });
  });

  it("goes through any number of entries page by page", async () => {
    await recordMany(db, TENANT, 2_300, 10_000);
    await sealAudit(db);
    const all = SEALED + WAITING + 2_300;
    expect(await verifyAudit(db, TENANT)).toMatchObject({ sealed: all, unsealed: 0, offense: undefined });

    await change(2_001, "facts", "'{}'");
    expect(await offense()).toMatchObject({ sequence: 2_001 });
  });

  describe("after values were erased", () => {
    const ctx = {
      viewer: { tenantId: TENANT },
      actor: { kind: "cli", id: "usher" },
      trigger: "cli",
      requestId: undefined,
      now: () => 9_000,
    } as const;

    it("finds the trail whole, counts what was erased, and has an entry that tells of it", async () => {
      await sealAudit(db);
      const erased = await eraseAudit({ ...ctx, db }, "u2");
      await sealAudit(db);
      const rows = await queryRows<Record<string, unknown>>(
        db.read,
        "select * from audit_entries where resource_id = 'u2' order by sequence",
      );

      expect(erased).toEqual({ entries: 2 });
      expect(JSON.stringify(rows)).not.toContain("title of");
      expect(rows.map(({ action, salt, personal }) => [action, salt, personal])).toEqual([
        ["user.changed", null, null],
        ["user.changed", null, null],
        ["audit.erased", null, null],
      ]);
      expect(rows.at(-1)).toMatchObject({ resource_type: "User", facts: '{"entries":2}' });
      expect(await verifyAudit(db, TENANT)).toMatchObject({ sealed: 9, erased: 2, offense: undefined });
    });

    it("does nothing the second time, and knows what it has never heard of", async () => {
      await eraseAudit({ ...ctx, db }, "u2");

      expect(await eraseAudit({ ...ctx, db }, "u2")).toEqual({ entries: 0 });
      await expect(eraseAudit({ ...ctx, db }, "u99")).rejects.toMatchObject({ code: "notFound" });
      expect(await verifyAudit(db, TENANT)).toMatchObject({ unsealed: WAITING + 1, erased: 2 });
    });

    it("finds values that went without a record of it, or in part", async () => {
      await change(4, "personal", "null");
      expect(await offense()).toMatchObject({ sequence: 4, problem: "the values were altered" });

      await change(4, "salt", "null");
      expect(await offense()).toMatchObject({ sequence: 4, problem: expect.stringContaining("no erasure") });
      await change(5, "facts", "null");
      expect(await offense()).toMatchObject({ sequence: 4 });
    });

    it("erases while the sealer is at work", async () => {
      const ids = Array.from({ length: SEALED }, (_, index) => `u${index + 1}`);
      await recordMany(db, TENANT, 300, 20_000);
      await Promise.all([sealAudit(db), ...ids.map((id) => eraseAudit({ ...ctx, db }, id))]);
      await sealAudit(db);

      expect(await verifyAudit(db, TENANT)).toMatchObject({ unsealed: 0, offense: undefined });
    });
  });
});
