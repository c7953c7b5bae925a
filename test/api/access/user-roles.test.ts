import { tenantContext } from "../../../src/effects/tenant-context.js";
import { changeSetting } from "../../../src/use-cases/tenants/settings.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const WARNING = "LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE";

describe.each(DATABASES)("roles of users on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let trusted: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  beforeEach(async () => {
    scim = await app.connectToCrm();
    trusted = await app.withToken(scim, { scopes: ["scim", "scim.adminroles"] });
    admin = await app.admin(scim);
    crm = new Crm(admin);
  });

  let count = 0;
  async function add(extension: object = {}, more: object = {}): Promise<string> {
    const user = { userName: `user${count++}`, [CRM_USER]: extension, ...more };
    const answer = await trusted.post("/Users", user);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.id;
  }
  const codeOf = ({ status, body }: Answer) => `${status} ${/^[A-Z_]+(?=:)/.exec(body?.detail ?? "")?.[0]}`;
  const shown = async (id: string) => (await scim.get(`/Users/${id}`)).body[CRM_USER];
  const activate = (id: string, active: boolean) =>
    scim.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: active }]);

  async function set(name: string, value: string | undefined, instance = "main"): Promise<void> {
    const { id } = (await admin.get(`/instances/${instance}`)).body;
    const by = { actor: { kind: "cli", id: "test" }, trigger: "cli" } as const;
    await changeSetting(await tenantContext(app.db, scim.tenantId, by), id, name, value);
  }

  async function audited(userId: string): Promise<Record<string, unknown>[]> {
    const rows = await app.db
      .read("audit_entries")
      .where({ action: "user.rolesChanged", resource_id: userId })
      .orderBy("id")
      .select("facts");
    return rows.map(({ facts }) => JSON.parse(facts));
  }

  describe("the dialog of roles", () => {
    it("offers the roles of the user's business unit alone, with those it has marked [R073] [R075]", async () => {
      await crm.addUnit("North");
      await crm.copyRole("Southerner", { businessUnit: (await crm.addUnit("South")).id });
      const id = await add();
      await crm.move(id, "North");
      await crm.setRoles(id, ["Delegate"]);

      const { body } = await admin.get(`/instances/main/users/${id}/assignable-roles`);

      expect(body.businessUnit.path).toBe("Root/North");
      const north = [...(await crm.roles("North")).values()].map((role) => role.id);
      expect(body.value.map((role: { id: string }) => role.id)).toEqual(north);
      const marked = body.value.filter((role: { assigned: boolean }) => role.assigned);
      expect(marked.map((role: { name: string }) => role.name)).toEqual(["Delegate"]);
    });

    it("replaces the set: what is not chosen is removed [R073] [R065]", async () => {
      const id = await add({ securityRoleNames: "Salesperson" });

      const first = await crm.setRoles(id, ["Salesperson", "Delegate"]);
      expect(first.body).toEqual({ userId: id, added: ["Delegate"], removed: [], warnings: [] });
      const second = await crm.setRoles(id, ["Basic User", "Delegate"]);
      expect(second.body).toEqual({
        userId: id,
        added: ["Basic User"],
        removed: ["Salesperson"],
        warnings: [],
      });
      expect(await crm.rolesOf(id)).toEqual(["Basic User", "Delegate"]);
      expect((await shown(id)).securityRoles).toEqual([
        { value: "Basic User", display: "Basic User", instance: "main", source: "direct" },
        { value: "Delegate", display: "Delegate", instance: "main", source: "direct" },
      ]);
    });

    it("takes from a connection's wish only what the instance is about", async () => {
      await crm.addInstance("sandbox");
      const id = await add({ securityRoleNames: "Salesperson" }, { roles: [{ value: "Salesperson" }] });

      await crm.setRoles(id, []);

      expect([await crm.rolesOf(id), await crm.rolesOf(id, "sandbox")]).toEqual([[], ["Salesperson"]]);
      expect((await shown(id)).securityRoleNames).toBe("Salesperson@sandbox");
      // What follows touches other roles; the one that was taken does not come back by that.
      await scim.patch(`/Users/${id}`, [
        { op: "add", path: `${CRM_USER}:securityRoles`, value: [{ value: "Delegate" }] },
      ]);
      expect(await crm.rolesOf(id)).toEqual(["Delegate"]);
    });

    it("adds and removes roles by id or name, and leaves the others alone", async () => {
      const id = await add({ securityRoleNames: "Salesperson" });
      const change = (body: object) => admin.post(`/instances/main/users/${id}/roles`, body);

      const added = await change({ add: ["delegate", await crm.roleId("Basic User")] });
      expect(added.body).toEqual({
        userId: id,
        added: ["Basic User", "Delegate"],
        removed: [],
        warnings: [],
      });
      const moved = await change({ add: ["Basic User"], remove: ["Salesperson", "Delegate"] });
      expect(moved.body).toMatchObject({ added: [], removed: ["Delegate", "Salesperson"] });
      const before = (await scim.get(`/Users/${id}`)).text;
      const refused: [object, string][] = [
        [{ add: ["Delegate"], remove: ["delegate"] }, "400 undefined"],
        [{ add: ["Delegate", "Nothing"] }, "400 UNKNOWN_ROLE"],
        [{}, "400 undefined"],
      ];
      for (const [body, problem] of refused) expect(codeOf(await change(body))).toBe(problem);
      expect((await scim.get(`/Users/${id}`)).text).toBe(before);
    });

    it("says that a role stays which an administrator role brings", async () => {
      const id = await add({ administratorRoles: ["global"] });
      const held = await crm.rolesOf(id);
      const { body } = await admin.post(`/instances/main/users/${id}/roles`, {
        remove: ["System Administrator"],
      });

      expect(held).toEqual(["System Administrator (adminRole)"]);
      expect(body).toMatchObject({ removed: [], warnings: ["ROLE_FOLLOWS_ADMINISTRATOR_ROLE"] });
      expect(body.warningDetails).toEqual([expect.stringMatching(/^ROLE_FOLLOWS_ADMINISTRATOR_ROLE: /)]);
    });

    it("says of a role that is named by name that it is one of another business unit [R068]", async () => {
      await crm.addUnit("North");
      await crm.copyRole("Northerner", { businessUnit: "North" });
      const id = await add();

      for (const answer of [
        await admin.put(`/instances/main/users/${id}/roles`, { roleIds: ["northerner"] }),
        await admin.post(`/instances/main/users/${id}/roles`, { add: ["Northerner"] }),
        await admin.post("/instances/main/role-assignments", { userIds: [id], roleIds: ["Northerner"] }),
      ]) {
        expect(codeOf(answer)).toBe("400 ROLE_NOT_IN_BUSINESS_UNIT");
        expect(answer.body.detail).toMatch(/'Root\/North'.*'Root'/);
      }
    });

    it("refuses a role of another business unit, and changes nothing [R068]", async () => {
      await crm.addUnit("North");
      await crm.addUnit("South");
      const id = await add();
      await crm.move(id, "North");
      await crm.setRoles(id, ["Delegate"]);
      const before = (await scim.get(`/Users/${id}`)).text;
      const roleIds = [await crm.roleId("Salesperson", "North"), await crm.roleId("Delegate", "South")];

      const answer = await admin.put(`/instances/main/users/${id}/roles`, { roleIds });

      expect(codeOf(answer)).toBe("400 ROLE_NOT_IN_BUSINESS_UNIT");
      expect(await crm.rolesOf(id)).toEqual(["Delegate"]);
      expect((await scim.get(`/Users/${id}`)).text).toBe(before);
      const unknown = await admin.put(`/instances/main/users/${id}/roles`, { roleIds: ["nothing"] });
      expect(codeOf(unknown)).toBe("400 UNKNOWN_ROLE");
    });

    it("sets the roles of several users in one action, with a result for each [R074]", async () => {
      const ids = [await add(), await add({ securityRoleNames: "Salesperson" })];
      const roleIds = [await crm.roleId("Salesperson"), await crm.roleId("Delegate")];

      const answer = await admin.post("/instances/main/role-assignments", { userIds: ids, roleIds });

      expect(answer.body.value).toEqual([
        { userId: ids[0], added: ["Delegate", "Salesperson"], removed: [], warnings: [] },
        { userId: ids[1], added: ["Delegate"], removed: [], warnings: [] },
      ]);
    });

    it("refuses users of different business units, and one who is not there: all or none [R074]", async () => {
      await crm.addUnit("North");
      const [ann, bob] = [await add(), await add()];
      await crm.move(bob, "North");
      const roleIds = [await crm.roleId("Delegate")];
      const assign = (userIds: string[]) =>
        admin.post("/instances/main/role-assignments", { userIds, roleIds });

      expect(codeOf(await assign([ann, bob]))).toBe("400 ROLE_NOT_IN_BUSINESS_UNIT");
      expect((await assign([ann, "nobody"])).status).toBe(404);
      expect([await crm.rolesOf(ann), await crm.rolesOf(bob)]).toEqual([[], []]);
    });
  });

  it("warns when the last role goes, in the answer and in the trail, and leaves the user active [R076] [R094]", async () => {
    const id = await add();
    await crm.setRoles(id, ["Delegate"]);

    const answer = await crm.setRoles(id, []);

    expect(answer.body).toEqual({
      userId: id,
      added: [],
      removed: ["Delegate"],
      warnings: [WARNING],
      warningDetails: [expect.stringContaining(`${WARNING}: the user has no role left`)],
    });
    expect((await audited(id)).at(-1)).toEqual({
      added: [],
      removed: ["Delegate@main"],
      warnings: [WARNING],
      withoutRole: ["main"],
    });
    expect((await scim.get(`/Users/${id}`)).body.active).not.toBe(false);
  });

  it("writes the same warning when a provider takes the last role [R094]", async () => {
    const id = await add({ securityRoleNames: "Delegate" });

    await scim.patch(`/Users/${id}`, [{ op: "remove", path: `${CRM_USER}:securityRoles` }]);

    expect(await audited(id)).toEqual([
      { added: ["Delegate@main"], removed: [] },
      { added: [], removed: ["Delegate@main"], warnings: [WARNING], withoutRole: ["main"] },
    ]);
  });

  describe("moving to another business unit", () => {
    beforeEach(async () => {
      await crm.addUnit("North");
      await crm.copyRole("Rooted", { businessUnit: "Root" });
      await crm.addUnit("South");
    });

    it("takes all roles, and says which", async () => {
      const id = await add({ securityRoleNames: "Salesperson" });
      await crm.setRoles(id, ["Salesperson", "Delegate"]);

      const { body } = await crm.move(id, "North");

      expect(body.businessUnit.path).toBe("Root/North");
      expect(body).toMatchObject({ removed: ["Delegate", "Salesperson"], warnings: [WARNING] });
      expect(await crm.rolesOf(id)).toEqual([]);
      expect(await shown(id)).toEqual({ businessUnit: "Root/North" });
      expect((await crm.move(id, "North")).body.removed).toEqual([]);
    });

    it("keeps those that are there too where the instance is set so", async () => {
      await set("roles.keepOnBusinessUnitChange", "true");
      const north = await crm.copyRole("Northerner", { businessUnit: "North" });
      const id = await add({ securityRoleNames: "Salesperson" });
      await crm.move(id, "North");
      await crm.setRoles(id, ["Salesperson", "Delegate", "Northerner"]);

      const { body } = await crm.move(id, "South");

      expect(body).toMatchObject({ removed: ["Northerner"], warnings: [] });
      expect(await crm.rolesOf(id)).toEqual(["Delegate", "Salesperson"]);
      expect((await shown(id)).securityRoleNames).toBe("Salesperson;Delegate@main");
      const { value } = (await admin.get(`/instances/main/users/${id}/roles`)).body;
      const south = await crm.roles("South");
      for (const role of value) expect(role.roleId).toBe(south.get(role.name).id);
      expect(north.name).toBe("Northerner");
    });

    it("refuses a business unit that there is not", async () => {
      expect(codeOf(await crm.move(await add(), "Moon"))).toBe("400 UNKNOWN_BUSINESS_UNIT");
    });
  });

  describe("System Administrator of those who administer the directory", () => {
    const AUTOMATIC = "System Administrator (adminRole)";

    it.each(["global", "service"])(
      "comes with the role %s, in each instance there is and will be [R004]",
      async (role) => {
        const id = await add({ administratorRoles: [role] });
        await crm.addInstance("sandbox");

        expect([await crm.rolesOf(id), await crm.rolesOf(id, "sandbox")]).toEqual([[AUTOMATIC], [AUTOMATIC]]);
        expect((await shown(id)).securityRoles).toEqual(
          ["main", "sandbox"].map((instance) => ({
            value: "System Administrator",
            display: "System Administrator",
            instance,
            source: "adminRole",
          })),
        );
      },
    );

    it.each(["password", "userManagement", "billing"])(
      "does not come with the role %s [R005]",
      async (role) => {
        const id = await add({ administratorRoles: [role] });

        expect(await crm.rolesOf(id)).toEqual([]);
        expect((await shown(id)).securityRoles).toBeUndefined();
      },
    );

    it("goes with the administrator role, but not where it was given by hand [R084]", async () => {
      const [auto, both] = [
        await add({ administratorRoles: ["global"] }),
        await add({ administratorRoles: ["service"] }),
      ];
      await crm.setRoles(both, ["System Administrator"]);
      await add({ administratorRoles: ["global"] });
      const take = (id: string) =>
        trusted.patch(`/Users/${id}`, [{ op: "remove", path: `${CRM_USER}:administratorRoles` }]);

      expect([(await take(auto)).status, (await take(both)).status]).toEqual([200, 200]);

      expect([await crm.rolesOf(auto), await crm.rolesOf(both)]).toEqual([[], ["System Administrator"]]);
      expect(await shown(auto)).toBeUndefined();
    });

    it("stays where the instance is set so [R084]", async () => {
      await crm.addInstance("sandbox");
      await set("adminRoles.stickySystemAdministrator", "true", "sandbox");
      await add({ administratorRoles: ["global"] });
      const id = await add({ administratorRoles: ["global"] });

      await trusted.patch(`/Users/${id}`, [{ op: "remove", path: `${CRM_USER}:administratorRoles` }]);

      expect([await crm.rolesOf(id), await crm.rolesOf(id, "sandbox")]).toEqual([
        [],
        ["System Administrator"],
      ]);
      await crm.setRoles(id, [], "sandbox");
      expect(await crm.rolesOf(id, "sandbox")).toEqual([]);
    });

    it("follows the setting of the instance: by today's rules nobody gets it [R004]", async () => {
      await crm.addInstance("sandbox");
      const id = await add({ administratorRoles: ["global"] });

      await set("ruleset", "current");
      expect([await crm.rolesOf(id), await crm.rolesOf(id, "sandbox")]).toEqual([[], [AUTOMATIC]]);
      expect((await shown(id)).securityRoleNames).toBe("System Administrator@sandbox");
      await set("adminRoles.autoSystemAdministrator", "true");
      expect(await crm.rolesOf(id)).toEqual([AUTOMATIC]);
      expect((await shown(id)).securityRoleNames).toBe(
        "System Administrator@main;System Administrator@sandbox",
      );
    });

    it("is not a provider's to take or to have given", async () => {
      const id = await add({ administratorRoles: ["global"], securityRoleNames: "Delegate" });
      const before = (await shown(id)).securityRoleNames;

      await scim.patch(`/Users/${id}`, [
        { op: "replace", path: `${CRM_USER}:securityRoleNames`, value: "Delegate" },
      ]);

      expect((await shown(id)).securityRoleNames).toBe(before);
      expect(before).toBe("Delegate;System Administrator@main");
    });
  });

  describe("the last System Administrator", () => {
    const LAST = "409 LAST_SYSTEM_ADMINISTRATOR";

    it("keeps the role, stays active and is not deleted", async () => {
      const id = await add();
      await crm.setRoles(id, ["System Administrator"]);

      expect(codeOf(await crm.setRoles(id, ["Delegate"]))).toBe(LAST);
      expect(codeOf(await crm.move(id, (await crm.addUnit("North")).id))).toBe(LAST);
      expect(codeOf(await activate(id, false))).toBe(LAST);
      expect(codeOf(await scim.delete(`/Users/${id}`))).toBe(LAST);
      expect(await crm.rolesOf(id)).toEqual(["System Administrator"]);
      expect((await scim.get(`/Users/${id}`)).status).toBe(200);
    });

    it("may go as soon as there is another active one, be it by administrator role", async () => {
      const [first, second, third] = [await add(), await add(), await add()];
      await crm.setRoles(first, ["System Administrator"]);
      await crm.setRoles(second, ["System Administrator"]);

      expect((await activate(second, false)).status).toBe(200);
      expect(codeOf(await crm.setRoles(first, []))).toBe(LAST);
      await activate(second, true);
      expect((await crm.setRoles(first, [])).status).toBe(200);
      await trusted.patch(`/Users/${third}`, [
        { op: "add", path: `${CRM_USER}:administratorRoles`, value: ["service"] },
      ]);
      expect((await scim.delete(`/Users/${second}`)).status).toBe(204);
      const last = await trusted.patch(`/Users/${third}`, [
        { op: "remove", path: `${CRM_USER}:administratorRoles` },
      ]);
      expect(codeOf(last)).toBe(LAST);
    });

    it.each([
      ["by administrators", (crmOf: Crm, id: string) => crmOf.setRoles(id, [])],
      [
        "by switching them off",
        (_: Crm, id: string, client: ScimClient) =>
          client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]),
      ],
      ["by deleting them", (_: Crm, id: string, client: ScimClient) => client.delete(`/Users/${id}`)],
    ])("stays when two are taken at once %s", async (_, take) => {
      for (let round = 0; round < 5; round++) {
        const client = await app.connectToCrm();
        const own = new Crm(await app.admin(client));
        const ids: string[] = [];
        for (const userName of ["ann", "bob"]) ids.push((await client.post("/Users", { userName })).body.id);
        for (const id of ids) await own.setRoles(id, ["System Administrator"]);

        const answers = await Promise.all(ids.map((id) => take(own, id, client)));

        expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
        expect(answers.map(codeOf)).toContain(LAST);
        const keeper = ids[answers.findIndex(({ status }) => status === 409)] ?? "";
        expect(await own.rolesOf(keeper)).toEqual(["System Administrator"]);
      }
    });
  });

  it("are set by many at once, one after the other, and end as one of them wished", async () => {
    const id = await add();
    const names = ["Delegate", "Salesperson", "Basic User", "Sales Manager"];
    const ids = await Promise.all(names.map((name) => crm.roleId(name)));

    const answers = await Promise.all(
      ids.map((roleId) => admin.put(`/instances/main/users/${id}/roles`, { roleIds: [roleId] })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [role, ...others] = await crm.rolesOf(id);
    expect(names).toContain(role);
    expect(others).toEqual([]);
    expect((await shown(id)).securityRoleNames).toBe(`${role}@main`);
  });

  it("are given and taken by providers and administrators at once without loss", async () => {
    const id = await add();
    const roleIds = [await crm.roleId("Delegate")];

    await Promise.all([
      scim.patch(`/Users/${id}`, [
        { op: "add", path: `${CRM_USER}:securityRoles`, value: [{ value: "Salesperson" }] },
      ]),
      admin.put(`/instances/main/users/${id}/roles`, { roleIds }),
      scim.patch(`/Users/${id}`, [{ op: "add", path: "roles", value: [{ value: "Basic User" }] }]),
    ]);

    const held = await crm.rolesOf(id);
    const inView = (await shown(id)).securityRoles.map(({ display }: { display: string }) => display).sort();
    expect(held).toContain("Delegate");
    expect(inView).toEqual(held);
  });

  it("go with their user", async () => {
    const id = await add({
      securityRoleNames: "Salesperson",
      businessUnit: (await crm.addUnit("North")).path,
    });

    expect((await scim.delete(`/Users/${id}`)).status).toBe(204);

    for (const table of ["role_assignments", "role_wishes", "user_business_units"]) {
      expect(await app.db.read(table).where({ user_id: id })).toEqual([]);
    }
  });
});
