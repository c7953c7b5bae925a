import type { Connector } from "../../../../src/crm/connectors/connector.js";
import { defaultMapping } from "../../../../src/crm/form/mapping.js";
import { WorkerKilled } from "../../../../src/crm/sync/store.js";
import { SYNC_STEPS, type SyncDeps } from "../../../../src/crm/sync/sync-deps.js";
import { WORKFLOW_STATES } from "../../../../src/crm/workflows/workflows.js";
import { queryRows } from "../../../../src/db/query.js";
import type { Context } from "../../../../src/effects/context.js";
import { syncDeps } from "../../../../src/effects/records/sync-deps.js";
import { tenantContext } from "../../../../src/effects/tenant-context.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";
import { runDueWorkflows } from "../../../../src/use-cases/records/workflow-job.js";
import { runWorkflow } from "../../../../src/use-cases/records/workflows.js";
import { problemOf } from "../../../support/admin-client.js";
import { useTestApp } from "../../../support/app.js";
import { trailOf } from "../../../support/audit.js";
import { DATABASES } from "../../../support/databases.js";
import { Kinds } from "../../../support/kinds.js";
import { CRM_USER } from "../../../support/scim-client.js";
import { seatFaults } from "../../../support/seat-invariants.js";

const KINDS = [
  ["administrative", "Administrative", 1],
  ["nonInteractive", "Non-interactive", 4],
] as const;

describe.each(DATABASES)("workflows on %s", (database) => {
  let now = 0;
  const app = useTestApp(database, { now: () => now });
  let crm: Kinds;
  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    crm = await Kinds.start(app);
  });

  const account = (userName: string) => ({
    userName,
    emails: [{ value: `${userName}@contoso.com`, primary: true }],
    [CRM_USER]: { securityRoleNames: "Salesperson" },
  });
  const begin = (input: object) =>
    crm.admin.post("/workflows", { kind: "nonInteractive", instance: "main", sku: "CRM", ...input });
  const show = async (id: string) => (await crm.admin.get(`/workflows/${id}`)).body;
  const resume = (id: string) => crm.admin.post(`/workflows/${id}/resume`);
  const assigned = async () => (await crm.admin.get("/licenses/CRM")).body.assigned;
  const deps = (more: Partial<SyncDeps> = {}): SyncDeps => ({
    ...syncDeps({
      db: app.db,
      mapping: defaultMapping(userSchema),
      now: () => now,
      reportFailure: () => undefined,
    }),
    ...more,
  });
  const context = (): Promise<Context> =>
    tenantContext(app.db, crm.tenantId, {
      actor: { kind: "system", id: "workflow" },
      trigger: "sync",
      now: () => now,
    });
  /** One that is begun and stands where it was created: the first seat comes later. */
  const waiting = async (userName = "bot"): Promise<{ id: string; userId: string }> => {
    const { id: userId } = await crm.client.createUser(account(userName));
    const { body } = await begin({ userId, sku: undefined });
    expect(body).toMatchObject({ state: "created", problem: expect.stringMatching(/^SKU_REQUIRED: /) });
    await crm.set(userId, { licenseSkus: "CRM" });
    return { id: body.id, userId };
  };

  it.each(KINDS)(
    "lead from nothing to a confirmed %s user whose seat is free [R108, R115, R118, R120, R126]",
    async (kind, label, code) => {
      const { status, body } = await begin({ kind, user: account("bot") });

      expect(status).toBe(201);
      expect(body).toMatchObject({ kind, state: "confirmed", instance: "main", attempts: 0 });
      expect(body.temporaryPassword).toEqual(expect.any(String));
      expect(await show(body.id)).not.toHaveProperty("temporaryPassword");
      expect(await crm.record(body.userId)).toMatchObject({ mode: kind, enabled: true });
      expect(await crm.row(body.userId)).toEqual({ access_mode: code, is_disabled: 0 });
      expect(await assigned()).toBe(0);
      expect(await seatFaults(app.db, crm.tenantId)).toEqual([]);
      const steps = (await trailOf(app.db.write, crm.tenantId)).filter(({ action }) =>
        action.startsWith("workflow."),
      );
      expect(steps.map(({ action, facts }) => facts?.["to"] ?? action)).toEqual([
        "workflow.started",
        ...WORKFLOW_STATES.slice(1, -1),
      ]);
      expect(problemOf(await crm.setMode(body.userId, label))).toBe("200");
      expect((await resume(body.id)).body).toMatchObject({ state: "confirmed" });
    },
  );

  it("of a user that have not ended are found by the user", async () => {
    const [{ id, userId }, other] = [await waiting(), await waiting("other")];
    const open = async (user: string) =>
      (await crm.admin.all(`/workflows?user=${user}&limit=1`)).map((one) => one.id);

    expect(await open(userId)).toEqual([id]);
    expect(await open("OTHER")).toEqual([other.id]);
    await crm.admin.post(`/workflows/${id}/cancel`);
    expect(await open(userId)).toEqual([]);
    expect(await open("nobody")).toEqual([]);
    await crm.admin.post(`/workflows/${other.id}/cancel`);
    expect(await crm.admin.all("/workflows")).toHaveLength(2);
  });

  it("are canceled where they are, and begin anew when they are resumed", async () => {
    const { id, userId } = await waiting();
    now += 60_000;
    await runWorkflow(await context(), deps(), id, 3);
    const cancel = () => crm.admin.post(`/workflows/${id}/cancel`);

    expect(await cancel()).toMatchObject({
      status: 200,
      body: { state: "canceled", endedAt: expect.any(String) },
    });
    expect((await cancel()).body.state).toBe("canceled");
    now += 60 * 60_000;
    expect(await runDueWorkflows(deps(), {}, fail)).toBe(0);
    expect(await crm.record(userId)).toMatchObject({ mode: "nonInteractive", enabled: true });
    expect(await assigned()).toBe(1);
    const trail = (await trailOf(app.db.write, crm.tenantId)).filter(
      ({ action }) => action === "workflow.canceled",
    );
    expect(trail).toMatchObject([{ resourceId: userId, facts: { workflow: id, from: "modeSet" } }]);

    expect((await resume(id)).body).toMatchObject({ state: "confirmed" });
    expect(problemOf(await cancel())).toBe("409 WORKFLOW_CONFIRMED");
    expect(problemOf(await crm.admin.post("/workflows/none/cancel"))).toMatch(/^404/);
  });

  it("make room for another one and raise no alarm once they are canceled", async () => {
    const { id, userId } = await waiting();
    expect(problemOf(await begin({ userId }))).toBe("409 WORKFLOW_OPEN");

    await crm.admin.post(`/workflows/${id}/cancel`);

    expect((await begin({ userId })).body).toMatchObject({ state: "confirmed" });
    expect((await resume(id)).body.problem).toMatch(/^SKU_REQUIRED: /);
    expect((await crm.admin.post(`/workflows/${id}/cancel`)).body.state).toBe("canceled");
  });

  it("undo the step that is under way when they are canceled", async () => {
    const { id } = await waiting();
    now += 60_000;
    const [ended] = await Promise.all([
      runWorkflow(await context(), deps(), id),
      crm.admin.post(`/workflows/${id}/cancel`),
    ]);

    expect(["canceled", "confirmed"]).toContain((await show(id)).state);
    expect(["canceled", "confirmed"]).toContain(ended.state);
    expect(await seatFaults(app.db, crm.tenantId)).toEqual([]);
  });

  it("tell what keeps them from going on now, and its nearest cause", async () => {
    const guard = await crm.client.createGroup("Chosen few");
    await crm.admin.put("/instances/main/guard", { groupId: guard.id });
    const { id: userId } = await crm.client.createUser(account("bot"));
    const { body } = await begin({ userId });
    const problem = async () => (await show(body.id)).problem;
    const listed = async () => (await crm.admin.get("/workflows")).body.value[0].problem;

    const guarded = /^NOT_IN_SECURITY_GROUP: Add the user to the group "Chosen few"/;
    expect(body).toMatchObject({ state: "licensed", problem: expect.stringMatching(guarded) });
    await crm.client.patch(`/Users/${userId}`, [{ op: "replace", path: "active", value: false }]);
    expect(await problem()).toMatch(/^SIGN_IN_BLOCKED: .* NOT_IN_SECURITY_GROUP: /);
    await crm.client.patch(`/Users/${userId}`, [{ op: "replace", path: "active", value: true }]);
    await crm.admin.delete("/instances/main/guard");
    expect(await problem()).toMatch(/^NOT_SYNCHRONIZED_YET: /);
    await app.sync();
    expect([await problem(), await listed()]).toEqual([undefined, undefined]);

    const early = await crm.client.createUser(account("early"));
    const second = (await begin({ userId: early.id, sku: undefined })).body;
    expect(second.problem).toMatch(/^SKU_REQUIRED: /);
    await crm.set(early.id, { licenseSkus: "CRM" });
    expect((await show(second.id)).problem).toBeUndefined();
    for (const one of [body.id, second.id]) await crm.admin.post(`/workflows/${one}/cancel`);
  });

  it.each([0, 1, 2, 3, 4, 5])("go on behind a process that stopped after %d steps [R115]", async (steps) => {
    const { id, userId } = await waiting();
    now += 60_000;

    const stopped = await runWorkflow(await context(), deps(), id, steps);
    expect(stopped.state).toBe(WORKFLOW_STATES[steps]);
    const resumed = (await resume(id)).body;

    expect(resumed).toMatchObject({ state: "confirmed" });
    expect(await crm.row(userId)).toEqual({ access_mode: 4, is_disabled: 0 });
    expect(await crm.record(userId)).toMatchObject({ mode: "nonInteractive", enabled: true });
    expect(await assigned()).toBe(0);
    expect(await seatFaults(app.db, crm.tenantId)).toEqual([]);
  });

  it.each(SYNC_STEPS)("are taken over by the job from a process that died at '%s' [R115]", async (step) => {
    const { id, userId } = await waiting();
    now += 60_000;
    const onStep = (reached: string): void => {
      if (reached === step) throw new WorkerKilled();
    };

    const dies = runWorkflow(await context(), deps({ onStep }), id);
    await expect(dies).rejects.toThrow(WorkerKilled);
    expect(await runDueWorkflows(deps(), {}, fail)).toBe(0);
    now += 10 * 60_000;
    await runDueWorkflows(deps(), {}, fail);

    expect(await show(id)).toMatchObject({ state: "confirmed" });
    expect(await crm.row(userId)).toEqual({ access_mode: 4, is_disabled: 0 });
    expect(await assigned()).toBe(0);
  });

  const fail = (error: unknown): void => {
    throw error;
  };

  it("wait with the reason where they cannot go on, and go on by themselves [R112, R114]", async () => {
    const guard = await crm.client.createGroup("guard");
    await crm.admin.put("/instances/main/guard", { groupId: guard.id });
    await app.sync();
    const { body } = await begin({ user: account("bot") });

    expect(body).toMatchObject({
      state: "licensed",
      attempts: 1,
      problem: expect.stringMatching(/^NOT_IN_SECURITY_GROUP: /),
    });
    await crm.client.patch(`/Groups/${guard.id}`, [
      { op: "add", path: "members", value: [{ value: body.userId }] },
    ]);
    now += 60_000;
    await runDueWorkflows(deps(), {}, fail);
    expect(await show(body.id)).toMatchObject({ state: "confirmed" });
  });

  it("wait for a seat, and for a place among the non-interactive users [R110, R121]", async () => {
    await crm.admin.patch("/settings", { "nonInteractive.limit": 1 });
    const tiny = await crm.admin.post("/licenses", { partNumber: "TINY", purchased: 1 });
    await begin({ user: account("first"), sku: "TINY" });
    const holder = await crm.person("holder", { licenseSkus: "TINY" });

    const { body } = await begin({ user: account("second"), sku: "TINY" });
    expect(body).toMatchObject({ state: "created", skuId: tiny.body.id });
    expect(body.problem).toMatch(/^LICENSE_POOL_EXHAUSTED: /);
    await crm.client.delete(`/Users/${holder}`);
    expect((await resume(body.id)).body).toMatchObject({
      state: "synced",
      problem: expect.stringMatching(/^NON_INTERACTIVE_LIMIT: /),
    });
    expect(await crm.record(body.userId)).toMatchObject({ mode: "readWrite" });
    await crm.admin.patch("/settings", { "nonInteractive.limit": 2 });
    expect((await resume(body.id)).body).toMatchObject({ state: "confirmed" });
    expect(await crm.faults()).toEqual([]);
  });

  it("fail with an alarm when the mode is gone behind the license, and say so until it is put right [R126]", async () => {
    const { id, userId } = await waiting();
    now += 60_000;
    await runWorkflow(await context(), deps(), id, 4);
    await app.sync();
    await queryRows(
      app.db.write,
      "update instance_users set access_mode = 0 where tenant_id = ? and directory_id = ?",
      [crm.tenantId, userId],
    );

    await runDueWorkflows(deps(), {}, fail);

    expect(await show(id)).toMatchObject({ state: "failed", problem: expect.stringMatching(/^MODE_LOST: /) });
    const alarms = async () =>
      (await crm.admin.get("/reports/health")).body.value.filter(
        ({ code }: { code: string }) => code === "WORKFLOW_FAILED",
      );
    expect(await alarms()).toMatchObject([
      { severity: "error", facts: { workflow: id, userId }, detail: expect.stringContaining("MODE_LOST") },
    ]);
    expect(await crm.record(userId)).toMatchObject({ mode: "nonInteractive" });
    expect((await resume(id)).body).toMatchObject({ state: "confirmed" });
    expect(await crm.row(userId)).toEqual({ access_mode: 4, is_disabled: 0 });
    expect(await assigned()).toBe(0);
    expect(await alarms()).toEqual([]);
  });

  /** What workflows run with where an instance does not do as it should. */
  const faulty = (fault: (real: Connector) => Partial<Connector>): SyncDeps => {
    const sound = deps();
    return deps({
      connectorOf: (tenantId, instance) => {
        const real = sound.connectorOf(tenantId, instance);
        return { ...real, ...fault(real) };
      },
    });
  };
  const showReadWrite = (real: Connector): Pick<Connector, "find"> => ({
    find: async (ids) => {
      const rows = await real.find(ids);
      return new Map([...rows].map(([key, row]) => [key, { ...row, mode: "readWrite" as const }]));
    },
  });

  it("wait for the instance to show the mode before the license goes [R114]", async () => {
    const { id } = await waiting();
    now += 60_000;

    expect(await runWorkflow(await context(), faulty(showReadWrite), id)).toMatchObject({
      state: "modeSet",
      problem: expect.stringMatching(/^MODE_NOT_APPLIED_YET: /),
    });
    expect(await assigned()).toBe(1);
    expect(await runWorkflow(await context(), deps(), id)).toMatchObject({ state: "confirmed" });
  });

  it("fail when the instance has lost the row [R126]", async () => {
    const { id } = await waiting();
    now += 60_000;
    await runWorkflow(await context(), deps(), id, 4);

    const lost = await runWorkflow(
      await context(),
      faulty(() => ({ find: async () => new Map() })),
      id,
    );

    expect(lost).toMatchObject({ state: "failed", problem: expect.stringMatching(/^RECORD_LOST: /) });
  });

  it("do no step twice when another process took it meanwhile", async () => {
    const { id } = await waiting();
    now += 60_000;
    await runWorkflow(await context(), deps(), id, 1);
    const other = await context();
    let isTaken = false;
    const slow = faulty((real) => ({
      find: async (ids) => {
        if (!isTaken) {
          isTaken = true;
          now += 60_000;
          await runWorkflow(other, deps(), id, 1);
        }
        return real.find(ids);
      },
    }));

    expect(await runWorkflow(await context(), slow, id, 1)).toMatchObject({
      state: "synced",
      problem: expect.stringMatching(/^WORKFLOW_MOVED: /),
    });
    expect(await runWorkflow(await context(), deps(), id)).toMatchObject({ state: "confirmed" });
  });

  it("fail when the instance itself takes the mode back, or the record is disabled [R126]", async () => {
    const { id, userId } = await waiting();
    now += 60_000;
    await runWorkflow(await context(), deps(), id, 4);

    // It goes back to Read-Write as soon as the license is gone, and takes nothing else.
    const stubborn = faulty((real) => ({ ...showReadWrite(real), update: async () => undefined }));

    const lost = await runWorkflow(await context(), stubborn, id);
    expect(lost).toMatchObject({ state: "failed", problem: expect.stringMatching(/^MODE_LOST: /) });

    const other = await waiting("other");
    now += 60_000;
    await runWorkflow(await context(), deps(), other.id, 4);
    await crm.client.patch(`/Users/${other.userId}`, [{ op: "replace", path: "active", value: false }]);
    expect((await resume(other.id)).body).toMatchObject({
      state: "failed",
      problem: expect.stringMatching(/^RECORD_DISABLED: /),
    });
    expect(userId).not.toBe(other.userId);
  });

  it("end when their user is deleted, and alarm nobody then", async () => {
    const { id, userId } = await waiting();
    await crm.client.delete(`/Users/${userId}`);
    now += 60_000;

    await runDueWorkflows(deps(), {}, fail);

    expect(await show(id)).toMatchObject({
      state: "failed",
      problem: expect.stringMatching(/^USER_DELETED/),
    });
    expect(JSON.stringify((await crm.admin.get("/reports/health")).body)).not.toContain("WORKFLOW_FAILED");
  });

  it("are one at a time for a user in an instance, and done once by those who run them at once", async () => {
    const { id, userId } = await waiting();
    now += 60_000;

    expect(problemOf(await begin({ userId }))).toBe("409 WORKFLOW_OPEN");
    await Promise.all([resume(id), resume(id), runDueWorkflows(deps(), {}, fail)]);

    expect(await show(id)).toMatchObject({ state: "confirmed" });
    const steps = (await trailOf(app.db.write, crm.tenantId)).filter(
      ({ action, resourceId }) => action === "workflow.advanced" && resourceId === userId,
    );
    expect(steps).toHaveLength(5);
  });

  it("leave a license that comes from a group to the group", async () => {
    const { id: userId } = await crm.client.createUser(account("bot"));
    const group = await crm.client.createGroup("licensed", [userId]);
    const sandbox = await crm.addInstance("sandbox");
    await crm.admin.post("/licenses", { partNumber: "A_OTHER", purchased: 5, instances: [sandbox] });
    await crm.admin.post(`/users/${userId}/licenses`, { add: ["A_OTHER"] });
    const gave = await crm.admin.send("PATCH", `/groups/${group.id}`, {
      "urn:ietf:params:scim:schemas:extension:crm:2.0:Group": { licenses: [{ skuPartNumber: "CRM" }] },
    });
    expect(gave.status).toBe(200);

    const { body } = await begin({ userId, sku: undefined });

    expect(body).toMatchObject({ state: "modeSet", problem: expect.stringMatching(/^LICENSE_INHERITED: /) });
    await crm.client.patch(`/Groups/${group.id}`, [{ op: "remove", path: `members[value eq "${userId}"]` }]);
    expect((await resume(body.id)).body).toMatchObject({ state: "confirmed" });
  });

  it("take the roles to assign licenses, or to create users, besides those for the instance [R095, R109]", async () => {
    const { id: userId } = await crm.client.createUser(account("bot"));
    const ask = async (roles: Parameters<typeof app.admin>[1], input: object) =>
      problemOf(
        await (await app.admin(crm.client, roles)).post("/workflows", {
          kind: "administrative",
          instance: "main",
          sku: "CRM",
          ...input,
        }),
      );

    expect(await ask(["userManagement"], { userId })).toBe("403 forbidden");
    expect(await ask(["service"], { userId })).toBe("403 ADMINISTRATOR_ROLE_REQUIRED");
    expect(await ask(["service", "userManagement"], { userId })).toBe("201");
    expect(await ask(["global"], { user: account("another") })).toBe("201");
  });

  it("refuse what makes no sense", async () => {
    const { id: userId } = await crm.client.createUser(account("bot"));
    const sandbox = await crm.addInstance("sandbox");
    await crm.admin.post("/licenses", { partNumber: "OTHER", purchased: 5, instances: [sandbox] });
    const [system] = await queryRows<{ id: string }>(
      app.db.write,
      "select id from records where tenant_id = ? and kind = 'system' limit 1",
      [crm.tenantId],
    );

    expect(problemOf(await begin({}))).toBe("400 invalidValue");
    expect(problemOf(await begin({ userId, user: account("x") }))).toBe("400 invalidValue");
    expect(problemOf(await begin({ userId: "nobody" }))).toBe("404 notFound");
    expect(problemOf(await begin({ userId: system?.id }))).toBe("400 SYSTEM_USER");
    expect(problemOf(await begin({ userId, instance: "nowhere" }))).toBe("404 UNKNOWN_INSTANCE");
    expect(problemOf(await begin({ userId, sku: "OTHER" }))).toBe("400 SKU_OPENS_OTHERS");
    expect(problemOf(await begin({ userId, kind: "readWrite" }))).toBe("400 invalidValue");
    expect(problemOf(await crm.admin.get("/workflows/nobody"))).toBe("404 notFound");
    expect(await crm.admin.all("/workflows")).toEqual([]);
  });
});
