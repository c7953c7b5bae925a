import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

const START = Date.parse("2026-03-10T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;

describe.each(DATABASES)("the checks of a user's access and what to do about them, on %s", (database) => {
  let now = START;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = START;
    client = await app.connectToCrm();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 1 });
  });

  const person = async (userName: string, extension: object = {}): Promise<string> => {
    const crmPart = { licenseSkus: "CRM", securityRoleNames: "Salesperson", ...extension };
    return (await client.createUser({ userName, [CRM_USER]: crmPart })).id;
  };
  const accessOf = async (id: string, by = admin): Promise<Json> =>
    (await by.get(`/users/${encodeURIComponent(id)}/access?instance=main`)).body.value[0];
  const statesOf = ({ checks }: Json): string[] =>
    checks.map(({ check, state }: Json) => `${check} ${state}`);
  const remediesOf = ({ reasons }: Json): Json[] => reasons.flatMap(({ actions }: Json) => actions);
  const remedyOf = async (id: string, code: string): Promise<Json[]> => {
    const { reasons } = await accessOf(id);
    return reasons.find((reason: Json) => reason.code === code).actions;
  };
  const send = ({ method, path, body }: Json) => admin.send(method, path, body);

  it("are told in order, each with its reasons", async () => {
    const guard = await client.createGroup("Sales");
    await admin.put("/instances/main/guard", { groupId: guard.id });
    const id = await person("ada", { licenseSkus: "none", securityRoleNames: "none" });

    expect((await accessOf(id)).checks).toEqual([
      { check: "account", state: "passed", reasons: [] },
      { check: "signIn", state: "passed", reasons: [] },
      { check: "license", state: "failed", reasons: ["NO_LICENSE"] },
      { check: "securityGroup", state: "failed", reasons: ["NOT_IN_SECURITY_GROUP"] },
      { check: "record", state: "notReached", reasons: [] },
      { check: "invitation", state: "notNeeded", reasons: [] },
      { check: "securityRole", state: "failed", reasons: ["NO_SECURITY_ROLE"] },
    ]);
  });

  it("lead in: every remedy is a request that can be previewed and made", async () => {
    const guard = await client.createGroup("Sales");
    await admin.put("/instances/main/guard", { groupId: guard.id });
    const id = await person("ada", { licenseSkus: "none", securityRoleNames: "none" });
    await admin.patch(`/users/${id}`, { active: false });
    const remedies = remediesOf(await accessOf(id));
    const role = await new Crm(admin).roleId("Salesperson");
    const requests = remedies.map(({ method, path, body, asks }) => ({
      method,
      path,
      body: asks.includes("roleIds") ? { roleIds: [role] } : body,
    }));

    const preview = await admin.post("/previews", { operations: requests });

    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PATCH /users/${id}`,
      `POST /users/${id}/licenses`,
      `POST /groups/${guard.id}/members`,
      `PUT /instances/main/users/${id}/roles`,
    ]);
    expect(preview.body).toMatchObject({
      gains: 1,
      value: [{ id, change: "gains", after: { features: "full", reasons: [] } }],
    });
    for (const request of requests) expect((await send(request)).status).toBeLessThan(300);
    const pending = await accessOf(id);
    expect(statesOf(pending)).toContain("record pending");
    for (const remedy of remediesOf(pending)) expect((await send(remedy)).status).toBe(204);
    expect(await accessOf(id)).toMatchObject({ canSignIn: true, reasons: [] });
  });

  it("buy or take a seat if none is free, and give it to whoever waits", async () => {
    const [ada, bea] = [await person("ada"), await person("bea", { licenseSkus: "none" })];

    expect(await remedyOf(bea, "NO_LICENSE")).toEqual([
      expect.objectContaining({ operationId: "buySeats", path: "/licenses/CRM/purchase", asks: ["seats"] }),
      expect.objectContaining({
        operationId: "reassignLicense",
        path: "/licenses/CRM/reassign",
        body: { to: bea },
        asks: ["from"],
      }),
    ]);
    const [, reassign] = await remedyOf(bea, "NO_LICENSE");
    expect((await send({ ...reassign, body: { ...reassign.body, from: ada } })).status).toBeLessThan(300);
    expect(statesOf(await accessOf(bea))).toContain("license passed");
  });

  it("restore who is deleted, remind who is invited, invite again, release what is held", async () => {
    const id = await person("ada");
    await app.sync();
    await admin.post(`/users/${id}/invitation`);
    const [remind] = await remedyOf(id, "INVITATION_PENDING");
    expect((await send(remind)).status).toBeLessThan(300);
    now += 30 * DAY;
    const [invite] = await remedyOf(id, "INVITATION_EXPIRED");
    expect(invite).toMatchObject({ operationId: "inviteUser", body: { skuId: "CRM" }, asks: [] });
    expect((await send(invite)).status).toBeLessThan(300);
    await client.delete(`/Users/${id}`);
    const [restore] = await remedyOf(id, "USER_DELETED");

    expect((await send(restore)).status).toBeLessThan(300);

    expect(statesOf(await accessOf(id))).toContain("account passed");
  });

  it("open an instance without a SKU, and set another guard if its group is gone", async () => {
    const crm = new Crm(admin);
    await crm.addInstance("sales");
    await admin.patch("/licenses/CRM", { instances: ["sales"] });
    const guard = await client.createGroup("Sales");
    await admin.put("/instances/main/guard", { groupId: guard.id });
    const id = await person("ada");
    await admin.delete(`/groups/${guard.id}`);
    const access = await accessOf(id);

    expect(remediesOf(access).slice(0, 3)).toEqual([
      expect.objectContaining({
        operationId: "changeSku",
        path: "/licenses/{sku}",
        asks: ["sku", "instances"],
      }),
      expect.objectContaining({ operationId: "setGuard", asks: ["groupId"] }),
      expect.objectContaining({ operationId: "clearGuard", asks: [] }),
    ]);
    const [, , clear] = remediesOf(access);
    expect((await send(clear)).status).toBeLessThan(300);
    expect(statesOf(await accessOf(id))).toContain("securityGroup notNeeded");
  });

  it("say who may do it: the roles, and that user management edits no global administrator [R081]", async () => {
    const id = await person("ada", { licenseSkus: "none" });
    await admin.patch(`/users/${id}`, { active: false });
    const permitted = async (by: AdminClient) =>
      Object.fromEntries(remediesOf(await accessOf(id, by)).map((one) => [one.operationId, one.permitted]));

    expect(await permitted(await app.admin(client, ["billing"]))).toEqual({
      changeUser: false,
      changeLicenses: false,
    });
    const manager = await app.admin(client, ["userManagement"]);
    expect(await permitted(manager)).toEqual({ changeUser: true, changeLicenses: true });
    const [{ needs }] = await remedyOf(id, "SIGN_IN_BLOCKED");
    expect(needs).toEqual(["global", "userManagement"]);
    for (const userName of [id, await person("root")]) {
      await admin.put(`/users/${userName}/administrator-roles`, { roles: ["global"] });
    }
    expect(await permitted(manager)).toMatchObject({ changeUser: false });
  });

  it("are left out of pages, which stay small", async () => {
    await person("ada", { licenseSkus: "none" });

    const [one] = (await admin.get("/instances/main/access")).body.value;

    expect(one).not.toHaveProperty("checks");
    expect(one.reasons[0]).not.toHaveProperty("actions");
  });
});
