import type { Database } from "../../../src/db/connect.js";
import { DAY } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { setGroupSku } from "../../../src/licensing/group-licenses.js";
import { expireDueOfTenants } from "../../../src/use-cases/licenses/expire-due.js";
import { inSeatTransaction } from "../../../src/use-cases/seat-transaction.js";
import { choose } from "../../support/accounts.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

describe.each(DATABASES)("the job for what is due on %s", (database) => {
  let now = Date.UTC(2026, 6, 1);
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
  });

  const pool = async (of = admin) => {
    const { assigned, held } = (await of.get("/licenses/CRM")).body;
    return [assigned, held];
  };
  const skuId = async () => (await admin.get("/licenses/CRM")).body.id as string;
  /** Lets it run as often as there are processes, all at once. */
  const settle = () => Promise.all([1, 2, 3].map(() => expireDueOfTenants(app.db, now)));

  it("goes on with groups whose members have not all got their licenses [P17]", async () => {
    const people = await client.createUsers("p", 4);
    const group = await client.createGroup("Sales", people);
    const actor = { actor: { kind: "cli", id: "test" }, trigger: "cli", now: () => now } as const;
    const ctx = await tenantContext(app.db, client.tenantId, actor);
    const sku = await skuId();
    const begin = (state: "adding" | "removing") =>
      inSeatTransaction(ctx, (_trx, gate) => setGroupSku(gate.open(), group.id, sku, state), "surely");

    await begin("adding");
    await settle();

    expect(await pool()).toEqual([4, 0]);
    expect((await client.get(`/Users/${people[0]}`)).body[CRM_USER].licenses).toMatchObject([
      { status: "active" },
    ]);
    await begin("removing");
    await settle();
    expect(await pool()).toEqual([0, 0]);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  });

  it("frees the seats of users who have been inactive long enough, and moves cycle dates on", async () => {
    await choose(app, client.tenantId, { "licenses.releaseOnDeactivate": "days:3" });
    const [ann = ""] = await client.createUsers("p", 1);
    await admin.post(`/users/${ann}/licenses`, { add: ["CRM"] });
    await client.patch(`/Users/${ann}`, [{ op: "replace", path: "active", value: false }]);
    now += 3 * DAY - 1;
    await settle();
    expect(await pool()).toEqual([1, 0]);

    now += 1;
    await settle();

    expect(await pool()).toEqual([0, 0]);
    expect((await client.get(`/Users/${ann}`)).body[CRM_USER].licenses).toMatchObject([
      { status: "released" },
    ]);
    const dateOf = async () => Date.parse((await admin.get("/licenses/CRM")).body.nextCycleAt);
    const cycle = await dateOf();
    now = cycle;
    await settle();
    expect(await dateOf()).toBeGreaterThan(cycle);
  });

  it("goes on with other tenants when one fails, and tells what failed", async () => {
    const other = await app.connect();
    const otherAdmin = await app.admin(other);
    await otherAdmin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    for (const [scim, by] of [
      [client, admin],
      [other, otherAdmin],
    ] as const) {
      const [id = ""] = await scim.createUsers("p", 1);
      await by.post(`/users/${id}/invitation`);
    }
    // A pool whose counter is wrong cannot give a seat back.
    await queryRows(app.db.write, "update skus set held = 0 where tenant_id = ?", [client.tenantId]);
    now += 14 * DAY;
    const errors: unknown[] = [];

    await expireDueOfTenants(app.db, now, { onError: (error) => errors.push(error) });

    expect(errors.length).toBeGreaterThan(0);
    expect(await storedHolds(app.db, other.tenantId)).toEqual([{ held: 0 }]);
    await expect(expireDueOfTenants(app.db, now)).rejects.toThrow(/skus_seats|CHECK/);
    await queryRows(app.db.write, "update skus set held = 1 where tenant_id = ?", [client.tenantId]);
    await settle();
    expect(await storedHolds(app.db, client.tenantId)).toEqual([{ held: 0 }]);
  });

  it("does nothing when it is told to stop", async () => {
    const [id = ""] = await client.createUsers("p", 1);
    await admin.post(`/users/${id}/invitation`);
    now += 14 * DAY;

    await expireDueOfTenants(app.db, now, { isStopped: () => true });

    expect(await storedHolds(app.db, client.tenantId)).toEqual([{ held: 1 }]);
  });
});

/** The counter as it is stored: what is shown leaves out what is over. */
function storedHolds(db: Database, tenantId: string): Promise<{ held: number }[]> {
  return queryRows(db.read, "select held from skus where tenant_id = ?", [tenantId]);
}
