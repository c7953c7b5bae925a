import { setTimeout as sleep } from "node:timers/promises";
import { parseMapping } from "../../../../src/crm/form/mapping.js";
import { checkForDrift } from "../../../../src/crm/sync/drift.js";
import type { SyncDeps } from "../../../../src/crm/sync/sync-deps.js";
import { runDueTasks } from "../../../../src/crm/sync/worker.js";
import { openDatabase } from "../../../../src/db/connect.js";
import { MINUTE } from "../../../../src/db/duration.js";
import { queryRows } from "../../../../src/db/query.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";
import { startSynchronizationJob } from "../../../../src/use-cases/records/synchronization-job.js";
import { startTestApp, type TestApp, urlOf } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";
import {
  instanceRows,
  oneByOne,
  openTasks,
  recordOf,
  stateOf,
  workerDeps,
  wrapConnectors,
} from "../../../support/sync.js";

const INTERVAL = 5 * MINUTE;

describe.each(DATABASES)("the interval check on %s", (database) => {
  let now: number;
  let app: TestApp;
  let client: ScimClient;

  // The check goes through all tenants, so each test has a database of its own.
  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    app = await startTestApp(database, { now: () => now });
    client = await app.connectToCrm();
    await (await app.admin(client)).post("/licenses", { partNumber: "CRM", purchased: 100 });
  });
  afterEach(() => app.close());

  const worker = (options: Partial<SyncDeps> = {}) => workerDeps({ db: app.db, now: () => now, ...options });
  const person = async (userName: string): Promise<string> => {
    const user = {
      userName,
      title: "Analyst",
      emails: [{ value: `${userName}@contoso.com` }],
      [CRM_USER]: { licenseSkus: "CRM" },
    };
    return (await client.createUser(user)).id;
  };
  const rowOf = async (id: string) =>
    (await instanceRows(app.db, client.tenantId)).find((row) => row.directory_id === id);

  it("finds what somebody edited in the instance and has it put back, and nothing else [R019, R020]", async () => {
    const [ada, bob] = [await person("ada"), await person("bob")];
    await app.sync();
    const edited = { ...(await rowOf(ada))?.columns, title: "Hacker", nickname: "Countess" };
    await queryRows(
      app.db.write,
      "update instance_users set columns = ?, is_disabled = 1 where tenant_id = ? and directory_id = ?",
      [JSON.stringify(edited), client.tenantId, ada],
    );
    const untouched = await rowOf(bob);

    expect(await checkForDrift(worker(), INTERVAL)).toEqual({ drifted: 1, errors: [] });
    expect(await runDueTasks(worker())).toEqual({ tasks: 1, changed: 1, failed: 0 });

    expect(await rowOf(ada)).toMatchObject({
      is_disabled: 0,
      columns: { title: "Analyst", nickname: "Countess" },
    });
    expect(await rowOf(bob)).toEqual(untouched);
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  });

  it("makes the row of a person anew that somebody deleted in the instance [R147]", async () => {
    const ada = await person("ada");
    await app.sync();
    const before = await recordOf(app.db, client.tenantId, ada);
    await queryRows(app.db.write, "delete from instance_users where tenant_id = ?", [client.tenantId]);

    expect(await checkForDrift(worker(), INTERVAL)).toMatchObject({ drifted: 1 });
    await runDueTasks(worker());

    const record = await recordOf(app.db, client.tenantId, ada);
    expect(record).toMatchObject({ id: (await rowOf(ada))?.id, enabled: true });
    expect(record?.id).not.toBe(before?.id);
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  });

  it("switches somebody off again who was deleted, when the instance switched the row on [R146]", async () => {
    const ada = await person("ada");
    await app.sync();
    await client.delete(`/Users/${ada}`);
    await app.sync();
    await queryRows(app.db.write, "update instance_users set is_disabled = 0 where tenant_id = ?", [
      client.tenantId,
    ]);

    expect(await checkForDrift(worker(), INTERVAL)).toMatchObject({ drifted: 1 });
    await runDueTasks(worker());

    expect((await rowOf(ada))?.is_disabled).toBe(1);
  });

  it("follows a new mapping after a restart, at once and without an edit of anybody [R019]", async () => {
    const ada = await person("ada");
    await app.sync();
    await checkForDrift(worker(), INTERVAL);
    const mapping = parseMapping(
      { rows: { title: { source: "displayName", constant: "none" } } },
      userSchema,
    );

    expect(await checkForDrift(worker(), INTERVAL)).toMatchObject({ drifted: undefined });
    expect(await checkForDrift(worker({ mapping }), INTERVAL)).toMatchObject({ drifted: 1 });
    await runDueTasks(worker({ mapping }));

    expect((await rowOf(ada))?.columns["title"]).toBe("none");
    expect(await checkForDrift(worker({ mapping }), INTERVAL)).toMatchObject({ drifted: undefined });
  });

  it("is done by one of two processes in each interval", async () => {
    await person("ada");
    const other = openDatabase(urlOf(app.db));
    try {
      for (let i = 0; i < 3; i++) {
        const both = await Promise.all([
          checkForDrift(worker(), INTERVAL),
          checkForDrift(worker({ db: other }), INTERVAL),
        ]);
        expect(both.filter(({ drifted }) => drifted !== undefined)).toHaveLength(1);
        now += INTERVAL;
      }
    } finally {
      await other.close();
    }
  });

  it("leaves alone what waits or was given up already", async () => {
    const ada = await person("ada");
    await queryRows(app.db.write, "update sync_tasks set parked = 'NO: never', attempts = 12", []);

    expect(await checkForDrift(worker(), INTERVAL)).toMatchObject({ drifted: 1 });

    expect(await openTasks(app.db, client.tenantId)).toEqual([
      expect.objectContaining({ user_id: ada, generation: 1, parked: "NO: never", attempts: 12 }),
    ]);
  });

  it("goes on with other instances when one cannot be reached, and says so", async () => {
    await person("ada");
    const second = await app.connectToCrm();
    await (await app.admin(second)).post("/licenses", { partNumber: "CRM", purchased: 10 });
    const down = new Error("connect ECONNREFUSED");
    const deps = worker();
    const faulty: SyncDeps = {
      ...deps,
      connectorOf: (tenantId, instance) => ({
        ...oneByOne(deps.connectorOf(tenantId, instance)),
        find: async (ids) => {
          if (tenantId === client.tenantId) throw down;
          return deps.connectorOf(tenantId, instance).find(ids);
        },
      }),
    };

    expect(await checkForDrift(faulty, INTERVAL)).toEqual({ drifted: 0, errors: [down] });
  });

  it("looks at people page by page, whatever their number", async () => {
    await person("ada");
    await app.sync();
    await queryRows(
      app.db.write,
      `insert into users (tenant_id, id, user_name_key, display_name, version, created_at, last_modified_at, resource,
         search)
       select u.tenant_id, u.id || n.n, u.user_name_key || n.n, u.display_name, 1, 0, 0, u.resource, u.search
       from users u, (with recursive n (n) as (select 1 union all select n + 1 from n where n < 250)
         select n from n) n`,
    );
    const pages: number[] = [];
    const deps = wrapConnectors(worker(), (connector) => ({
      ...oneByOne(connector),
      find: (ids) => {
        pages.push(ids.length);
        return connector.find(ids);
      },
    }));

    expect(await checkForDrift(deps, INTERVAL)).toEqual({ drifted: 0, errors: [] });

    expect(pages).toEqual([100, 100, 51]);
  });

  it("does not let changes wait for a check that takes long", async () => {
    await person("ada");
    await app.sync();
    const waiting: (() => void)[] = [];
    const deps = wrapConnectors(worker(), (connector) => ({
      ...oneByOne(connector),
      find: async (ids) => {
        if (waiting.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
        return connector.find(ids);
      },
    }));
    const errors: unknown[] = [];
    const running = startSynchronizationJob(deps, INTERVAL, (error) => void errors.push(error));
    try {
      while (waiting.length === 0) await sleep(5);
      const bob = await person("bob");
      while ((await rowOf(bob)) === undefined) await sleep(5);
    } finally {
      waiting[0]?.();
      await running.stop();
    }
    expect(errors).toEqual([]);
  });

  it("runs by itself with the jobs and tasks of a process, and stops in the middle of work", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(await person(`p${i}`));
    const errors: unknown[] = [];
    const running = startSynchronizationJob(worker(), INTERVAL, (error) => void errors.push(error));
    try {
      for (let i = 0; i < 100 && (await openTasks(app.db, client.tenantId)).length > 0; i++) await sleep(20);
      await queryRows(app.db.write, "update instance_users set is_disabled = 1", []);
      now += INTERVAL;
      for (let i = 0; i < 100 && (await rowOf(ids[0] ?? ""))?.is_disabled === 1; i++) await sleep(20);
    } finally {
      await running.stop();
    }

    expect(errors).toEqual([]);
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  });
});
