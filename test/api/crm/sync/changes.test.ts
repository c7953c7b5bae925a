import { listInstances } from "../../../../src/access/instances.js";
import type { Connector } from "../../../../src/crm/connectors/connector.js";
import { continueJobs, findJob } from "../../../../src/crm/sync/jobs.js";
import { runDueTasks } from "../../../../src/crm/sync/worker.js";
import { MINUTE } from "../../../../src/db/duration.js";
import type { AdminClient } from "../../../support/admin-client.js";
import { startSecondApp, useTestApp } from "../../../support/app.js";
import { DATABASES } from "../../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../../support/scim-client.js";
import {
  instanceRows,
  oneByOne,
  openTasks,
  recordActions,
  recordOf,
  stateOf,
  workerDeps,
  wrapConnectors,
} from "../../../support/sync.js";

describe.each(DATABASES)("changes and their tasks on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 100 });
  });

  const worker = () => workerDeps({ db: app.db, now: () => now });
  const person = async (userName: string, licenseSkus = "CRM"): Promise<string> => {
    const user = { userName, emails: [{ value: `${userName}@contoso.com` }], [CRM_USER]: { licenseSkus } };
    return (await client.createUser(user)).id;
  };
  const set = (id: string, path: string, value: unknown) =>
    client.patch(`/Users/${id}`, [{ op: "replace", path, value }]);

  /** Does something while a worker is between reading facts and storing what came of them. */
  const meanwhile = (action: () => Promise<unknown>) => {
    let done = false;
    return wrapConnectors(worker(), (connector: Connector) => ({
      ...oneByOne(connector),
      find: async (ids) => {
        if (!done) await action();
        done = true;
        return connector.find(ids);
      },
    }));
  };

  it.each([
    ["a title", (id: string) => set(id, "title", "Director"), { enabled: true }],
    ["the license", (id: string) => set(id, `${CRM_USER}:licenseSkus`, "none"), { enabled: false }],
    ["sign-in", (id: string) => set(id, "active", false), { enabled: false }],
    ["the user itself", (id: string) => client.delete(`/Users/${id}`), { enabled: false }],
  ])("brings what changed of %s while a worker was at it: the task stays due", async (_, change, is) => {
    const id = await person("ada");
    let isDone = false;
    const deps = meanwhile(async () => {
      await change(id);
      // A worker does not take a task out of another one's hands.
      expect(await runDueTasks(worker())).toMatchObject({ tasks: 0 });
      isDone = true;
    });

    // Once with what was, and once more with what is.
    expect(await runDueTasks(deps)).toMatchObject({ tasks: 2, failed: 0 });

    expect(isDone).toBe(true);
    expect(await recordOf(app.db, client.tenantId, id)).toMatchObject(is);
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  });

  it("makes one task of a hundred changes before a run, and one change of the record", async () => {
    const id = await person("ada");
    await app.sync();
    for (let i = 0; i < 100; i++) await set(id, "title", `Title ${i}`);

    expect(await openTasks(app.db, client.tenantId)).toEqual([
      expect.objectContaining({ user_id: id, generation: 100 }),
    ]);
    expect(await app.sync()).toEqual({ tasks: 1, changed: 1, failed: 0 });
    expect((await recordOf(app.db, client.tenantId, id))?.columns["title"]).toBe("Title 99");
    expect(await recordActions(app.db, client.tenantId, id)).toEqual(["record.created", "record.changed"]);
  });

  it("asks for nothing where a change has nothing to do with the CRM", async () => {
    const { id } = await client.createUser({ userName: "nobody" });
    await set(id, "title", "Visitor");
    const group = await client.createGroup("Visitors", [id]);
    await client.patch(`/Groups/${group.id}`, [{ op: "remove", path: "members" }]);
    await client.delete(`/Users/${id}`);

    expect(await openTasks(app.db, client.tenantId)).toEqual([]);
  });

  it("keeps the place in the queue of somebody who changes again and again", async () => {
    const first = await person("first");
    now += MINUTE;
    await person("second");
    now += MINUTE;
    await set(first, "title", "Director");
    const order: string[] = [];

    await runDueTasks(
      wrapConnectors(worker(), (connector) => ({
        ...oneByOne(connector),
        create: (desired) => {
          order.push(desired.columns["domainname"] ?? "");
          return connector.create(desired);
        },
      })),
    );

    expect(order).toEqual(["first", "second"]);
  });

  it("ends with the last of fifty changes at once while four workers run", async () => {
    const id = await person("ada");
    const written = new AbortController();
    const workers = Array.from({ length: 4 }, async () => {
      while (!written.signal.aborted) {
        await runDueTasks(worker());
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => set(id, "title", `Title ${i}`)));
    written.abort();
    await Promise.all(workers);
    await app.sync();

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { body } = await client.get(`/Users/${id}`);
    expect((await recordOf(app.db, client.tenantId, id))?.columns["title"]).toBe(body.title);
    expect(await instanceRows(app.db, client.tenantId)).toHaveLength(1);
    expect(await stateOf(worker(), client.tenantId)).toBe("finished");
  }, 30_000);

  it("synchronizes everybody as a job that tells how far it is, and goes on in another process [R016]", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(await person(`p${i}`));
    await app.sync();
    const { status, body: job } = await admin.post("/sync", {});
    expect([status, job.state, job.people]).toEqual([202, "running", 0]);

    // The process dies with the job in its hands; another one takes it up when that is sure.
    const lost = continueJobs({ ...app.db, write: failing(app.db.write) }, now);
    await expect(lost).rejects.toThrow("the process is gone");
    const second = await startSecondApp(app, { now: () => now });
    try {
      expect(await continueJobs(second.db, now)).toBe(false);
      now += MINUTE;
      expect(await continueJobs(second.db, now)).toBe(true);
    } finally {
      await second.close();
    }

    expect(await findJob(app.db, client.tenantId, job.id)).toMatchObject({ state: "done", people: 3 });
    expect((await admin.get(`/sync/jobs/${job.id}`)).body).toMatchObject({ waiting: 3, parked: 0 });
    expect(await app.sync()).toEqual({ tasks: 3, changed: 0, failed: 0 });
    expect((await admin.get(`/sync/jobs/${job.id}`)).body).toMatchObject({ waiting: 0 });
  });

  it("synchronizes everybody in one instance, by its name [R016]", async () => {
    await person("ada");
    await app.sync();
    const [instance] = await listInstances(app.db.write, client.tenantId);

    const { status, body } = await admin.post("/sync", { instance: instance?.name });

    expect([status, body.instanceId]).toEqual([202, instance?.id]);
    expect(await app.sync()).toEqual({ tasks: 1, changed: 0, failed: 0 });
    expect((await admin.post("/sync", { instance: "nowhere" })).status).toBe(404);
  });
});

/** A writer on which no transaction can be begun. */
function failing<T extends object>(write: T): T {
  return new Proxy(write, {
    get: (target, name) =>
      name === "transaction"
        ? () => Promise.reject(new Error("the process is gone"))
        : Reflect.get(target, name, target),
  });
}
