import { type Connector, RefusedByInstance } from "../../../../src/crm/connectors/connector.js";
import { MAX_ATTEMPTS } from "../../../../src/crm/sync/leases.js";
import type { SyncDeps } from "../../../../src/crm/sync/sync-deps.js";
import { runDueTasks } from "../../../../src/crm/sync/worker.js";
import { HOUR, MINUTE, SECOND } from "../../../../src/db/duration.js";
import { queryRows } from "../../../../src/db/query.js";
import { tenantContext } from "../../../../src/effects/tenant-context.js";
import { syncPerson } from "../../../../src/use-cases/records/synchronize.js";
import type { AdminClient } from "../../../support/admin-client.js";
import { startTestApp, type TestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { send } from "../../../support/http.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";
import { oneByOne, openTasks, recordOf, stateOf, workerDeps, wrapConnectors } from "../../../support/sync.js";

const BEGIN = Date.parse("2026-03-10T12:00:00Z");

describe.each(DATABASES)("an instance that fails on %s", (database) => {
  let now = BEGIN;
  let app: TestApp;
  let client: ScimClient;
  let admin: AdminClient;
  /** What the worker said of failures. */
  let failures: { userId: string; error: unknown }[];

  // What one test leaves undone another one must not find.
  beforeEach(async () => {
    now = BEGIN;
    failures = [];
    app = await startTestApp(database, { now: () => now });
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 500 });
  });
  afterEach(() => app.close());

  const worker = (wrap: (connector: Connector) => Partial<Connector> = () => ({})): SyncDeps => {
    const deps = workerDeps({
      db: app.db,
      now: () => now,
      reportFailure: ({ userId }, error) => void failures.push({ userId, error }),
    });
    return wrapConnectors(deps, (connector) => ({ ...oneByOne(connector), ...wrap(connector) }));
  };
  const person = async (userName: string): Promise<string> => {
    const user = {
      userName,
      emails: [{ value: `${userName}@contoso.com` }],
      [CRM_USER]: { licenseSkus: "CRM" },
    };
    return (await client.createUser(user)).id;
  };
  const title = (id: string, value: string) =>
    client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value }]);
  const taskOf = async (id: string) =>
    (await openTasks(app.db, client.tenantId)).find(({ user_id }) => user_id === id);

  /** Fails for one person only. */
  const failsFor =
    (id: string, error: Error) =>
    (connector: Connector): Partial<Connector> => ({
      create: async (desired) => {
        if (desired.directoryId === id) throw error;
        return connector.create(desired);
      },
      update: async (row, difference) => {
        if (row.directoryId === id) throw error;
        return connector.update(row, difference);
      },
    });

  it("with one person does the others, and tries again after longer and longer waits", async () => {
    const [one, other] = [await person("ada"), await person("bob")];
    const faulty = worker(failsFor(one, new Error("connection reset")));

    expect(await runDueTasks(faulty)).toEqual({ tasks: 2, changed: 1, failed: 1 });
    expect(await recordOf(app.db, client.tenantId, other)).toMatchObject({ enabled: true });

    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      const due = (await taskOf(one))?.due_at ?? Number.NaN;
      waits.push(due - now);
      now = due - 1;
      expect(await runDueTasks(faulty)).toMatchObject({ tasks: 0 });
      now = due;
      expect(await runDueTasks(faulty)).toMatchObject({ tasks: 1, failed: 1 });
    }
    expect(waits).toEqual([SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR]);
    expect(failures.map(({ userId }) => userId)).toEqual(Array.from({ length: 7 }, () => one));

    now += HOUR;
    expect(await runDueTasks(worker())).toEqual({ tasks: 1, changed: 1, failed: 0 });
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  });

  it("with one person again and again parks the task with its reason, until it is asked for again", async () => {
    const id = await person("ada");
    const faulty = worker(failsFor(id, new Error("connection reset")));
    for (let i = 0; i < MAX_ATTEMPTS; i++) {
      await runDueTasks(faulty);
      now += HOUR;
    }

    expect(failures).toHaveLength(MAX_ATTEMPTS);
    const { body } = await admin.get("/sync/tasks?state=parked");
    expect(body.value).toEqual([
      expect.objectContaining({
        userId: id,
        state: "parked",
        attempts: MAX_ATTEMPTS,
        reason: expect.stringMatching(/^CONNECTOR_FAILED: /),
      }),
    ]);
    now += 100 * HOUR;
    expect(await runDueTasks(faulty)).toMatchObject({ tasks: 0 });
    expect((await admin.post("/sync/tasks/retry", { userId: id })).body).toEqual({ tasks: 1 });
    expect(await runDueTasks(worker())).toMatchObject({ tasks: 1, changed: 1 });
  });

  it("by refusing for good has the task parked at once; the person's next change tries again", async () => {
    const [id, other] = [await person("ada"), await person("bob")];
    await app.sync();
    const refusing = worker(failsFor(id, new RefusedByInstance("TOO_MANY_USERS", "the instance is full")));
    await title(id, "Director");
    await title(other, "Director");

    expect(await runDueTasks(refusing)).toEqual({ tasks: 2, changed: 1, failed: 1 });

    expect((await admin.get("/sync/tasks?state=parked")).body.value).toEqual([
      {
        userId: id,
        userName: "ada",
        instanceId: expect.any(String),
        state: "parked",
        cause: "user.changed",
        attempts: 1,
        reason: "TOO_MANY_USERS: the instance is full",
        askedAt: new Date(now).toISOString(),
      },
    ]);
    now += 24 * HOUR;
    expect(await runDueTasks(worker())).toMatchObject({ tasks: 0 });
    await title(id, "Chair");
    expect(await runDueTasks(worker())).toEqual({ tasks: 1, changed: 1, failed: 0 });
    expect((await recordOf(app.db, client.tenantId, id))?.columns["title"]).toBe("Chair");
  });

  it("has its parked tasks listed page by page, and retried by instance", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await person(`p${i}`));
    const refuse = (): never => {
      throw new RefusedByInstance("NO", "never");
    };
    await runDueTasks(worker(() => ({ create: async () => refuse() })));

    const tasks = await admin.all("/sync/tasks?state=parked&limit=2");
    expect(tasks.map(({ userId }) => userId)).toEqual(ids.toSorted());
    expect((await admin.get(`/sync/tasks?userId=${ids[0]}`)).body.value).toHaveLength(1);
    expect((await admin.get("/sync/tasks?state=waiting")).body.value).toEqual([]);
    expect((await admin.post("/sync/tasks/retry", { instance: "nowhere" })).status).toBe(404);
    expect((await admin.post("/sync/tasks/retry", { instance: "main" })).body).toEqual({ tasks: 5 });
    const { body } = await admin.get("/sync/tasks?state=waiting&instance=main");
    expect(body.value).toHaveLength(5);
    expect(body.value[0]).toMatchObject({ state: "waiting", nextTryAt: new Date(now).toISOString() });
    expect((await admin.get("/audit?action=sync.retried")).body.value).toHaveLength(1);
  });

  it("as a whole loses nothing, keeps SCIM and readiness, and is tried again for as long as it takes", async () => {
    const first = await person("ada");
    const down = worker(() => ({
      find: async () => {
        throw new Error("connect ECONNREFUSED");
      },
    }));
    const began = now;
    for (let i = 0; i < 2 * MAX_ATTEMPTS; i++) {
      await runDueTasks(down);
      now += HOUR;
    }
    // Meanwhile people come and change as ever.
    const second = await person("bob");
    expect((await title(first, "Director")).status).toBe(200);
    expect((await send(app.url, { method: "GET", path: "/readyz" })).status).toBe(200);
    await runDueTasks(down);
    expect((await openTasks(app.db, client.tenantId)).map(({ parked }) => parked)).toEqual([null, null]);
    const metrics = (await send(app.url, { method: "GET", path: "/metrics" })).text;
    expect(metrics).toContain(`usher_sync_lag_seconds ${(now - began) / SECOND}\n`);

    now += HOUR;
    expect(await runDueTasks(worker())).toEqual({ tasks: 2, changed: 2, failed: 0 });
    for (const id of [first, second]) {
      expect(await recordOf(app.db, client.tenantId, id)).toMatchObject({ enabled: true });
    }
  });

  it("as a whole is asked once for all that is due, not once for each batch of it", async () => {
    for (let i = 0; i < 3; i++) await person(`p${i}`);
    // More than one batch holds, as after a synchronization of everybody.
    await queryRows(
      app.db.write,
      `insert into sync_tasks (tenant_id, user_id, instance_id, generation, cause, asked_at, due_at, leased_until,
         attempts)
       select s.tenant_id, s.user_id || n.n, s.instance_id, 1, 'forced', s.asked_at, s.due_at, 0, 0
       from sync_tasks s, (with recursive n (n) as (select 1 union all select n + 1 from n where n < 100)
         select n from n) n
       where s.tenant_id = ?`,
      [client.tenantId],
    );
    let asked = 0;
    const down = worker(() => ({
      find: async () => {
        asked += 1;
        throw new Error("connect ECONNREFUSED");
      },
    }));

    await runDueTasks(down);

    expect(asked).toBe(1);
    expect(failures).toHaveLength(1);
  });

  it("says so to an administrator who synchronizes a person at once", async () => {
    const id = await person("ada");
    const ctx = await tenantContext(app.db, client.tenantId, {
      actor: { kind: "cli", id: "test" },
      trigger: "cli",
      now: () => now,
    });
    const refusing = worker(failsFor(id, new RefusedByInstance("NO_MAILBOX", "there is no mailbox")));
    const faulty = worker(failsFor(id, new Error("connection reset")));

    await expect(syncPerson(ctx, refusing, id)).rejects.toThrow(
      "SYNC_PARKED: NO_MAILBOX: there is no mailbox",
    );
    await expect(syncPerson(ctx, faulty, id)).rejects.toThrow("SYNC_WAITING: ");
    await syncPerson(ctx, worker(), id);
    expect(await recordOf(app.db, client.tenantId, id)).toMatchObject({ enabled: true });
  });
});
