import { listInstances } from "../../../src/access/instances.js";
import { listSecurityRoles } from "../../../src/access/security-roles.js";
import { listTenants } from "../../../src/tenants/tenants.js";
import { createFirstInstance } from "../../../src/use-cases/instances/instances.js";
import { bootstrap } from "../../../src/use-cases/tenants/bootstrap.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("the first start on %s", (kind) => {
  it("makes the instance 'main' with its roles, once, however many processes start [R063]", async () => {
    const db = await openTestDatabase(kind);
    try {
      await Promise.all(
        Array.from({ length: 6 }, () => bootstrap(db, { equip: createFirstInstance, now: 1 })),
      );

      const [tenant] = await listTenants(db.read);
      const [instance, ...others] = await listInstances(db.read, tenant?.id ?? "");
      expect(others).toEqual([]);
      expect(instance).toMatchObject({ name: "main", type: "default", connector: "embedded" });
      expect(await listSecurityRoles(db.read, tenant?.id ?? "", instance?.id ?? "")).toHaveLength(18);
    } finally {
      await db.close();
    }
  });

  it("leaves nothing when the instance cannot be made", async () => {
    const db = await openTestDatabase(kind);
    try {
      const equip = () => Promise.reject(new Error("no room"));
      await expect(bootstrap(db, { equip, now: 1 })).rejects.toThrow("no room");

      expect(await listTenants(db.read)).toEqual([]);
    } finally {
      await db.close();
    }
  });
});
