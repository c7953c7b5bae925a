import { down, up } from "../../../migrations/20261125041000_equip_tenants.js";
import { DEFAULT_ROLES } from "../../../src/access/default-roles.js";
import { listInstances } from "../../../src/access/instances.js";
import { rolesOf } from "../../../src/access/roles-of.js";
import { listSecurityRoles } from "../../../src/access/security-roles.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER } from "../../support/scim-client.js";

describe.each(DATABASES)("tenants from before the catalog on %s", (database) => {
  const app = useTestApp(database);

  it("get an instance, and their users the roles that were stored", async () => {
    const scim = await app.connect();
    const ids: string[] = [];
    for (const user of [
      { securityRoleNames: "Salesperson;Delegate@main;Clerk;System Administrator;Basic User@moon" },
      { securityRoles: [{ value: "CSR Manager" }] },
      {},
    ]) {
      const { body } = await scim.post("/Users", {
        userName: `user${ids.length}`,
        [CRM_USER]: user,
        ...(ids.length === 2 && { roles: [{ value: "sales manager" }, { value: "Student" }] }),
      });
      ids.push(body.id);
    }
    await app.db.write("role_wishes").del();
    await down();

    await up(app.db.write);

    const [instance, ...others] = await listInstances(app.db.read, scim.tenantId);
    expect(others).toEqual([]);
    expect(instance).toMatchObject({ name: "main", type: "default" });
    const roles = await listSecurityRoles(app.db.read, scim.tenantId, instance?.id ?? "");
    expect(roles.map(({ name }) => name).sort()).toEqual(DEFAULT_ROLES.map(({ name }) => name).sort());
    const held = await rolesOf(app.db.read, scim.tenantId, ids);
    expect(ids.map((id) => held.get(id)?.map(({ name }) => name))).toEqual([
      ["Delegate", "Salesperson"],
      ["CSR Manager"],
      ["Sales Manager"],
    ]);
    // What had no effect gets it as soon as there is such a role, and a client can take back what it gave.
    await new Crm(await app.admin(scim)).copyRole("Clerk");
    await scim.patch(`/Users/${ids[0]}`, [
      { op: "remove", path: `${CRM_USER}:securityRoles[value eq "Salesperson"]` },
    ]);
    const after = (await rolesOf(app.db.read, scim.tenantId, ids)).get(ids[0] ?? "");
    expect(after?.map(({ name }) => name)).toEqual(["Clerk", "Delegate"]);
  });
});
