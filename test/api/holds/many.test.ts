import { HOUR } from "../../../src/db/duration.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { makeHoldWorld, ok } from "../../support/hold-world.js";
import { CRM_USER } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

/** At full length, more than a group takes licenses from within its deletion: the rest follows in the background. */
const PEOPLE = runs(60, 60, 1100);

describe.each(DATABASES)("a hold of a large group that gives licenses (%s)", (database) => {
  let clock = Date.parse("2026-10-03T09:00:00Z");
  const app = useTestApp(database, { now: () => clock });

  it("keeps everybody's access from the deletion of the group to the release", async () => {
    const world = await makeHoldWorld(app, () => clock, { people: 1, licensedBy: "group", free: PEOPLE });
    const { client, admin, everyone } = world;
    const counts = async (): Promise<readonly [number, number]> => {
      const shown = await admin.all("/instances/main/access?limit=1000");
      const [sku] = (await ok(admin.get("/licenses"))).value;
      return [shown.filter(({ canSignIn }) => canSignIn === true).length, sku.assigned];
    };
    for (let made = 1; made < PEOPLE; made += 500) {
      const Operations = Array.from({ length: Math.min(500, PEOPLE - made) }, (_, index) => ({
        method: "POST",
        path: "/Users",
        bulkId: `b${made + index}`,
        data: {
          userName: `p${made + index}@contoso.com`,
          [CRM_USER]: { securityRoleNames: "Salesperson" },
        },
      }));
      const schemas = ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"];
      const { Operations: answers } = await ok(client.post("/Bulk", { schemas, Operations }));
      const members = answers.map(({ location }: { location: string }) => ({
        value: location.split("/").at(-1),
      }));
      await ok(client.patch(`/Groups/${everyone}`, [{ op: "add", path: "members", value: members }]));
    }
    await world.runEverything();
    while ((await app.sync()).changed > 0);
    expect(await counts()).toEqual([PEOPLE, PEOPLE]);

    await ok(client.delete(`/Groups/${everyone}`));
    expect(await counts()).toEqual([PEOPLE, PEOPLE]);
    await world.runEverything();
    expect(await counts()).toEqual([PEOPLE, PEOPLE]);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
    const [hold] = await world.holds();
    expect(hold.people).toBe(PEOPLE);
    clock += 4 * HOUR;
    expect((await counts())[0]).toBe(0);
    await world.runEverything();
    expect(await counts()).toEqual([0, 0]);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  }, 180_000);
});
