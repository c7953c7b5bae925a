import { queryRows } from "../../../src/db/query.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";
import { workJobs } from "../../support/work-jobs.js";

type Json = Answer["body"];

describe.each(DATABASES)("jobs on %s", (database) => {
  let now = Date.now();
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
  });

  const work = (signal?: AbortSignal): Promise<void> => workJobs(app, () => now, signal);
  const people = async (...names: string[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const userName of names) ids.push((await client.createUser({ userName })).id);
    return ids;
  };
  const start = async (body: object): Promise<Json> => {
    const answer = await admin.post("/jobs", body);
    if (answer.status !== 202) throw new Error(`answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const job = async ({ id }: Json): Promise<Json> => (await admin.get(`/jobs/${id}`)).body;

  it("assigns licenses until no seat is left, and tells for whom it failed", async () => {
    const ids = await people("a", "b", "c");
    const started = await start({ kind: "assignLicenses", params: { sku: "CRM" }, userIds: ids });
    expect(started).toMatchObject({ state: "running", total: 3, done: 0, failed: 0 });
    await work();

    expect(await job(started)).toMatchObject({ state: "done", total: 3, done: 3, failed: 1 });
    const failed = (await admin.get(`/jobs/${started.id}/results?state=failed`)).body.value;
    expect(failed).toMatchObject([{ userId: ids[2], displayName: "c", code: "LICENSE_POOL_EXHAUSTED" }]);
    expect((await admin.get("/users?license=CRM")).body.value).toHaveLength(2);
    expect((await admin.all(`/jobs/${started.id}/results?limit=1`)).map(({ userId }) => userId)).toEqual(
      ids.toSorted(),
    );
  });

  it("tries again those for whom it failed", async () => {
    const ids = await people("a", "b", "c");
    const started = await start({ kind: "assignLicenses", params: { sku: "CRM" }, userIds: ids });
    expect(problemOf(await admin.post(`/jobs/${started.id}/retry`))).toBe("409 conflict");
    await work();
    await admin.post("/licenses/CRM/purchase", { seats: 1 });
    expect((await admin.post(`/jobs/${started.id}/retry`)).body).toMatchObject({
      state: "running",
      failed: 0,
      done: 2,
    });
    await work();
    expect(await job(started)).toMatchObject({ state: "done", done: 3, failed: 0 });
  });

  it("changes all users that a query finds, at the moment of the request", async () => {
    await people("ann", "anna", "bob");
    const started = await start({ kind: "block", query: { filter: 'userName sw "an"' } });
    await people("anton");
    await work();
    expect(await job(started)).toMatchObject({ total: 2, done: 2, failed: 0 });
    const blocked = (await admin.get("/users?view=blocked&sortBy=userName")).body.value;
    expect(blocked.map(({ userName }: Json) => userName)).toEqual(["ann", "anna"]);
    await start({ kind: "unblock", query: { view: "blocked" } });
    await work();
    expect((await admin.get("/users?view=blocked")).body.value).toEqual([]);
  });

  it("does every other kind of change", async () => {
    const [ada = "", bob = ""] = await people("ada", "bob");
    const group = await client.createGroup("Sales");
    const one = async (kind: string, params: object = {}, userIds = [ada]): Promise<void> => {
      const started = await start({ kind, params, userIds });
      await work();
      const { value } = (await admin.get(`/jobs/${started.id}/results`)).body;
      expect([kind, ...value]).toEqual([
        kind,
        ...userIds.map((userId) => expect.objectContaining({ userId, state: "done" })),
      ]);
    };
    await one("assignLicenses", { sku: "CRM" });
    await one("addToGroup", { group: group.id });
    expect((await admin.get(`/groups/${group.id}/members`)).body.value).toMatchObject([{ id: ada }]);
    await one("removeFromGroup", { group: group.id });
    await one("addRoles", { instance: "main", roles: ["Salesperson"] });
    await one("sync", { instance: "main" });
    await one("setMode", { instance: "main", mode: "Administrative" });
    await one("removeRoles", { instance: "main", roles: ["Salesperson"] });
    const unit = await admin.post("/instances/main/business-units", { name: "North", parent: "Root" });
    await one("moveUnit", { instance: "main", businessUnit: unit.body.id });
    await one("removeLicenses", { sku: "CRM" });
    await client.patch(`/Users/${bob}`, [
      { op: "add", value: { emails: [{ value: "bob@contoso.com", primary: true }] } },
    ]);
    await one("delete", {}, [bob]);
    await one("restore", {}, [bob]);
    expect((await admin.get(`/users/${bob}`)).status).toBe(200);
  });

  it("writes an entry of the audit trail for each user, by whoever started it", async () => {
    const [ada = ""] = await people("ada");
    const started = await start({ kind: "block", userIds: [ada] });
    await work();
    const entries = (await admin.get("/audit")).body.value;
    const [changed] = entries.filter(({ action }: Json) => action === "user.changed");
    const [begun] = entries.filter(({ action }: Json) => action === "job.started");
    expect(changed).toMatchObject({ resourceId: ada, actor: begun.actor, requestId: begun.requestId });
    expect(begun).toMatchObject({ resourceId: started.id, facts: { kind: "block", users: 1 } });
  });

  it("ends when it is canceled, and leaves changed what is through", async () => {
    const ids = await people("a", "b");
    const started = await start({ kind: "block", userIds: ids });
    expect((await admin.post(`/jobs/${started.id}/cancel`)).body).toMatchObject({
      state: "canceled",
      done: 0,
    });
    await work();
    expect(await job(started)).toMatchObject({ state: "canceled", done: 0 });
    expect(problemOf(await admin.post(`/jobs/${started.id}/cancel`))).toBe("409 conflict");
  });

  it("goes on where a worker died, when its lease is over", async () => {
    const started = await start({ kind: "block", userIds: await people("a", "b") });
    const lease = "update jobs set leased_until = ? where tenant_id = ?";
    await queryRows(app.db.write, lease, [now + 8000, client.tenantId]);
    await work();
    expect(await job(started)).toMatchObject({ state: "running", done: 0 });
    now += 9000;
    await work();
    expect(await job(started)).toMatchObject({ state: "done", done: 2 });
  });

  it("is canceled and changes nobody if whoever looked up its users is gone", async () => {
    const started = await start({ kind: "block", userIds: await people("a", "b") });
    const asLeft = "update jobs set state = 'selecting', leased_until = ? where tenant_id = ?";
    await queryRows(app.db.write, asLeft, [now + 8000, client.tenantId]);
    await work();
    expect(await job(started)).toMatchObject({ state: "selecting" });
    now += 9000;
    await work();
    expect(await job(started)).toMatchObject({ state: "canceled", total: 2, done: 0 });
    expect((await admin.get("/users?view=blocked")).body.value).toEqual([]);
  });

  it("is canceled if its users cannot be looked up", async () => {
    expect((await admin.post("/jobs", { kind: "block", query: { license: "GOLD" } })).status).toBe(404);
    expect((await admin.get("/jobs")).body.value).toMatchObject([{ state: "canceled", total: 0 }]);
  });

  it("does no more than the person who started it may do now", async () => {
    const [boss = "", ada = ""] = await people("boss", "ada");
    await admin.put(`/users/${boss}/administrator-roles`, { roles: ["userManagement"] });
    const own = await app.admin(client, ["userManagement"], boss);
    expect(problemOf(await own.post("/jobs", { kind: "sync", userIds: [ada] }))).toBe("403 forbidden");
    const { body } = await own.post("/jobs", { kind: "block", userIds: [ada] });
    await admin.put(`/users/${boss}/administrator-roles`, { roles: [] });
    await work();
    const [result] = (await admin.get(`/jobs/${body.id}/results`)).body.value;
    expect(result).toMatchObject({ userId: ada, state: "failed", code: "forbidden" });
    const password = await app.admin(client, ["password"]);
    expect(problemOf(await password.post(`/jobs/${body.id}/retry`))).toBe("403 forbidden");
  });

  it("refuses a job that lacks what its kind needs, and one that names no users", async () => {
    const [ada = ""] = await people("ada");
    for (const body of [
      { kind: "assignLicenses", userIds: [ada] },
      { kind: "addRoles", params: { instance: "main" }, userIds: [ada] },
      { kind: "block" },
      { kind: "block", userIds: [ada], query: {} },
      { kind: "sing", userIds: [ada] },
      { kind: "block", query: { view: "all" } },
    ]) {
      expect((await admin.post("/jobs", body)).status).toBe(400);
    }
    expect((await admin.get("/jobs")).body.value).toEqual([]);
  });

  it("shows the jobs of no other tenant", async () => {
    const { id } = await start({ kind: "block", userIds: await people("ada") });
    const other = await app.admin(await app.connect());
    expect((await other.get("/jobs")).body.value).toEqual([]);
    for (const path of [`/jobs/${id}`, `/jobs/${id}/results`])
      expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`/jobs/${id}/cancel`)).status).toBe(404);
  });
});
