import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("business units and roles on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  beforeEach(async () => {
    scim = await app.connectToCrm();
    admin = await app.admin(scim);
    crm = new Crm(admin);
  });

  const codeOf = ({ status, body }: Answer) => `${status} ${/^[A-Z_]+(?=:)/.exec(body?.detail ?? "")?.[0]}`;
  const units = async () =>
    (await admin.get("/instances/main/business-units")).body.value.map(({ path }: { path: string }) => path);
  const unit = (ref: string) => `/instances/main/business-units/${encodeURIComponent(ref)}`;

  it("are a tree below a root that is always there, with names that siblings do not share", async () => {
    await crm.addUnit("North");
    await crm.addUnit("South");
    await crm.addUnit("North", "South");

    expect(await units()).toEqual(["Root", "Root/North", "Root/South", "Root/South/North"]);
    const taken = await admin.post("/instances/main/business-units", { name: "NORTH" });
    expect(codeOf(taken)).toBe("409 BUSINESS_UNIT_NAME_TAKEN");
    const ambiguous = await admin.post("/instances/main/business-units", { name: "x", parent: "North" });
    expect(codeOf(ambiguous)).toBe("400 AMBIGUOUS_BUSINESS_UNIT");
    expect((await admin.post("/instances/main/business-units", { name: "a/b" })).status).toBe(400);
    expect(codeOf(await admin.delete(unit("Root")))).toBe("409 ROOT_BUSINESS_UNIT");
    expect(codeOf(await admin.patch(unit("Root"), { parent: "South" }))).toBe("409 ROOT_BUSINESS_UNIT");
  });

  it("are renamed, moved and deleted, but not below themselves and not with somebody in them", async () => {
    await crm.addUnit("North");
    await crm.addUnit("Sales", "North");
    await crm.addUnit("South");
    const { body: ann } = await scim.post("/Users", { userName: "ann" });

    expect((await admin.patch(unit("Sales"), { name: "Trade", parent: "South" })).body.path).toBe(
      "Root/South/Trade",
    );
    expect(codeOf(await admin.patch(unit("South"), { parent: "Trade" }))).toBe(
      "409 BUSINESS_UNIT_BELOW_ITSELF",
    );
    expect(codeOf(await admin.delete(unit("South")))).toBe("409 BUSINESS_UNIT_IN_USE");
    await crm.move(ann.id, "Trade");
    const refused = await admin.delete(unit("Trade"));
    expect(codeOf(refused)).toBe("409 BUSINESS_UNIT_IN_USE");
    expect(refused.body.detail).toContain("'Root/South/Trade' holds 1 user ('ann'): move or delete");
    await admin.post("/instances/main/teams", { name: "Team", businessUnit: "South" });
    expect((await admin.delete(unit("South"))).body.detail).toContain(
      "holds 1 business unit ('Trade') and 1 team ('Team')",
    );
    await crm.move(ann.id, "Root");
    expect((await admin.delete(unit("Trade"))).status).toBe(204);
    expect(codeOf(await admin.delete(unit("Trade")))).toBe("404 UNKNOWN_BUSINESS_UNIT");
    expect(await units()).toEqual(["Root", "Root/North", "Root/South"]);
  });

  it("have a copy of each role with an id of its own, those that come later too [R067]", async () => {
    await crm.addUnit("North");
    const made = await crm.copyRole("Clerk");
    await crm.addUnit("Sales", "North");

    const copies = await Promise.all(
      ["Root", "Root/North", "Root/North/Sales"].map(async (path) => (await crm.roles(path)).get("Clerk")),
    );
    expect(new Set(copies.map(({ id }) => id)).size).toBe(3);
    expect(copies.map(({ rootId }) => rootId)).toEqual([made.id, made.id, made.id]);
    const sizes = await Promise.all(
      ["Root", "North", "Sales"].map(async (path) => (await crm.roles(path)).size),
    );
    expect(sizes).toEqual([19, 19, 19]);
  });

  it("have roles of their own, which units below inherit and others lack [R067]", async () => {
    await crm.addUnit("North");
    await crm.addUnit("South");
    await crm.addUnit("Sales", "North");
    await crm.copyRole("Northerner", { businessUnit: "North" });
    const has = async () =>
      Promise.all(
        ["Root", "North", "Sales", "South"].map(async (path) => (await crm.roles(path)).has("Northerner")),
      );

    expect(await has()).toEqual([false, true, true, false]);
    await admin.patch(unit("Sales"), { parent: "South" });
    expect(await has()).toEqual([false, true, false, false]);
    await admin.patch(unit("Sales"), { parent: "North" });
    const { body: ann } = await scim.post("/Users", { userName: "ann" });
    await crm.move(ann.id, "Sales");
    await crm.setRoles(ann.id, ["Northerner"]);
    expect(codeOf(await admin.patch(unit("Sales"), { parent: "South" }))).toBe(
      "409 BUSINESS_UNIT_ROLES_IN_USE",
    );
    expect(await has()).toEqual([false, true, true, false]);
  });

  describe("a copy of a role", () => {
    it("has the changes under a new name, and the original stays as it is [R064]", async () => {
      const id = await crm.roleId("Salesperson");
      const original = (await admin.get(`/instances/main/security-roles/${id}`)).body;
      const made = await crm.copyRole(
        "Closer",
        {
          privileges: [
            { verb: "Read", table: "quote", level: "organization" },
            { verb: "Share", table: "lead", level: "none" },
            { verb: "Create", table: "yacht", level: "parentChild" },
          ],
        },
        "Salesperson",
      );

      const levels = (privileges: { verb: string; table: string; level: string }[]) =>
        new Map(privileges.map(({ verb, table, level }) => [`${verb} ${table}`, level]));
      const [before, after] = [levels(original.privileges), levels(made.privileges)];
      expect(made).toMatchObject({ name: "Closer", isManaged: false });
      expect(before.get("Read quote")).toBe("user");
      expect(after.get("Read quote")).toBe("organization");
      expect([before.has("Share lead"), after.has("Share lead")]).toEqual([true, false]);
      expect(after.get("Create yacht")).toBe("parentChild");
      expect(after.size).toBe(before.size);
      expect((await admin.get(`/instances/main/security-roles/${id}`)).body).toEqual(original);
    });

    it("cannot have the name of a role of its business unit, or one that lists could not hold [R064]", async () => {
      await crm.addUnit("North");
      await crm.copyRole("Clerk", { businessUnit: "North" });
      const id = await crm.roleId("Delegate");
      const copy = (name: string) => admin.post(`/instances/main/security-roles/${id}/copy`, { name });

      expect(codeOf(await copy("salesperson"))).toBe("409 ROLE_NAME_TAKEN");
      expect(codeOf(await copy("Clerk"))).toBe("409 ROLE_NAME_TAKEN");
      for (const name of ["a;b", "a@b", "None", " a"]) expect((await copy(name)).status).toBe(400);
    });

    it("is changed in all business units at once, and deleted from whoever has it", async () => {
      await crm.addUnit("North");
      const made = await crm.copyRole("Clerk");
      const { body: ann } = await scim.post("/Users", { userName: "ann" });
      await crm.setRoles(ann.id, ["Clerk", "Delegate"]);
      const path = `/instances/main/security-roles/${await crm.roleId("Clerk", "North")}`;

      await admin.patch(path, {
        description: "Files",
        privileges: [{ verb: "Delete", table: "case", level: "user" }],
      });
      const { body } = await admin.get(`/instances/main/security-roles/${made.id}`);
      expect(body.description).toBe("Files");
      expect(body.privileges).toContainEqual({ verb: "Delete", table: "case", level: "user" });
      expect((await admin.delete(path)).body).toEqual({ users: 1 });
      expect(await crm.rolesOf(ann.id)).toEqual(["Delegate"]);
      expect((await crm.roles("North")).has("Clerk")).toBe(false);
    });
  });

  it("give a role of access levels on tables [R061]", async () => {
    const id = await crm.roleId("System Administrator");
    const { privileges } = (await admin.get(`/instances/main/security-roles/${id}`)).body;
    const levels = new Set(privileges.map(({ level }: { level: string }) => level));
    const tables = new Set(privileges.map(({ table }: { table: string }) => table));

    expect([...levels]).toEqual(["organization"]);
    for (const table of ["account", "case", "activity", "user", "role", "team", "businessUnit", "settings"]) {
      expect(tables).toContain(table);
    }
    const wrong = { name: "X", privileges: [{ verb: "Read", table: "case", level: "galaxy" }] };
    expect((await admin.post(`/instances/main/security-roles/${id}/copy`, wrong)).status).toBe(400);
  });
});
