import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_GROUP, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const DEFAULT_ROLES = [
  "System Administrator",
  "System Customizer",
  "Basic User",
  "Environment Maker",
  "Service Reader",
  "Service Writer",
  "Delegate",
  "Support User",
  "Office Collaborator",
  "Global Reader",
  "Salesperson",
  "Sales Manager",
  "Vice President of Sales",
  "Vice President of Marketing",
  "CEO-Business Manager",
  "Customer Service Representative",
  "CSR Manager",
  "Marketing Manager",
];

describe.each(DATABASES)("instances on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  beforeEach(async () => {
    scim = await app.connectToCrm();
    admin = await app.admin(scim);
    crm = new Crm(admin);
  });

  const codeOf = (answer: { body: { detail?: string } }) =>
    /^[A-Z_]+(?=:)/.exec(answer.body?.detail ?? "")?.[0];

  it("come with the default roles, which cannot be changed or deleted [R063]", async () => {
    const { body } = await admin.get("/instances");
    await crm.addInstance("sandbox");

    expect(body.value).toMatchObject([{ name: "main", type: "default", connector: "embedded" }]);
    for (const instance of ["main", "sandbox"]) {
      const roles = await crm.roles("Root", instance);
      expect([...roles.keys()].sort()).toEqual(DEFAULT_ROLES.toSorted());
      expect([...roles.values()].every(({ isManaged }) => isManaged)).toBe(true);
    }
    const path = `/instances/main/security-roles/${await crm.roleId("Delegate")}`;
    const changed = await admin.patch(path, { privileges: [{ verb: "Read", table: "case", level: "user" }] });
    const removed = await admin.delete(path);
    expect([changed, removed].map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [409, "ROLE_IS_MANAGED"],
      [409, "ROLE_IS_MANAGED"],
    ]);
  });

  it("have names of their own, and keep them; what else there is changes under If-Match", async () => {
    const made = await crm.addInstance("sandbox");
    const taken = await admin.post("/instances", { name: "SANDBOX" });
    const noName = await admin.post("/instances", { name: "a b" });
    const changed = await admin.patch("/instances/sandbox", { displayName: "Play" }, { "If-Match": 'W/"1"' });
    const stale = await admin.patch("/instances/sandbox", { displayName: "No" }, { "If-Match": 'W/"1"' });

    expect([taken.status, codeOf(taken)]).toEqual([409, "INSTANCE_NAME_TAKEN"]);
    expect(noName.status).toBe(400);
    expect(changed.body).toMatchObject({ id: made.id, name: "sandbox", displayName: "Play", version: 2 });
    expect(stale.status).toBe(412);
    expect((await admin.get("/instances/moon")).status).toBe(404);
  });

  describe("guards", () => {
    const namesOf = (value: readonly Answer["body"][]): string[] =>
      value.filter(({ change }) => change !== "changes").map(({ userName }) => userName);
    const preview = async (groupId?: string) => {
      const path = "/instances/main/guard?preview=true";
      const answer = await (groupId === undefined ? admin.delete(path) : admin.put(path, { groupId }));
      const { loses, gains, value } = answer.body;
      return { loses, gains, users: namesOf(value) };
    };

    async function licensed(...names: string[]): Promise<string[]> {
      await admin.post("/licenses", { partNumber: "CRM", purchased: names.length });
      const ids: string[] = [];
      for (const userName of names) {
        const extension = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };
        const user = await scim.post("/Users", { userName, [CRM_USER]: extension });
        ids.push(user.body.id);
      }
      return ids;
    }

    it("are shown before they are set: who would be shut out, and who comes in [R105]", async () => {
      const [ann = "", bob = "", eve = ""] = await licensed("ann", "bob", "eve");
      await scim.post("/Users", { userName: "unlicensed" });
      await scim.patch(`/Users/${eve}`, [{ op: "replace", path: "active", value: false }]);
      const [one, two] = await Promise.all([
        scim.post("/Groups", { displayName: "One", members: [{ value: ann }] }),
        scim.post("/Groups", { displayName: "Two", members: [{ value: bob }] }),
      ]);

      expect(await preview(one.body.id)).toEqual({ loses: 1, gains: 0, users: ["bob"] });
      await admin.put("/instances/main/guard", { groupId: one.body.id });
      expect(await preview(two.body.id)).toEqual({ loses: 1, gains: 1, users: ["ann", "bob"] });
      expect(await preview()).toEqual({ loses: 0, gains: 1, users: ["bob"] });
      expect((await admin.put("/instances/main/guard?preview=true", { groupId: "none" })).status).toBe(400);
    });

    it("lists those whom it shuts out page by page, without global administrators", async () => {
      const ids = await licensed("a", "b", "c");
      const trusted = await app.withToken(scim, { scopes: ["scim", "scim.adminroles"] });
      await trusted.patch(`/Users/${ids[0]}`, [
        { op: "add", path: `${CRM_USER}:administratorRoles`, value: ["global"] },
      ]);
      const group = await scim.post("/Groups", { displayName: "Nobody" });
      const path = "/instances/main/guard?preview=true&limit=1";
      const sent = { groupId: group.body.id };
      const first = (await admin.put(path, sent)).body;
      const second = (await admin.put(`${path}&cursor=${first.nextCursor}`, sent)).body;

      expect([first.loses, second.loses]).toEqual([2, 2]);
      expect(namesOf([...first.value, ...second.value])).toEqual(["b", "c"]);
    });

    it("are one group at the most, named by id, which may guard several instances [R105]", async () => {
      await crm.addInstance("sandbox");
      const [one, two] = [
        (await scim.post("/Groups", { displayName: "One" })).body.id,
        (await scim.post("/Groups", { displayName: "Two" })).body.id,
      ];

      await admin.put("/instances/main/guard", { groupId: one });
      await admin.put("/instances/sandbox/guard", { groupId: one });
      const both = (await scim.get(`/Groups/${one}`)).body[CRM_GROUP];
      expect(both.guardsInstance).toBe("main;sandbox");
      expect(both.instances).toEqual([
        { value: expect.any(String), display: "Main" },
        { value: expect.any(String), display: "sandbox" },
      ]);
      const replaced = await admin.put("/instances/main/guard", { groupId: two });
      expect(replaced.body.guardGroupId).toBe(two);
      expect((await scim.get(`/Groups/${one}`)).body[CRM_GROUP].guardsInstance).toBe("sandbox");
      expect((await scim.get(`/Groups/${two}`)).body[CRM_GROUP].guardsInstance).toBe("main");
      await admin.delete("/instances/main/guard");
      expect((await scim.get(`/Groups/${two}`)).body[CRM_GROUP]).toBeUndefined();
      expect((await admin.get("/instances/main")).body.guardGroupId).toBeUndefined();
    });

    it("survive the renaming of the group, and its deletion: then nobody enters", async () => {
      const { id } = (await scim.post("/Groups", { displayName: "Guards" })).body;
      await admin.put("/instances/main/guard", { groupId: id });

      await scim.patch(`/Groups/${id}`, [{ op: "replace", path: "displayName", value: "Others" }]);
      expect((await admin.get("/instances/main")).body).toMatchObject({
        guardGroupId: id,
        guardMissing: false,
      });
      expect((await scim.delete(`/Groups/${id}`)).status).toBe(204);
      expect((await admin.get("/instances/main")).body).toMatchObject({
        guardGroupId: id,
        guardMissing: true,
      });
      const alarms = await app.db
        .read("audit_entries")
        .where({ action: "instance.guardMissing" })
        .select("facts");
      expect(alarms.map(({ facts }) => JSON.parse(facts))).toContainEqual({
        instance: "main",
        groupId: id,
        alarm: "GUARD_MISSING",
      });
    });

    it("are not a provider's to set: readOnly, which names the admin API [R105]", async () => {
      const { id } = (await scim.post("/Groups", { displayName: "Guards" })).body;
      const set = (value: string) =>
        scim.patch(`/Groups/${id}`, [{ op: "replace", path: `${CRM_GROUP}:guardsInstance`, value }]);

      const refused = await set("main");
      expect(errorOf(refused)).toBe("400 mutability");
      expect(refused.body.detail).toContain("/admin/v1/instances/{instance}/guard");
      const roles = await scim.patch(`/Groups/${id}`, [
        { op: "add", path: `${CRM_GROUP}:securityRoles`, value: [{ value: "Salesperson" }] },
      ]);
      expect(errorOf(roles)).toBe("400 mutability");
      const created = await scim.post("/Groups", {
        displayName: "G",
        [CRM_GROUP]: { guardsInstance: "main", securityRoles: [{ value: "Salesperson" }] },
      });
      expect([created.status, created.body[CRM_GROUP]]).toEqual([201, undefined]);
      await admin.put("/instances/main/guard", { groupId: id });
      const { version } = (await scim.get(`/Groups/${id}`)).body.meta;
      for (const taken of [
        { [CRM_GROUP]: { guardsInstance: "none" } },
        { [CRM_GROUP]: {} },
        { [CRM_GROUP]: null },
      ]) {
        const put = await scim.put(`/Groups/${id}`, { displayName: "Guards", ...taken });
        expect([put.status, put.body[CRM_GROUP].guardsInstance]).toEqual([200, "main"]);
        await scim.patch(`/Groups/${id}`, [{ op: "replace", value: taken }]);
      }
      await scim.patch(`/Groups/${id}`, [{ op: "remove", path: CRM_GROUP }]);
      expect((await scim.get(`/Groups/${id}`)).body.meta.version).toBe(version);
      expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP].guardsInstance).toBe("main");
    });

    it("are set by the group itself too, by those who manage instances alone [R105]", async () => {
      const { id } = (await scim.post("/Groups", { displayName: "Guards" })).body;
      const people = await app.admin(scim, ["userManagement"]);
      const set = (by: AdminClient) => by.patch(`/groups/${id}`, { [CRM_GROUP]: { guardsInstance: "main" } });

      const refused = await set(people);
      expect([refused.status, codeOf(refused)]).toEqual([403, "ADMINISTRATORS_ONLY"]);
      expect((await people.patch(`/groups/${id}`, { displayName: "Doors" })).status).toBe(200);
      expect((await set(admin)).status).toBe(200);
      expect((await admin.get("/instances/main")).body.guardGroupId).toBe(id);
    });

    it("need a group that there is", async () => {
      const answer = await admin.put("/instances/main/guard", { groupId: "nobody" });

      expect([answer.status, codeOf(answer)]).toEqual([400, "UNKNOWN_GROUP"]);
    });
  });

  it("are managed by global and service administrators alone", async () => {
    const service = await app.admin(scim, ["service"]);
    const billing = await app.admin(scim, ["billing"]);

    expect((await service.post("/instances", { name: "dev", type: "developer" })).status).toBe(201);
    expect(problemOf(await billing.post("/instances", { name: "dev2" }))).toBe("403 forbidden");
    expect((await billing.get("/instances")).status).toBe(200);
  });
});
