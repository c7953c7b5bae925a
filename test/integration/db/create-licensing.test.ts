import { down, up } from "../../../migrations/20261125010000_create_licensing.js";
import * as holds from "../../../migrations/20261129150000_add_holds.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_GROUP, CRM_USER } from "../../support/scim-client.js";

describe.each(DATABASES)("licenses from before the catalog on %s", (database) => {
  const app = useTestApp(database);

  it("are wishes that come true when the SKU is added: of users, entitlements and groups", async () => {
    const client = await app.connect();
    const post = async (userName: string, more: object) =>
      (await client.post("/Users", { schemas: [CORE_USER], userName, ...more })).body.id;
    const direct = await post("a", { [CRM_USER]: { licenseSkus: "CRM;OTHER" } });
    const entitled = await post("b", { entitlements: [{ value: "crm", type: "License" }, { value: "x" }] });
    const member = await post("c", {});
    await client.create("/Groups", {
      displayName: "g",
      members: [{ value: member }],
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    await holds.down(app.db.write);
    await down(app.db.write);

    await up(app.db.write);
    await holds.up(app.db.write);

    const admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 3 });
    const statuses = await Promise.all(
      [direct, entitled, member].map(async (id) => {
        const { body } = await client.get(`/Users/${id}`);
        const licenses: Record<string, string>[] = body[CRM_USER]?.licenses ?? [];
        return licenses.map((one) => `${one["skuPartNumber"]} ${one["status"]}`);
      }),
    );
    expect(statuses).toEqual([["CRM active", "OTHER error"], ["CRM active"], ["CRM active"]]);
    expect((await admin.get("/licenses/CRM")).body.assigned).toBe(3);
  });
});
