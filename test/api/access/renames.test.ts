import { queryRows } from "../../../src/db/query.js";
import { useTestApp } from "../../support/app.js";
import { results } from "../../support/bulk.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_USER, CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

describe.each(DATABASES)("what SCIM shows of things that are renamed on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let crm: Crm;
  beforeEach(async () => {
    scim = await app.connectToCrm();
    crm = new Crm(await app.admin(scim));
    await crm.addUnit("North");
    await crm.addUnit("Sales", "North");
  });

  const rename = async (unit: string, change: object): Promise<void> => {
    const path = `/instances/main/business-units/${encodeURIComponent(unit)}`;
    expect((await crm.admin.patch(path, change)).status).toBe(200);
  };
  const add = async (userName: string, extension: object): Promise<string> =>
    (await scim.createUser({ userName, [CRM_USER]: extension })).id;
  const userOf = async (id: string): Promise<Json> => (await scim.get(`/Users/${id}`)).body;
  const shown = async (id: string): Promise<unknown> => (await userOf(id))[CRM_USER]?.businessUnit;
  const unitOf = async (id: string, instance = "main"): Promise<string> =>
    (await crm.admin.get(`/instances/${instance}/users/${id}/roles`)).body.businessUnit.path;
  const found = async (path: string, filter: string): Promise<string[]> =>
    (await scim.find(path, filter)).map(({ id }) => id);
  const set = (id: string, businessUnit: unknown): Promise<Answer> =>
    scim.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:businessUnit`, value: businessUnit }]);

  describe("business units", () => {
    it("follows a new name and a new place, each user in the words in which it was written", async () => {
      const byName = await add("a", { businessUnit: "North" });
      const byPath = await add("b", { businessUnit: "Root/North" });
      const below = await add("c", { businessUnit: "Root/North/Sales" });
      const belowByName = await add("d", { businessUnit: "sales" });
      const atRoot = await add("e", { businessUnit: "root" });
      await crm.addUnit("East");
      const { version } = (await userOf(byName)).meta;

      await rename("North", { name: "South" });

      const all = () => Promise.all([byName, byPath, below, belowByName, atRoot].map(shown));
      expect(await all()).toEqual(["South", "Root/South", "Root/South/Sales", "sales", "root"]);
      expect((await userOf(byName)).meta.version).not.toBe(version);
      expect(await found("/Users", `${CRM_USER}:businessUnit eq "south"`)).toEqual([byName]);
      expect(await found("/Users", `${CRM_USER}:businessUnit eq "north"`)).toEqual([]);

      await rename("Sales", { name: "Trade", parent: "East" });
      await rename("Root", { name: "Contoso" });

      expect(await all()).toEqual(["South", "Contoso/South", "Contoso/East/Trade", "Trade", "Contoso"]);
    });

    it("says a path where the new name alone would be another unit's too", async () => {
      const id = await add("a", { businessUnit: "North" });
      await crm.addUnit("East");
      await crm.addUnit("South", "East");

      await rename("North", { name: "South" });

      expect(await shown(id)).toBe("Root/South");
    });

    it("follows in the roles of a user", async () => {
      const securityRoles = [{ value: "Salesperson", businessUnit: "North" }];
      const id = await add("a", { businessUnit: "North", securityRoles });

      await rename("North", { name: "South" });

      const [role] = (await userOf(id))[CRM_USER].securityRoles;
      expect(role).toMatchObject({ value: "Salesperson", businessUnit: "South", source: "direct" });
      expect(await found("/Users", `${CRM_USER}:securityRoles[businessUnit eq "South"]`)).toEqual([id]);
    });

    it("moves who is wished into a new unit of the old name, by whatever request", async () => {
      const ids = await Promise.all(["a", "b", "c"].map((name) => add(name, { businessUnit: "North" })));
      const [patched = "", put = "", bulk = ""] = ids;
      await rename("North", { name: "South" });
      await crm.addUnit("North");

      await set(patched, "North");
      await scim.put(`/Users/${put}`, {
        schemas: [CORE_USER],
        userName: "b",
        [CRM_USER]: { businessUnit: "North" },
      });
      const operation = { op: "add", value: { [CRM_USER]: { businessUnit: "North" } } };
      await results(scim, [
        {
          method: "PATCH",
          path: `/Users/${bulk}`,
          data: { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [operation] },
        },
      ]);

      expect(await Promise.all(ids.map((id) => unitOf(id)))).toEqual([
        "Root/North",
        "Root/North",
        "Root/North",
      ]);
      expect(await Promise.all(ids.map(shown))).toEqual(["North", "North", "North"]);
    });

    it("compares a request with where the user is, not with what it was told before", async () => {
      await crm.addInstance("second");
      const id = await add("a", { businessUnit: "North" });
      // The second instance gets a unit of that name later, in which nobody is yet.
      await crm.addUnit("North", undefined, "second");

      await scim.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Boss" }]);
      expect(await unitOf(id, "second")).toBe("Root");

      expect((await set(id, "North")).status).toBe(200);
      expect(await unitOf(id, "second")).toBe("Root/North");
      const { version } = (await userOf(id)).meta;
      await set(id, "North");
      expect((await userOf(id)).meta.version).toBe(version);
    });

    it("says nothing where no word is so, and a request counts again", async () => {
      await crm.addInstance("second");
      await crm.addUnit("North", undefined, "second");
      const id = await add("a", { businessUnit: "North" });

      await crm.move(id, "Root", "second");
      expect(await shown(id)).toBeUndefined();
      expect(await found("/Users", `${CRM_USER}:businessUnit pr`)).toEqual([]);

      await set(id, "North");
      expect([await unitOf(id), await unitOf(id, "second")]).toEqual(["Root/North", "Root/North"]);
      expect(await shown(id)).toBe("North");
    });

    it("is shown by renaming it to the same again, where a crash came in between", async () => {
      const id = await add("a", { businessUnit: "North" });
      // As a server leaves it that ended between the change and what follows from it.
      await queryRows(
        app.db.write,
        "update business_units set name = 'South', name_key = 'south' where tenant_id = ? and name = 'North'",
        [scim.tenantId],
      );
      expect(await shown(id)).toBe("North");

      await rename("South", { name: "South" });

      expect(await shown(id)).toBe("South");
    });

    it("is so for whoever comes back after it", async () => {
      const id = await add("a", { businessUnit: "North" });
      await scim.delete(`/Users/${id}`);
      await rename("North", { name: "South" });
      await crm.addUnit("North");

      expect((await crm.admin.post(`/deleted-users/${id}/restore`)).status).toBe(200);

      expect([await shown(id), await unitOf(id)]).toEqual(["South", "Root/South"]);
      expect(await found("/Users", `${CRM_USER}:businessUnit eq "south"`)).toEqual([id]);
    });

    it("is so for whoever comes or changes while it happens", async () => {
      const known = await Promise.all([1, 2, 3, 4].map((one) => add(`k${one}`, { businessUnit: "North" })));
      const come = Array.from({ length: 12 }, (_, index) =>
        scim.post("/Users", { userName: `n${index}`, [CRM_USER]: { businessUnit: "North" } }),
      );
      const change = known.map((id) =>
        scim.patch(`/Users/${id}`, [{ op: "add", path: "title", value: "Dr" }]),
      );

      const [answers] = await Promise.all([Promise.all(come), rename("North", { name: "South" }), ...change]);

      const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
      expect(answers.filter(({ status }) => status !== 201).every(({ status }) => status === 400)).toBe(true);
      const ids = [...known, ...made];
      expect(await Promise.all(ids.map(shown))).toEqual(ids.map(() => "South"));
      expect(new Set(await found("/Users", `${CRM_USER}:businessUnit eq "south"`))).toEqual(new Set(ids));
    });

    it("follows in groups, with a team and before they have one", async () => {
      const group = async (displayName: string): Promise<string> =>
        (await scim.create("/Groups", { displayName, [CRM_GROUP]: { businessUnit: "North" } })).id;
      const [team, wish] = [await group("sellers"), await group("others")];
      const roles = [await crm.roleId("Salesperson", "North")];
      const made = await crm.admin.post("/instances/main/teams", {
        name: "Sellers",
        groupId: team,
        businessUnit: "North",
        roles,
      });
      expect(made.status).toBe(201);

      await rename("North", { name: "South" });

      const [teamed, wished] = await Promise.all(
        [team, wish].map(async (id) => (await scim.get(`/Groups/${id}`)).body[CRM_GROUP]),
      );
      expect(teamed.businessUnit).toBe("South");
      expect(teamed.securityRoles).toMatchObject([{ value: "Salesperson", businessUnit: "Root/South" }]);
      expect(wished.businessUnit).toBe("South");
      expect((await found("/Groups", `${CRM_GROUP}:businessUnit eq "south"`)).length).toBe(2);
      expect(await found("/Groups", `${CRM_GROUP}:securityRoles[businessUnit eq "root/south"]`)).toEqual([
        team,
      ]);
    });

    it("of a group that is a team is the team's, whatever a request says", async () => {
      const { id } = await scim.create("/Groups", { displayName: "sellers" });
      await crm.admin.post("/instances/main/teams", { name: "T", groupId: id, businessUnit: "North" });
      expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP]).toMatchObject({ businessUnit: "Root/North" });

      const change = (value: string) =>
        scim.patch(`/Groups/${id}`, [{ op: "replace", path: `${CRM_GROUP}:businessUnit`, value }]);
      const refused = await change("Sales");

      expect([refused.status, refused.body.scimType]).toEqual([400, "mutability"]);
      expect(refused.body.detail).toContain("Root/North");
      expect((await change("north")).status).toBeLessThan(300);
      expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP].businessUnit).toBe("north");
    });
  });

  it("follows the new name of a SKU, of users and groups", async () => {
    const { admin } = crm;
    await admin.post("/licenses", { partNumber: "CRM", displayName: "Customers", purchased: 1 });
    const direct = await add("a", { licenseSkus: "CRM" });
    const waits = await scim.createUser({ userName: "w" });
    const licenses = [{ skuPartNumber: "CRM" }];
    const group = await scim.create("/Groups", {
      displayName: "licensed",
      members: [{ value: waits.id }],
      [CRM_GROUP]: { licenses },
    });
    const before = (await scim.get(`/Groups/${group.id}`)).headers["etag"];

    expect((await admin.patch("/licenses/CRM", { displayName: "Sales" })).status).toBe(200);

    for (const id of [direct, waits.id]) {
      expect((await userOf(id))[CRM_USER].licenses).toMatchObject([
        { skuPartNumber: "CRM", display: "Sales" },
      ]);
    }
    const after = await scim.get(`/Groups/${group.id}`);
    expect(after.body[CRM_GROUP].licenses).toMatchObject([{ skuPartNumber: "CRM", display: "Sales" }]);
    expect(after.headers["etag"]).not.toBe(before);
    const filter = (name: string) => `licenses[display eq "${name}"]`;
    expect(new Set(await found("/Users", `${CRM_USER}:${filter("sales")}`))).toEqual(
      new Set([direct, waits.id]),
    );
    expect(await found("/Groups", `${CRM_GROUP}:${filter("sales")}`)).toEqual([group.id]);
    expect(await found("/Users", `${CRM_USER}:${filter("customers")}`)).toEqual([]);
    expect(await found("/Groups", `${CRM_GROUP}:${filter("customers")}`)).toEqual([]);
  });

  it("follows the new name of an instance, of the group that guards it", async () => {
    const { id } = await scim.create("/Groups", { displayName: "guard" });
    await crm.admin.put("/instances/main/guard", { groupId: id });

    expect((await crm.admin.patch("/instances/main", { displayName: "Everything" })).status).toBe(200);

    expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP].instances).toMatchObject([
      { display: "Everything" },
    ]);
    expect(await found("/Groups", `${CRM_GROUP}:instances[display eq "everything"]`)).toEqual([id]);
  });
});
