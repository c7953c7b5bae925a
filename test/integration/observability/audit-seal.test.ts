import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Database } from "../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { recordAudit } from "../../../src/observability/audit.js";
import { sealAudit, sealBatch, startAuditSealJob } from "../../../src/observability/audit-seal.js";
import { listAuditEntries } from "../../../src/observability/audit-search.js";
import { verifyAudit } from "../../../src/observability/audit-verify.js";
import { createLogger } from "../../../src/observability/log.js";
import { startSecondApp, startTestApp, urlOf } from "../../support/app.js";
import { recordMany, recordParts, testEvent, testOrigin } from "../../support/audit.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { ScimClient } from "../../support/scim-client.js";

const root = path.join(__dirname, "..", "..", "..");

describe.each(DATABASES)("the sealer of the audit trail on %s", (database) => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase(database);
  });
  afterEach(() => db.close());

  async function sequences(tenantId: string): Promise<number[]> {
    const rows = await queryRows<{ sequence: number }>(
      db.read,
      "select sequence from audit_entries where tenant_id = ? order by sequence",
      [tenantId],
    );
    return rows.map(({ sequence }) => sequence);
  }

  /** Starts a script of `test/support` on the database, and kills it when it has said something, which is returned. */
  async function killWhenItSpeaks(name: string): Promise<string> {
    const script = path.join(root, "test", "support", name);
    const child = spawn(process.execPath, ["--import", "tsx", script, urlOf(db)], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    child.kill("SIGKILL");
    await once(child, "exit");
    return said.toString();
  }

  function numbersTo(count: number): number[] {
    return Array.from({ length: count }, (_, index) => index + 1);
  }

  it("numbers the entries of each tenant from 1 without a gap, over any number of batches [R145]", async () => {
    await recordMany(db, "a", 450);
    await recordMany(db, "b", 3);
    await sealAudit(db);
    await recordMany(db, "b", 2);
    await sealAudit(db);

    expect(await sequences("a")).toEqual(numbersTo(450));
    expect(await sequences("b")).toEqual(numbersTo(5));
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 450, unsealed: 0, offense: undefined });
    expect(await verifyAudit(db, "b")).toMatchObject({ sealed: 5, unsealed: 0, offense: undefined });
  });

  it("leaves what is sealed as it is", async () => {
    await recordMany(db, "a", 3);
    const first = await sealAudit(db);
    const again = await sealAudit(db);

    expect([...first.keys()]).toEqual(["a"]);
    expect([...again.keys()]).toEqual([]);
    expect((await verifyAudit(db, "a")).head).toEqual(first.get("a"));
  });

  if (database === "postgres") {
    it("seals an entry that is committed after later ones were sealed", async () => {
      await inTransaction(db, async (trx) => {
        await recordAudit(trx, testOrigin("a"), 1000, testEvent("late"));
        await recordMany(db, "a", 2, 2000);
        await sealAudit(db);
      });
      await sealAudit(db);
      const rows = await queryRows<{ resource_id: string }>(
        db.read,
        "select resource_id from audit_entries where tenant_id = 'a' order by sequence",
      );

      expect(rows.map((row) => row.resource_id).at(-1)).toBe("late");
      expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 3, unsealed: 0, offense: undefined });
    });
  }

  it("has every entry exactly once when a hundred changes and several sealers run at once", async () => {
    const done = new AbortController();
    const sealing = Array.from({ length: 3 }, async () => {
      while (!done.signal.aborted) {
        await sealAudit(db);
        await new Promise(setImmediate);
      }
    });
    await Promise.all(
      numbersTo(100).map((number) =>
        inTransaction(db, (trx) => recordAudit(trx, testOrigin("a"), Date.now(), testEvent(`r${number}`))),
      ),
    );
    done.abort();
    await Promise.all(sealing);
    await sealAudit(db);
    const rows = await queryRows<{ resource_id: string }>(db.read, "select resource_id from audit_entries");

    expect(await sequences("a")).toEqual(numbersTo(100));
    expect(new Set(rows.map((row) => row.resource_id)).size).toBe(100);
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 100, offense: undefined });
  });

  it("leaves a whole chain when its process is killed in the middle of a batch", async () => {
    await recordMany(db, "a", 5);
    await sealAudit(db);
    await recordMany(db, "a", 20);
    const said = await killWhenItSpeaks("seal-and-hang.ts");

    expect(said).toBe("sealed 25, not committed\n");
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 5, unsealed: 20, offense: undefined });

    await sealAudit(db);

    expect(await sequences("a")).toEqual(numbersTo(25));
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 25, unsealed: 0, offense: undefined });
  }, 20_000);

  it("has no part of a change of many ids whose process is killed before it commits", async () => {
    await recordMany(db, "a", 5);
    await sealAudit(db);
    const said = await killWhenItSpeaks("change-and-hang.ts");

    expect(said).toBe("recorded 3 parts, not committed\n");
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 5, unsealed: 0, offense: undefined });

    await inTransaction(db, (trx) => recordParts(trx, testOrigin("a"), 6_000, [["u1"], ["u2"], ["u3"]]));
    await sealAudit(db);

    expect(await sequences("a")).toEqual(numbersTo(8));
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 8, unsealed: 0, offense: undefined });
  }, 20_000);

  it("seals the parts of one change over several batches, and goes on after a kill between them", async () => {
    const parts = Array.from({ length: 450 }, (_, index) => [`u${index}`]);
    const first = await inTransaction(db, (trx) => recordParts(trx, testOrigin("a"), 6_000, parts));
    await inTransaction(db, sealBatch);
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 200, unsealed: 250, offense: undefined });

    expect(await killWhenItSpeaks("seal-and-hang.ts")).toBe("sealed 400, not committed\n");
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 200, unsealed: 250, offense: undefined });

    await sealAudit(db);
    const entries = await listAuditEntries(db.read, "a", { entry: first }, { limit: 1000 });
    expect(entries.map(({ sequence }) => sequence)).toEqual(numbersTo(450).toReversed());
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 450, unsealed: 0, offense: undefined });
  }, 20_000);

  it("seals within a second or two while it runs, logs the head once, and the rest when it stops", async () => {
    const lines: string[] = [];
    const log = createLogger({ level: "info", destination: { write: (line) => void lines.push(line) } });
    const sealer = startAuditSealJob(db, log);
    await recordMany(db, "a", 2);
    const deadline = Date.now() + 4000;
    while ((await verifyAudit(db, "a")).sealed < 2 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { sealed, head } = await verifyAudit(db, "a");
    await recordMany(db, "a", 1);
    await sealer.stop();

    expect(sealed).toBe(2);
    expect(await verifyAudit(db, "a")).toMatchObject({ sealed: 3, unsealed: 0 });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ tenantId: "a", head: `2:${head.chain}`, msg: "audit trail sealed" }),
    ]);
  });

  it("goes on when a try fails, with a line in the log", async () => {
    const lines: string[] = [];
    const log = createLogger({ level: "info", destination: { write: (line) => void lines.push(line) } });
    await recordMany(db, "a", 1);
    // Somebody put an entry where the next one belongs.
    await db.write.raw("update audit_entries set sequence = 1, chain = 'x' where tenant_id = 'a'");
    await recordMany(db, "a", 1);
    const sealer = startAuditSealJob(db, log);
    await sealer.stop();

    expect(lines).toEqual([expect.stringContaining("could not seal the audit trail")]);
    expect((await verifyAudit(db, "a")).offense).toBeDefined();
  });
});

describe.each(DATABASES)("the audit trail of two servers on %s", (database) => {
  it("is one chain when both take changes of one tenant and both seal [R145]", async () => {
    const first = await startTestApp(database);
    const second = await startSecondApp(first);
    try {
      const scim = await first.connect();
      const { token, tenantId, connectionId } = scim;
      const there = new ScimClient({ url: second.url, token, tenantId, connectionId });
      const done = new AbortController();
      const sealing = [first, second].map(async (app) => {
        while (!done.signal.aborted) {
          await sealAudit(app.db);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      });
      const created = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          (index % 2 === 0 ? scim : there).createUser({ userName: `u${index}` }),
        ),
      );
      done.abort();
      await Promise.all(sealing);
      await sealAudit(first.db);
      const count = await queryFirst<{ entries: number }>(
        first.db.read,
        "select count(distinct resource_id) as entries from audit_entries where tenant_id = ?",
        [scim.tenantId],
      );

      expect(new Set(created.map(({ id }) => id)).size).toBe(60);
      expect(count?.entries).toBe(60);
      expect(await verifyAudit(first.db, scim.tenantId)).toMatchObject({ sealed: 60, offense: undefined });
    } finally {
      await second.close();
      await first.close();
    }
  }, 20_000);
});
