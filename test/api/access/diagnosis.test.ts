import { DAY, HOUR } from "../../../src/db/duration.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const NOBODY = "01900000-0000-7000-8000-000000000000";
const START = Date.parse("2026-03-10T12:00:00Z");

describe.each(DATABASES)("why somebody can or cannot sign in, on %s", (database) => {
  let now = START;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = START;
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 3 });
  });

  const person = async (userName: string, extension: object = {}): Promise<string> => {
    const crmPart = { licenseSkus: "CRM", securityRoleNames: "Salesperson", ...extension };
    return (await client.createUser({ userName, [CRM_USER]: crmPart })).id;
  };
  const patch = (id: string, path: string, value: unknown) =>
    client.patch(`/Users/${id}`, [{ op: "replace", path, value }]);
  const accessOf = async (id: string, query = ""): Promise<Json[]> => {
    const { status, body, text } = await admin.get(`/users/${id}/access${query}`);
    if (status !== 200) throw new Error(`answered ${status}: ${text}`);
    return body.value;
  };
  const steps = async (id: string): Promise<string[]> => {
    const [access] = await accessOf(id);
    return access.reasons.map(({ code, nextStep }: Json) => `${code}: ${nextStep}`);
  };

  it("is told with everything that was decided from", async () => {
    const id = await person("ada");
    await app.sync();

    const [access, ...others] = await accessOf(id);

    expect(others).toEqual([]);
    expect(access).toEqual({
      userId: id,
      userName: "ada",
      instance: { id: expect.any(String), name: "main", displayName: "Main" },
      recordId: expect.any(String),
      kind: "person",
      synced: true,
      enabled: true,
      licenseConsumed: true,
      portalSignIn: true,
      canSignIn: true,
      apiAccess: true,
      features: "full",
      accessMode: "Read-Write",
      roles: [{ id: expect.any(String), name: "Salesperson", source: "direct" }],
      teamRole: "none",
      businessUnit: "Root",
      license: { state: "active", partNumber: "CRM", since: "2026-03-10T12:00:00.000Z", seatsAvailable: 2 },
      invitation: { state: "none" },
      reasons: [],
      since: "2026-03-10T12:00:00.000Z",
      changedBy: {
        cause: "user.created",
        entry: expect.objectContaining({
          action: "user.created",
          resourceId: id,
          actor: { kind: "connection", id: client.connectionId, name: expect.any(String) },
          trigger: "scim",
        }),
      },
      lastSyncedAt: "2026-03-10T12:00:00.000Z",
      problems: [expect.stringMatching(/^EMAIL_REQUIRED: Primary Email has no value/)],
      checks: expect.arrayContaining([{ check: "license", state: "passed", reasons: [] }]),
    });
  });

  it("says what to do, with the names of what there is", async () => {
    const crm = new Crm(admin);
    await crm.addUnit("North");
    const guard = await client.createGroup("Sales CRM");
    await admin.put("/instances/main/guard", { groupId: guard.id });
    const id = await person("ada", { licenseSkus: "none", securityRoleNames: "none" });
    await crm.move(id, "North");

    expect(await steps(id)).toEqual([
      'NO_LICENSE: Assign a license "CRM" (3 available).',
      'NOT_IN_SECURITY_GROUP: Add the user to the group "Sales CRM".',
      'NO_SECURITY_ROLE: Assign a security role of the business unit "Root/North".',
    ]);
  });

  it("says until when an invitation can be accepted, a deleted user restored, and since when somebody is blocked", async () => {
    const [ada, bea, cid] = [await person("ada"), await person("bea"), await person("cid")];
    await app.sync();
    await admin.post(`/users/${ada}/invitation`);
    now += HOUR;
    await client.delete(`/Users/${bea}`);
    await patch(cid, "active", false);
    await app.sync();
    now += HOUR;

    expect(await steps(ada)).toEqual([
      "INVITATION_PENDING: Remind the person or send the invitation again; it must be accepted before 2026-03-24T12:00:00.000Z.",
    ]);
    expect(await steps(bea)).toEqual([
      "USER_DELETED: Restore the user until 2026-04-09T13:00:00.000Z, then license them again.",
    ]);
    expect(await steps(cid)).toEqual([
      "SIGN_IN_BLOCKED: Unblock sign-in where it was blocked at 2026-03-10T13:00:00.000Z: have the provider send active=true.",
    ]);
  });

  it("proposes the license that was lost, while seats of it are left", async () => {
    await admin.post("/licenses", { partNumber: "BIG", purchased: 100 });
    const id = await person("ada", { licenseSkus: "none" });
    await admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
    await app.sync();
    expect(await steps(id)).toEqual([]);
    await admin.post(`/users/${id}/licenses`, { remove: ["CRM"] });

    expect(await steps(id)).toContain('NO_LICENSE: Assign a license "CRM" (3 available).');
    const others = await client.createUsers("other", 3);
    for (const other of others) await admin.post(`/users/${other}/licenses`, { add: ["CRM"] });
    expect(await steps(id)).toContain('NO_LICENSE: Assign a license "BIG" (100 available).');
  });

  it("sends whoever an administrator blocked to an administrator", async () => {
    const id = await person("ada");
    await admin.patch(`/users/${id}`, { active: false });

    expect(await steps(id)).toContain(
      "SIGN_IN_BLOCKED: Ask an administrator to set active=true: an administrator blocked sign-in at 2026-03-10T12:00:00.000Z.",
    );
  });

  it("takes no license from people in Administrative mode", async () => {
    const id = await person("ada");
    await app.sync();
    await admin.put(`/instances/main/users/${id}/access-mode`, { mode: "Administrative" });
    await app.sync();

    const [step = ""] = (await steps(id)).filter((text) => text.startsWith("LICENSE_NOT_NEEDED"));
    expect(step).toMatch(/^LICENSE_NOT_NEEDED: Nothing to do: .*"CRM"/);
    expect(step).not.toMatch(/remove/i);
  });

  it("says since when, and who did it by what change", async () => {
    const guard = await client.createGroup("Users of the CRM");
    const id = await person("ada");
    await client.patch(`/Groups/${guard.id}`, [{ op: "add", path: "members", value: [{ value: id }] }]);
    await admin.put("/instances/main/guard", { groupId: guard.id });
    await app.sync();
    now += DAY;
    await client.patch(`/Groups/${guard.id}`, [{ op: "remove", path: `members[value eq "${id}"]` }]);
    const removedAt = new Date(now).toISOString();
    now += 1000;

    const entry = {
      action: "group.changed",
      resourceId: guard.id,
      time: removedAt,
      actor: { kind: "connection", id: client.connectionId },
    };
    const [pending] = await accessOf(id);
    expect(pending).toMatchObject({
      reasons: [{ code: "NOT_IN_SECURITY_GROUP" }, { code: "SYNC_PENDING" }],
      since: removedAt,
      pending: { cause: "members", askedAt: removedAt },
      changedBy: { cause: "members", entry },
    });
    await app.sync();
    const syncedAt = new Date(now).toISOString();
    now += DAY;
    const [settled] = await accessOf(id);
    expect(settled).toMatchObject({
      reasons: [{ code: "NOT_IN_SECURITY_GROUP" }],
      since: syncedAt,
      changedBy: { cause: "members", entry },
    });
    expect(settled).not.toHaveProperty("pending");
  });

  it("is told for each instance, or for one; the license and the group count where they are [R043] [R086]", async () => {
    const crm = new Crm(admin);
    await crm.addInstance("sales");
    const groups = [await client.createGroup("A"), await client.createGroup("B")];
    await admin.put("/instances/main/guard", { groupId: groups[0].id });
    await admin.put("/instances/sales/guard", { groupId: groups[1].id });
    const id = await person("ada");
    await client.patch(`/Groups/${groups[0].id}`, [{ op: "add", path: "members", value: [{ value: id }] }]);
    await app.sync();
    await app.sync();

    const shown = (await accessOf(id)).map(({ instance, enabled, synced, canSignIn }) => ({
      instance: instance.name,
      enabled,
      synced,
      canSignIn,
    }));

    expect(shown).toEqual([
      { instance: "main", enabled: true, synced: true, canSignIn: true },
      { instance: "sales", enabled: false, synced: false, canSignIn: false },
    ]);
    expect(await accessOf(id, "?instance=sales")).toHaveLength(1);
    expect((await admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 1, available: 2 });
  });

  it("is a license and the group together, in whichever order they came [R085]", async () => {
    const guard = await client.createGroup("Users of the CRM");
    await admin.put("/instances/main/guard", { groupId: guard.id });
    const join = (id: string) =>
      client.patch(`/Groups/${guard.id}`, [{ op: "add", path: "members", value: [{ value: id }] }]);
    const license = (id: string) => patch(id, `${CRM_USER}:licenseSkus`, "CRM");
    const without = { licenseSkus: "none" };
    const people = [];
    for (const name of ["neither", "licensed", "member", "licensedThenMember", "memberThenLicensed"]) {
      people.push(await person(name, without));
    }
    const [, licensed = "", member = "", first = "", second = ""] = people;
    for (const id of [licensed, first]) await license(id);
    for (const id of [member, first, second]) await join(id);
    await license(second);
    await app.sync();

    const enabled = [];
    for (const id of people) enabled.push((await accessOf(id))[0].enabled);

    expect(enabled).toEqual([false, false, false, true, true]);
  });

  it("is told of a page of people with as many statements as of one", async () => {
    await admin.post("/licenses/CRM/purchase", { seats: 100 });
    const ids = [];
    for (let i = 0; i < 30; i++) ids.push(await person(`user${i}`));
    await app.sync();
    const page = (limit: number) => () => admin.get(`/instances/main/access?limit=${limit}`);
    await page(1)();

    const few = await countStatements(app.db, page(1));
    const many = await countStatements(app.db, page(30));

    expect(many).toBe(few);
    const all = await admin.all("/instances/main/access?limit=7");
    expect(all.map(({ userId }) => userId)).toEqual([...ids].sort());
    expect(all.every(({ canSignIn }) => canSignIn === true)).toBe(true);
  });

  it("refuses what is not there", async () => {
    const id = await person("ada");

    expect(problemOf(await admin.get(`/users/${NOBODY}/access`))).toBe("404 notFound");
    expect(problemOf(await admin.get("/users/nobody/access"))).toBe("404 notFound");
    expect(problemOf(await admin.get(`/users/${id}/access?instance=x`))).toBe("404 UNKNOWN_INSTANCE");
    expect(problemOf(await admin.get("/instances/x/access"))).toBe("404 UNKNOWN_INSTANCE");
    const stranger = await app.admin(await app.connectToCrm());
    expect(problemOf(await stranger.get(`/users/${id}/access`))).toBe("404 notFound");
  });

  it("lists enabled users without a role, and counts them in each instance [R070]", async () => {
    const [, bea] = [await person("ada"), await person("bea", { securityRoleNames: "none" })];
    await app.sync();

    const { value } = (await admin.get("/reports/instance-users")).body;
    expect(value).toEqual([
      {
        instance: { id: expect.any(String), name: "main" },
        users: expect.objectContaining({ all: 2, enabled: 2, withoutRole: 1, stub: 0, nonInteractive: 0 }),
        nonInteractiveLimit: 5,
      },
    ]);
    expect(await admin.all("/instances/main/users-without-role?limit=1")).toEqual([
      expect.objectContaining({ userId: bea, userName: "bea" }),
    ]);
    const findings = (await admin.get("/reports/health")).body.value;
    expect(findings).toContainEqual({
      code: "USERS_WITHOUT_ROLE",
      severity: "warning",
      detail: expect.stringContaining('1 enabled users of the instance "main" have no security role'),
      nextStep: "Assign a role to them, or remove their license.",
      since: "2026-03-10T12:00:00.000Z",
      facts: { instanceId: value[0].instance.id, instance: "main", users: 1 },
      subject: { type: "Instance", id: value[0].instance.id, name: "main" },
      action: { page: `users?instance=${value[0].instance.id}&reason=NO_SECURITY_ROLE` },
    });
  });

  it("lists seats of people who are enabled nowhere [R044]", async () => {
    const [ada, bea] = [await person("ada"), await person("bea")];
    const guard = await client.createGroup("Users of the CRM", [ada]);
    await admin.put("/instances/main/guard", { groupId: guard.id });
    await app.sync();

    expect(await admin.all("/reports/unused-licenses?limit=1")).toEqual([
      { userId: bea, skuId: expect.any(String), partNumber: "CRM", since: "2026-03-10T12:00:00.000Z" },
    ]);
  });

  it("lists seats that people keep whose mode needs none, after the days of the setting [R125]", async () => {
    const robot = await person("robot", { accessMode: "Non-interactive" });
    await person("ada");
    await app.sync();
    const wasted = () => admin.all("/reports/wasted-seats");
    now += 7 * DAY - 1;
    expect(await wasted()).toEqual([]);
    now += 1;

    expect(await wasted()).toEqual([
      {
        userId: robot,
        recordId: expect.any(String),
        instanceId: expect.any(String),
        instance: "main",
        accessMode: "Non-interactive",
        partNumbers: ["CRM"],
        since: "2026-03-10T12:00:00.000Z",
      },
    ]);
    await patch(robot, `${CRM_USER}:licenseSkus`, "none");
    expect(await wasted()).toEqual([]);
  });

  it("is told to each administrator, and to nobody else", async () => {
    const id = await person("ada");
    for (const role of ["billing", "password", "service", "userManagement"] as const) {
      const one = await app.admin(client, [role]);
      expect((await one.get(`/users/${id}/access`)).status).toBe(200);
    }
    const { token } = await app.withToken(client, { scopes: ["scim", "access.read", "crm.read"] });
    const answer = await admin.get(`/users/${id}/access`, { Authorization: `Bearer ${token}` });
    expect(problemOf(answer)).toBe("403 forbidden");
  });
});
