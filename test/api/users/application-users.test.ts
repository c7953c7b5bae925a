import { v4 as uuid } from "uuid";
import { queryFirst } from "../../../src/db/query.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { trailOf } from "../../support/audit.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { Kinds } from "../../support/kinds.js";
import { CRM_GROUP, CRM_USER, errorOf, ScimClient } from "../../support/scim-client.js";

const TIME_LIMIT = 60_000;

describe.each(DATABASES)("application users on %s", (database) => {
  const app = useTestApp(database);
  let crm: Kinds;
  /** A script with the scope for them. */
  let script: ScimClient;
  beforeEach(async () => {
    crm = await Kinds.start(app);
    script = await app.withToken(crm.client, { scopes: ["scim", "scim.applications"] });
  });

  const body = (applicationId: string, more: object = {}, core: object = {}) => ({
    displayName: "ERP connector",
    ...core,
    [CRM_USER]: { userKind: "application", applicationId, ...more },
  });
  const add = async (more: object = {}) => {
    const applicationId = uuid();
    const answer = await crm.admin.post("/instances/main/application-users", {
      applicationId,
      displayName: "ERP connector",
      ...more,
    });
    return { applicationId, answer, ...answer.body };
  };
  const customRole = async (): Promise<string> => {
    const { value } = (await crm.admin.get("/instances/main/security-roles")).body;
    const basic = value.find(({ name }: { name: string }) => name === "Basic User").id;
    const path = `/instances/main/security-roles/${basic}/copy`;
    return (await crm.admin.post(path, { name: "Connector" })).body.id;
  };

  it("are made with one request, enabled and non-interactive from the first moment, in every instance [R128, R130]", async () => {
    const sandbox = await crm.addInstance("sandbox");
    const applicationId = uuid();

    const user = await script.create("/Users", body(applicationId));

    const userName = `ERPconnector${applicationId}@${(await tenantName()) ?? ""}`;
    expect(user).toMatchObject({
      userName,
      [CRM_USER]: { userKind: "application", applicationId, accessMode: "Non-interactive" },
    });
    for (const instanceId of [crm.main, sandbox]) {
      expect(await crm.record(user.id, instanceId)).toMatchObject({
        kind: "application",
        enabled: true,
        mode: "nonInteractive",
      });
    }
    await app.sync();
    expect(await crm.record(user.id)).toMatchObject({
      enabled: true,
      mode: "nonInteractive",
      columns: {
        firstname: "#",
        lastname: "ERP connector",
        domainname: userName,
        internalemailaddress: userName,
      },
      reasons: ["NO_SECURITY_ROLE", "NO_INTERACTIVE_SIGN_IN"],
    });
    const row = await queryFirst(
      app.db.write,
      "select id, application_id, access_mode, is_disabled from instance_users where tenant_id = ? and instance_id = ? and directory_id = ?",
      [crm.tenantId, crm.main, user.id],
    );
    expect(row).toEqual({
      id: (await crm.record(user.id))?.id,
      application_id: applicationId,
      access_mode: 4,
      is_disabled: 0,
    });
    expect(await app.sync()).toMatchObject({ tasks: 0 });
  });

  const tenantName = async () =>
    (
      await queryFirst<{ name: string }>(app.db.write, "select name from tenants where tenant_id = ?", [
        crm.tenantId,
      ])
    )?.name;

  it("take a scope of their own, to make and to change [R128]", async () => {
    const user = await script.create("/Users", body(uuid()));
    const off = [{ op: "replace", path: "active", value: false }];

    for (const refused of [
      await crm.client.post("/Users", body(uuid())),
      await crm.client.patch(`/Users/${user.id}`, off),
      await crm.client.delete(`/Users/${user.id}`),
    ]) {
      expect(errorOf(refused)).toBe("403");
      expect(refused.body.detail).toMatch(/^APPLICATION_SCOPE: /);
    }
    expect((await script.patch(`/Users/${user.id}`, off)).status).toBe(200);
  });

  it.each([
    ["without an app", { userKind: "application" }, {}, "APPLICATION_ID_REQUIRED"],
    ["with a password", {}, { password: "a good long password" }, "NO_PASSWORD_FOR_APPLICATION_USER"],
    ["with another mode", { accessMode: "Read-Write" }, {}, "accessMode"],
    ["with administrator roles", { administratorRoles: ["billing"] }, {}, "An application user"],
    ["with a license", { licenseSkus: "CRM" }, {}, "NO_LICENSE_FOR_APPLICATION_USER"],
  ])("are refused %s [R128, R130, R135]", async (_, more, core, code) => {
    const wanted = body(uuid(), more, core);
    if (code === "APPLICATION_ID_REQUIRED") wanted[CRM_USER] = more as never;
    const trusted = await app.withToken(crm.client, {
      scopes: ["scim", "scim.applications", "scim.adminroles"],
    });

    const answer = await trusted.post("/Users", wanted);

    expect(errorOf(answer)).toBe("400 invalidValue");
    expect(answer.body.detail).toContain(code);
  });

  it("never become people, nor people them [R128]", async () => {
    const user = await script.create("/Users", body(uuid()));
    const ada = await crm.person("ada");
    const kind = (id: string, values: object) =>
      script.patch(`/Users/${id}`, [{ op: "replace", value: { [CRM_USER]: values } }]);

    expect(errorOf(await kind(ada, { userKind: "application", applicationId: uuid() }))).toBe(
      "400 mutability",
    );
    expect(errorOf(await kind(user.id, { userKind: "person" }))).toBe("400 mutability");
    expect(errorOf(await kind(ada, { applicationId: uuid() }))).toBe("400 invalidValue");
  });

  it("change in their mail, business unit, roles and whether they are active, and in nothing else", async () => {
    const user = await script.create("/Users", body(uuid()));
    const patch = (path: string, value: unknown) =>
      script.patch(`/Users/${user.id}`, [{ op: "replace", path, value }]);

    for (const [path, value] of [
      ["displayName", "Other"],
      ["userName", "other"],
      ["title", "Robot"],
      [`${CRM_USER}:accessMode`, "Read-Write"],
    ] as const) {
      const answer = await patch(path, value);
      expect(errorOf(answer)).toBe("400 mutability");
      expect(answer.body.detail).toContain("APPLICATION_USER_FIXED");
    }
    expect(errorOf(await patch("password", "a good long password"))).toBe("400 invalidValue");
    expect(problemOf(await crm.setMode(user.id, "Read-Write"))).toBe("400 APPLICATION_USER_FIXED");
    expect((await patch("emails", [{ value: "erp@contoso.com", primary: true }])).status).toBe(200);
    expect((await patch(`${CRM_USER}:securityRoleNames`, "Basic User")).status).toBe(200);
    expect((await patch("active", false)).status).toBe(200);
    await app.sync();
    expect(await crm.record(user.id)).toMatchObject({
      enabled: false,
      reasons: ["APPLICATION_USER_DEACTIVATED", "NO_INTERACTIVE_SIGN_IN"],
      columns: { internalemailaddress: "erp@contoso.com", lastname: "ERP connector" },
    });
  });

  it("are deactivated before they are deleted, and leave their app free [R134]", async () => {
    const applicationId = uuid();
    const user = await script.create("/Users", body(applicationId));
    await app.sync();

    const early = await script.delete(`/Users/${user.id}`);
    expect(errorOf(early)).toBe("409");
    expect(early.body.detail).toMatch(/^DEACTIVATE_FIRST: /);
    await script.patch(`/Users/${user.id}`, [{ op: "replace", path: "active", value: false }]);
    expect((await script.delete(`/Users/${user.id}`)).status).toBe(204);
    await app.sync();
    expect(await crm.record(user.id)).toMatchObject({ enabled: false });
    const next = await script.create("/Users", body(applicationId));
    await app.sync();
    expect(await crm.record(next.id)).toMatchObject({ enabled: true });
    expect(problemOf(await crm.admin.post(`/deleted-users/${user.id}/restore`))).toBe(
      "409 DUPLICATE_APPLICATION_USER",
    );
  });

  it("are made in one instance by an administrator, with unit and roles, and warned about default roles [R133]", async () => {
    await crm.admin.post("/instances/main/business-units", { name: "North" });
    const sandbox = await crm.addInstance("sandbox");

    const bare = await add();
    const standard = await add({ roles: ["Basic User"], businessUnit: "North" });
    const own = await add({ roles: [await customRole(), "basic user"] });

    expect(bare.answer.status).toBe(201);
    expect([bare.warnings, standard.warnings, own.warnings]).toEqual([
      ["NO_SECURITY_ROLE"],
      ["CUSTOM_ROLE_EXPECTED"],
      [],
    ]);
    expect(own.roles).toEqual(["Basic User", "Connector"]);
    await app.sync();
    const problems = [expect.stringMatching(/^CUSTOM_ROLE_EXPECTED: /)];
    expect(await crm.record(standard.userId)).toMatchObject({ problems, roles: [{ name: "Basic User" }] });
    expect(await crm.record(own.userId)).toMatchObject({ problems: [] });
    expect(await crm.record(own.userId, sandbox)).toBeUndefined();
    expect((await crm.admin.all("/instances/main/application-users")).map(({ userId }) => userId)).toEqual([
      bare.userId,
      standard.userId,
      own.userId,
    ]);
    expect(problemOf((await add({ roles: ["Nobody"] })).answer)).toBe("400 UNKNOWN_ROLE");
    expect(await crm.records("application")).toHaveLength(3);
  });

  it("are one for each app in an instance, in parallel too [R134]", async () => {
    await crm.addInstance("sandbox");
    const applicationId = uuid();
    const ask = (instance: string) =>
      crm.admin.post(`/instances/${instance}/application-users`, { applicationId, displayName: "ERP" });

    const answers = await Promise.all([ask("main"), ask("main"), ask("main")]);

    expect(answers.map(problemOf).sort()).toEqual([
      "201",
      "409 DUPLICATE_APPLICATION_USER",
      "409 DUPLICATE_APPLICATION_USER",
    ]);
    expect(await crm.records("application")).toHaveLength(1);
    const [made] = answers.filter(({ status }) => status === 201);
    const second = await ask("sandbox");
    expect(second.status).toBe(201);
    expect(second.body.userId).toBe(made?.body.userId);
    expect(second.body.recordId).not.toBe(made?.body.recordId);
    const taken = await script.post("/Users", body(applicationId.toUpperCase(), {}, { userName: "other" }));
    expect(errorOf(taken)).toBe("409 uniqueness");
    expect(taken.body.detail).toMatch(/^DUPLICATE_APPLICATION_USER: /);
  });

  it("may be added by service administrators, and by System Administrators of the instance", async () => {
    const sys = await crm.synced("sys");
    await crm.admin.patch(`/users/${sys}`, {
      [CRM_USER]: { administratorRoles: ["password"], securityRoleNames: "System Administrator" },
    });
    const ask = async (...as: Parameters<typeof app.admin>) =>
      problemOf(
        await (await app.admin(...as)).post("/instances/main/application-users", {
          applicationId: uuid(),
          displayName: "ERP",
        }),
      );

    expect(await ask(crm.client, ["service"])).toBe("201");
    expect(await ask(crm.client, ["service"], sys)).toBe("201");
    expect(await ask(crm.client, ["userManagement"])).toBe("403 forbidden");
  });

  it("take no seat, and can be given none by any way [R135]", async () => {
    const { userId } = await add();
    const group = await crm.client.create("/Groups", {
      displayName: "licensed",
      members: [{ value: userId }],
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    await crm.client.patch(`/Groups/${group.id}`, [
      { op: "add", path: "members", value: [{ value: userId }] },
    ]);

    expect(problemOf(await crm.admin.post(`/users/${userId}/licenses`, { add: ["CRM"] }))).toBe(
      "400 NO_LICENSE_FOR_APPLICATION_USER",
    );
    const set = [{ op: "replace", path: `${CRM_USER}:licenseSkus`, value: "CRM" }];
    expect(errorOf(await script.patch(`/Users/${userId}`, set))).toBe("400 invalidValue");
    expect(problemOf(await crm.admin.post(`/users/${userId}/invitation`))).toBe(
      "409 CANNOT_INVITE_APPLICATION_USER",
    );
    expect((await crm.admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 0, held: 0 });
  });

  it("need no group, and no license [R096, R135]", async () => {
    const guard = await crm.client.createGroup("guard");
    await crm.admin.put("/instances/main/guard", { groupId: guard.id });
    const { userId } = await add({ roles: [await customRole()] });
    await app.sync();

    expect(await crm.record(userId)).toMatchObject({ enabled: true, reasons: ["NO_INTERACTIVE_SIGN_IN"] });
  });

  it(
    "are not counted, and a thousand of them can be made [R131, R132]",
    async () => {
      for (let i = 0; i < 1000; i += 50) {
        const many = Array.from({ length: 50 }, () => script.post("/Users", body(uuid())));
        expect((await Promise.all(many)).every(({ status }) => status === 201)).toBe(true);
      }
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) ids.push(await crm.person(`p${i}`));
      await app.sync();

      for (const id of ids) expect(problemOf(await crm.setMode(id, "Non-interactive"))).toBe("200");

      expect(await crm.records("application")).toHaveLength(1000);
      expect(await crm.records("nonInteractive")).toHaveLength(5);
      expect(await crm.faults()).toEqual([]);
    },
    TIME_LIMIT,
  );

  it("do what their app does with a token of its own, which needs no password [R128, R129]", async () => {
    const { applicationId, userId } = await add();
    const connection = (await crm.admin.get("/connections")).body.value.find(
      ({ id }: { id: string }) => id === crm.client.connectionId,
    );
    const { secret } = (
      await crm.admin.post("/oauth-clients", {
        connection: connection.name,
        clientId: applicationId,
        scopes: ["scim"],
      })
    ).body;
    const granted = await send(app.url, {
      method: "POST",
      path: "/oauth/token",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: `grant_type=client_credentials&client_id=${applicationId}&client_secret=${secret}`,
    });
    expect(granted.status).toBe(200);
    const erp = new ScimClient({
      url: app.url,
      token: granted.body.access_token,
      tenantId: crm.tenantId,
      connectionId: crm.client.connectionId,
    });

    const made = await erp.createUser({ userName: "made.by.erp" });

    const entry = (await trailOf(app.db.write, crm.tenantId)).find(
      ({ resourceId }) => resourceId === made.id,
    );
    expect(entry).toMatchObject({ action: "user.created", actor: { kind: "account", id: userId } });
    expect((await erp.get("/Me")).body.id).toBe(userId);
  });
});
