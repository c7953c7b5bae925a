import { queryRows } from "../../../../src/db/query.js";
import { problemOf } from "../../../support/admin-client.js";
import { useTestApp } from "../../../support/app.js";
import { trailOf } from "../../../support/audit.js";
import { DATABASES } from "../../../support/databases.js";
import { Kinds } from "../../../support/kinds.js";
import { CRM_USER, errorOf } from "../../../support/scim-client.js";

const UNLICENSED = ["Administrative", "Non-interactive"];

describe.each(DATABASES)("access modes of people on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let crm: Kinds;
  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    crm = await Kinds.start(app);
  });

  describe("set in one instance", () => {
    it("changes the record at once, and the instance's own row by synchronization [R113]", async () => {
      const other = await crm.addInstance("sandbox");
      const id = await crm.synced("ada");
      now += 1000;

      const answer = await crm.setMode(id, "Administrative");

      expect(answer.body).toMatchObject({
        instanceId: crm.main,
        userId: id,
        mode: "Administrative",
        since: "2026-03-10T12:00:01.000Z",
        enabled: true,
      });
      expect(await crm.record(id)).toMatchObject({ mode: "administrative" });
      expect(await crm.record(id, other)).toMatchObject({ mode: "readWrite" });
      expect(await crm.row(id)).toMatchObject({ access_mode: 0 });
      await app.sync();
      expect(await crm.row(id)).toMatchObject({ access_mode: 1 });
      expect(await crm.record(id, other)).toMatchObject({ mode: "readWrite" });
      expect(await app.sync()).toMatchObject({ tasks: 0 });
    });

    it("is in the audit trail, once", async () => {
      const id = await crm.synced("ada");

      await crm.setMode(id, "Read");
      await crm.setMode(id, "Read");

      const entries = (await trailOf(app.db.write, crm.tenantId)).filter(
        ({ action }) => action === "record.modeChanged",
      );
      expect(entries).toMatchObject([
        { resourceId: id, facts: { instance: "main", before: "readWrite", after: "read" } },
      ]);
    });

    it.each(UNLICENSED)("needs a license for %s [R110, R124]", async (mode) => {
      const { id } = await crm.client.createUser({ userName: "ada" });

      expect(problemOf(await crm.setMode(id, mode))).toBe("400 LICENSE_REQUIRED_TO_CHANGE_MODE");
    });

    it.each(UNLICENSED)("needs a record for %s [R111]", async (mode) => {
      const id = await crm.person("ada");

      expect(problemOf(await crm.setMode(id, mode))).toBe("409 NOT_SYNCHRONIZED_YET");
    });

    it("needs an enabled record [R112]", async () => {
      const id = await crm.synced("ada");
      await crm.client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
      await app.sync();

      expect(problemOf(await crm.setMode(id, "Read"))).toBe("409 RECORD_DISABLED");
      expect(await crm.record(id)).toMatchObject({ mode: "readWrite" });
    });

    it("waits for a license when that goes first, and the person is disabled [R114]", async () => {
      const id = await crm.synced("ada");
      await crm.set(id, { licenseSkus: "none" });
      await app.sync();

      expect(await crm.record(id)).toMatchObject({ enabled: false, reasons: ["NO_LICENSE"] });
      expect(problemOf(await crm.setMode(id, "Administrative"))).toBe("400 LICENSE_REQUIRED_TO_CHANGE_MODE");
      await crm.set(id, { licenseSkus: "CRM" });
      await app.sync();
      expect(problemOf(await crm.setMode(id, "Administrative"))).toBe("200");
    });

    it.each(["Administrative", "Non-interactive"])(
      "lets the license of somebody in mode %s go, and asks for one on the way back [R108, R116, R120]",
      async (mode) => {
        const id = await crm.synced("ada");
        await crm.setMode(id, mode);
        await app.sync();
        await crm.set(id, { licenseSkus: "none" });
        await app.sync();

        expect(await crm.record(id)).toMatchObject({ enabled: true });
        expect((await crm.admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 0 });
        expect(problemOf(await crm.setMode(id, "Read-Write"))).toBe("400 LICENSE_REQUIRED_TO_CHANGE_MODE");
        expect(problemOf(await crm.setMode(id, mode))).toBe("200");
        await crm.set(id, { licenseSkus: "CRM" });
        expect(problemOf(await crm.setMode(id, "Read-Write"))).toBe("200");
        await app.sync();
        expect(await crm.row(id)).toEqual({ access_mode: 0, is_disabled: 0 });
      },
    );

    it("does not make a choice of the mode that an administrator without license is in by force", async () => {
      const { id } = await crm.client.createUser({ userName: "ada" });
      await crm.admin.patch(`/users/${id}`, { [CRM_USER]: { administratorRoles: ["service"] } });
      await app.sync();
      expect(await crm.record(id)).toMatchObject({ mode: "administrative", enabled: true });

      expect(problemOf(await crm.setMode(id, "Administrative"))).toBe("400 LICENSE_REQUIRED_TO_CHANGE_MODE");

      await crm.set(id, { licenseSkus: "CRM" });
      await app.sync();
      expect(await crm.record(id)).toMatchObject({ mode: "readWrite", enabled: true });
    });

    it("takes System Administrator there, or global or service of the directory [R109, R123]", async () => {
      const id = await crm.synced("ada");
      const inside = await crm.synced("sys", { securityRoleNames: "Basic User" });
      await crm.admin.patch(`/users/${inside}`, { [CRM_USER]: { administratorRoles: ["password"] } });
      const asInside = await app.admin(crm.client, ["service"], inside);
      const outcome = async (mode: string, ...as: Parameters<typeof app.admin>) =>
        problemOf(await crm.setMode(id, mode, "main", await app.admin(...as)));

      expect(problemOf(await crm.setMode(id, "Read", "main", asInside))).toBe("403 forbidden");
      expect(await outcome("Read", crm.client, ["billing", "userManagement", "password"])).toBe(
        "403 forbidden",
      );
      await crm.admin.patch(`/users/${inside}`, {
        [CRM_USER]: { securityRoleNames: "System Administrator" },
      });
      expect(problemOf(await crm.setMode(id, "Read", "main", asInside))).toBe("200");
      expect(await outcome("Read-Write", crm.client, ["service"])).toBe("200");
      expect(await outcome("Read", crm.client, ["global"])).toBe("200");

      // Somebody else can administer the instance.
      const another = await crm.synced("another");
      await crm.admin.patch(`/users/${another}`, {
        [CRM_USER]: { securityRoleNames: "System Administrator" },
      });
      await crm.set(inside, { licenseSkus: "none" });
      expect(problemOf(await crm.setMode(id, "Read-Write", "main", asInside))).toBe("403 forbidden");
    });

    it("lets who is in Administrative mode manage users and roles there, as far as the privileges go [R106, R107]", async () => {
      const id = await crm.synced("ada");
      const maintainer = await crm.synced("maintainer");
      await crm.admin.patch(`/users/${maintainer}`, {
        [CRM_USER]: { administratorRoles: ["userManagement"], securityRoleNames: "System Administrator" },
      });
      await crm.setMode(maintainer, "Administrative");
      await crm.set(maintainer, { licenseSkus: "none" });
      await app.sync();
      const inside = await app.admin(crm.client, ["userManagement", "service"], maintainer);
      const roles = (await inside.get(`/instances/main/users/${id}/assignable-roles`)).body.value;
      const roleId = (name: string) => roles.find((role: { name: string }) => role.name === name).id;
      const give = (name: string, as = inside) =>
        as.put(`/instances/main/users/${id}/roles`, { roleIds: [roleId(name)] });

      expect(problemOf(await give("Sales Manager"))).toBe("200");
      expect(problemOf(await inside.post("/users", { userName: "new" }))).toBe("201");
      const other = await crm.synced("other", { securityRoleNames: "Basic User" });
      await crm.admin.patch(`/users/${other}`, { [CRM_USER]: { administratorRoles: ["password"] } });
      const weak = await app.admin(crm.client, ["service"], other);
      expect(problemOf(await give("System Administrator", weak))).toMatch(/^403 /);
    });

    it("knows neither other users nor other instances", async () => {
      const id = await crm.synced("ada");

      expect(problemOf(await crm.setMode("nobody", "Read"))).toBe("404 notFound");
      expect(problemOf(await crm.setMode(id, "Read", "nowhere"))).toBe("404 UNKNOWN_INSTANCE");
      expect(problemOf(await crm.setMode(id, "Support User"))).toBe("400 invalidValue");
    });
  });

  describe("as a default over SCIM", () => {
    it("counts from the first synchronization on [R113, A1]", async () => {
      const id = await crm.synced("ada", { accessMode: "administrative" });

      expect(await crm.record(id)).toMatchObject({ mode: "administrative", enabled: true });
      await crm.set(id, { licenseSkus: "none" });
      await app.sync();
      expect(await crm.record(id)).toMatchObject({ mode: "administrative", enabled: true });
    });

    it.each(UNLICENSED)("does not let in who wishes for %s and never had a license [R110]", async (mode) => {
      const { id } = await crm.client.createUser({
        userName: "ada",
        [CRM_USER]: { accessMode: mode, securityRoleNames: "Salesperson" },
      });
      await crm.admin.post("/sync", { userId: id });

      expect(await crm.record(id)).toBeUndefined();
      await crm.set(id, { licenseSkus: "CRM" });
      await app.sync();
      expect(await crm.record(id)).toMatchObject({ enabled: true });
      expect((await crm.row(id))?.access_mode).toBe(mode === "Administrative" ? 1 : 4);
    });

    it("acts on every instance that has a record, and not on what was chosen before", async () => {
      const sandbox = await crm.addInstance("sandbox");
      const id = await crm.synced("ada");
      await crm.setMode(id, "Read", "sandbox");

      expect((await crm.set(id, { accessMode: 1 })).body[CRM_USER].accessMode).toBe("Administrative");

      expect([(await crm.record(id))?.mode, (await crm.record(id, sandbox))?.mode]).toEqual([
        "administrative",
        "administrative",
      ]);
    });

    it("is refused in all instances or in none, as it is in one [R110, R111, R112]", async () => {
      const { id } = await crm.client.createUser({ userName: "ada" });
      const set = (mode: string) => crm.set(id, { accessMode: mode });

      expect(errorOf(await set("Administrative"))).toBe("400 invalidValue");
      await crm.set(id, { licenseSkus: "CRM", securityRoleNames: "Salesperson" });
      const early = await set("Administrative");
      expect(errorOf(early)).toBe("409");
      expect(early.body.detail).toMatch(/^NOT_SYNCHRONIZED_YET: /);
      await app.sync();
      expect((await set("Administrative")).status).toBe(200);
      await crm.set(id, { licenseSkus: "none" });
      const back = await set("Read-Write");
      expect(errorOf(back)).toBe("400 invalidValue");
      expect(back.body.detail).toMatch(/^LICENSE_REQUIRED_TO_CHANGE_MODE: /);
      expect((await crm.record(id))?.mode).toBe("administrative");
      expect((await crm.client.get(`/Users/${id}`)).body[CRM_USER].accessMode).toBe("Administrative");
    });

    it("is stored with the license that brings the record, so that a provider gets further", async () => {
      const { id } = await crm.client.createUser({ userName: "ada" });

      const answer = await crm.set(id, { licenseSkus: "CRM", accessMode: "Administrative" });
      await app.sync();

      expect(answer.status).toBe(200);
      expect(await crm.record(id)).toMatchObject({ mode: "administrative", enabled: true });
    });

    it("shows a person in that mode as nonInteractive, which no client sets [R118]", async () => {
      const id = await crm.synced("ada");
      const kind = async () => (await crm.client.get(`/Users/${id}`)).body[CRM_USER].userKind;
      const version = async () => (await crm.client.get(`/Users/${id}`)).body.meta.version;
      const before = await version();
      expect(await kind()).toBeUndefined();

      await crm.setMode(id, "Non-interactive");

      expect(await kind()).toBe("nonInteractive");
      expect(await version()).not.toBe(before);
      expect(await crm.client.find("/Users", `${CRM_USER}:userKind eq "nonInteractive"`)).toMatchObject([
        { id },
      ]);
      const whole = (await crm.client.get(`/Users/${id}`)).body;
      expect((await crm.client.put(`/Users/${id}`, whole)).status).toBe(200);
      await crm.setMode(id, "Read-Write");
      expect(await kind()).toBe("person");
      expect((await crm.client.put(`/Users/${id}`, whole)).body[CRM_USER].userKind).toBe("person");
      const wanted = { userName: "x", [CRM_USER]: { userKind: "nonInteractive" } };
      const trusted = await app.withToken(crm.client, { scopes: ["scim", "scim.applications"] });
      expect(errorOf(await trusted.post("/Users", wanted))).toBe("400 invalidValue");
      // To others the kind is readOnly.
      const made = await crm.client.post("/Users", wanted);
      expect([made.status, made.body[CRM_USER]]).toEqual([201, undefined]);
    });

    it("is shown when the first synchronization makes a record non-interactive [R118]", async () => {
      const id = await crm.synced("ada", { accessMode: "Non-interactive" });

      expect((await crm.client.get(`/Users/${id}`)).body[CRM_USER].userKind).toBe("nonInteractive");
    });
  });

  it("keeps a mode that somebody set while a worker was at the record [R113]", async () => {
    const id = await crm.synced("ada");
    const stale = await crm.record(id);
    await crm.client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Lead" }]);

    await Promise.all([app.sync(), crm.setMode(id, "Administrative")]);
    await app.sync();

    expect(await crm.record(id)).toMatchObject({ id: stale?.id, mode: "administrative" });
    expect(await crm.row(id)).toMatchObject({ access_mode: 1 });
  });

  it("has the platform's own users in each instance, whom nothing changes and no list counts", async () => {
    const system = await queryRows<{ id: string; shown_name: string; access_mode: string }>(
      app.db.write,
      "select id, shown_name, access_mode from records where tenant_id = ? and kind = 'system' order by id",
      [crm.tenantId],
    );

    expect(system).toMatchObject([
      { shown_name: "crmoln@microsoft.com", access_mode: "supportUser" },
      { shown_name: "crmoln2@microsoft.com", access_mode: "delegatedAdmin" },
    ]);
    for (const { id } of system) {
      expect(problemOf(await crm.setMode(id, "Read"))).toBe("400 SYSTEM_USER");
    }
    expect(await crm.records("all")).toEqual([]);
    expect(await crm.records("enabled")).toEqual([]);
    expect(await queryRows(app.db.write, "select 1 from users where tenant_id = ?", [crm.tenantId])).toEqual(
      [],
    );
  });
});
