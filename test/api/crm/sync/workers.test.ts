import type { SyncDeps } from "../../../../src/crm/sync/sync-deps.js";
import { runDueTasks } from "../../../../src/crm/sync/worker.js";
import { type Database, openDatabase } from "../../../../src/db/connect.js";
import { urlOf, useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { runs } from "../../../support/extent.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";
import {
  instanceRows,
  oneByOne,
  recordActions,
  stateOf,
  workerDeps,
  wrapConnectors,
} from "../../../support/sync.js";

const PEOPLE = runs(150, 500);

describe.each(DATABASES)("several workers on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  const others: Database[] = [];

  beforeAll(async () => {
    client = await app.connectToCrm();
    const admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 * PEOPLE });
    for (let i = 0; i < 2; i++) others.push(openDatabase(urlOf(app.db)));
  });

  afterAll(async () => {
    for (const db of others) await db.close();
  });

  const worker = (db: Database): SyncDeps => workerDeps({ db, now: Date.now });

  it("do every task once, and no two of them one person at a time", async () => {
    const bulk = Array.from({ length: PEOPLE }, (_, i) => ({
      method: "POST",
      path: "/Users",
      bulkId: `u${i}`,
      data: {
        userName: `u${i}`,
        emails: [{ value: `u${i}@contoso.com` }],
        [CRM_USER]: { licenseSkus: "CRM" },
      },
    }));
    const { body } = await client.post("/Bulk", {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: bulk,
    });
    expect(body.Operations.filter(({ status }: { status: string }) => status !== "201")).toEqual([]);

    const busy = new Set<string>();
    const made = new Map<string, number>();
    const overlaps: string[] = [];
    /** Notices when it is asked for somebody for whom another worker is at it. */
    const watched = (deps: SyncDeps): SyncDeps =>
      wrapConnectors(deps, (connector) => ({
        ...oneByOne(connector),
        create: async (desired) => {
          const id = desired.directoryId;
          if (busy.has(id)) overlaps.push(id);
          busy.add(id);
          await new Promise((resolve) => setImmediate(resolve));
          const row = await connector.create(desired);
          made.set(id, (made.get(id) ?? 0) + 1);
          busy.delete(id);
          return row;
        },
      }));

    const databases = [app.db, app.db, ...others];
    const results = await Promise.all(databases.map((db) => runDueTasks(watched(worker(db)))));

    expect(overlaps).toEqual([]);
    expect(results.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(PEOPLE);
    expect(results.filter(({ tasks }) => tasks > 0).length).toBeGreaterThan(1);
    expect([...made.values()].filter((times) => times !== 1)).toEqual([]);
    const rows = await instanceRows(app.db, client.tenantId);
    expect(rows).toHaveLength(PEOPLE);
    expect(await recordActions(app.db, client.tenantId, rows[0]?.directory_id ?? "")).toEqual([
      "record.created",
    ]);
    expect(await stateOf(worker(app.db), client.tenantId)).toBe("finished");
  }, 60_000);
});
