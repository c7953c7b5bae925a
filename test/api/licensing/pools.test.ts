import { inTransaction } from "../../../src/db/transaction.js";
import { setTenantSetting } from "../../../src/tenants/settings.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

const DAY = 24 * 3600 * 1000;

describe.each(DATABASES)("license pools on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    client = await app.connect();
    admin = await app.admin(client);
  });

  /** A pool of so many seats of which some people have one. */
  async function pool(purchased: number, offerMinimum: number, assigned: number): Promise<string[]> {
    await admin.post("/licenses", { partNumber: "CRM", purchased, offerMinimum });
    const people = await client.createUsers("p", assigned);
    for (const id of people) await admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
    return people;
  }

  const counts = async (): Promise<string> => {
    const { body } = await admin.get("/licenses/crm");
    return `a=${body.assigned} h=${body.held} P=${body.purchased} available ${body.available}`;
  };
  const setting = (name: string, value: string) =>
    inTransaction(app.db, (trx) => setTenantSetting(trx, client.tenantId, "", name, value));
  const assign = (id: string) => admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
  const remove = (id: string) => admin.post(`/users/${id}/licenses`, { remove: ["CRM"] });
  const statusOf = async (id: string): Promise<string | undefined> => {
    const { body } = await client.get(`/Users/${id}`);
    const [license] = body[CRM_USER]?.licenses ?? [];
    return license && [license.status, license.error].filter(Boolean).join(" ");
  };

  it("gives a seat and shows how many are left [P01, R045]", async () => {
    await pool(10, 5, 7);
    const [id = ""] = await client.createUsers("new", 1);

    const { status, body } = await assign(id);

    expect(status).toBe(200);
    expect(body.value).toMatchObject([{ skuPartNumber: "CRM", status: "active" }]);
    expect(await counts()).toBe("a=8 h=0 P=10 available 2");
    expect(await statusOf(id)).toBe("active");
  });

  it("refuses when no seat is left, and changes nothing [P02, R046]", async () => {
    await pool(5, 5, 5);
    const [id = ""] = await client.createUsers("new", 1);
    const before = await client.get(`/Users/${id}`);

    const refused = await assign(id);

    expect(problemOf(refused)).toBe("409 LICENSE_POOL_EXHAUSTED");
    expect(refused.body.detail).toContain('SKU "CRM" 5 of 5 in use');
    expect((await client.get(`/Users/${id}`)).body).toEqual(before.body);
    expect(await counts()).toBe("a=5 h=0 P=5 available 0");
  });

  it("refuses when the last seat is held by an invitation [P03, R049]", async () => {
    await pool(5, 5, 4);
    const [invited = "", other = ""] = await client.createUsers("new", 2);
    expect((await admin.post(`/users/${invited}/invitation`, { skuId: "CRM" })).status).toBe(201);
    expect(await counts()).toBe("a=4 h=1 P=5 available 0");

    expect(problemOf(await assign(other))).toBe("409 LICENSE_POOL_EXHAUSTED");
    expect(await counts()).toBe("a=4 h=1 P=5 available 0");
  });

  it("moves a seat from one person to another in one step [P07, R041]", async () => {
    const [from = ""] = await pool(5, 5, 5);
    const [to = ""] = await client.createUsers("new", 1);

    expect((await admin.post("/licenses/CRM/reassign", { from, to })).status).toBe(200);
    expect([await statusOf(from), await statusOf(to)]).toEqual([undefined, "active"]);
    expect(await counts()).toBe("a=5 h=0 P=5 available 0");
    expect(problemOf(await admin.post("/licenses/CRM/reassign", { from, to }))).toBe("409 NOT_LICENSED");
  });

  it("does not move a seat to who has one [R041]", async () => {
    const [from = "", to = ""] = await pool(5, 5, 2);

    expect(problemOf(await admin.post("/licenses/CRM/reassign", { from, to }))).toBe("409 ALREADY_LICENSED");
    expect([await statusOf(from), await statusOf(to)]).toEqual(["active", "active"]);
  });

  it("is reduced at the cycle date, and gives no seat that was promised away [P08, P12, R055, R056]", async () => {
    await pool(10, 5, 7);
    const [id = ""] = await client.createUsers("new", 1);
    const cycle = Date.parse((await admin.get("/licenses/CRM")).body.nextCycleAt);

    const asked = await admin.post("/licenses/CRM/reductions", { purchased: 7 });

    expect([asked.status, asked.body.purchased, asked.body.pendingPurchased]).toEqual([202, 10, 7]);
    expect(problemOf(await assign(id))).toBe("409 LICENSE_POOL_EXHAUSTED");
    expect(problemOf(await admin.post("/licenses/CRM/reductions", { purchased: 8 }))).toBe(
      "409 REDUCTION_OPEN",
    );
    expect((await admin.get("/licenses/CRM/reductions")).body.value).toMatchObject([
      { target: 7, state: "requested" },
    ]);
    // Nobody has carried it out: the date passes, and it stays a request. R052
    now = cycle;
    expect(problemOf(await assign(id))).toBe("409 LICENSE_POOL_EXHAUSTED");
    expect(await counts()).toBe("a=7 h=0 P=10 available 0");
    expect((await admin.delete("/licenses/CRM/reductions/open")).status).toBe(200);
    expect(problemOf(await admin.delete("/licenses/CRM/reductions/open"))).toBe("409 NO_REDUCTION");
    expect((await assign(id)).status).toBe(200);
  });

  it.each([
    ["below what is in use [P09, R053]", 7, 6, "409 BELOW_CONSUMED"],
    ["below the offer [P11, R054]", 2, 4, "409 BELOW_OFFER_MINIMUM"],
  ])("is not reduced %s", async (_name, assigned, target, expected) => {
    await pool(10, 5, assigned);

    expect(problemOf(await admin.post("/licenses/CRM/reductions", { purchased: target }))).toBe(expected);
    expect(await counts()).toBe(`a=${assigned} h=0 P=10 available ${10 - assigned}`);
  });

  it("gets the seats of a deleted user back at once [P13, R102]", async () => {
    const [id = ""] = await pool(5, 5, 5);

    expect((await client.delete(`/Users/${id}`)).status).toBe(204);
    expect(await counts()).toBe("a=4 h=0 P=5 available 1");
  });

  it("keeps the seat of a user who leaves a group that gives none [P14, R090]", async () => {
    const [id = ""] = await pool(5, 5, 5);
    const group = await client.createGroup("guard", [id]);

    await client.patch(`/Groups/${group.id}`, [{ op: "remove", path: `members[value eq "${id}"]` }]);

    expect(await counts()).toBe("a=5 h=0 P=5 available 0");
    expect(await statusOf(id)).toBe("active");
  });

  it("gives a person one seat, however often [P15, R057]", async () => {
    const [id = ""] = await pool(5, 5, 5);
    const before = await client.get(`/Users/${id}`);

    expect((await assign(id)).status).toBe(200);
    expect((await client.get(`/Users/${id}`)).body).toEqual(before.body);
    expect(await counts()).toBe("a=5 h=0 P=5 available 0");
  });

  it("serves who waits when seats are bought, oldest wish first [P16, R048]", async () => {
    await pool(5, 5, 5);
    const waiting = await client.createUsers("w", 4);
    const group = await client.create("/Groups", {
      displayName: "licensed",
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    for (const value of waiting.toReversed()) {
      now += 1000;
      await client.patch(`/Groups/${group.id}`, [{ op: "add", path: "members", value: [{ value }] }]);
    }
    expect(await Promise.all(waiting.map(statusOf))).toEqual(Array(4).fill("error CountViolation"));
    const queue = await admin.all("/licenses/CRM/seats?status=error&limit=3");
    expect(queue.map(({ id }) => id)).toEqual(waiting.toReversed());

    const bought = await admin.post("/licenses/CRM/purchase", { seats: 3 });

    expect([bought.body.purchased, bought.body.available]).toEqual([8, 0]);
    expect(await Promise.all(waiting.map(statusOf))).toEqual([
      "error CountViolation",
      "active",
      "active",
      "active",
    ]);
  });

  it("gives members of a group what is there, the rest wait [P17]", async () => {
    await pool(5, 5, 4);
    const members = await client.createUsers("m", 3);
    const group = await client.createGroup("sales", members);

    await client.patch(`/Groups/${group.id}`, [
      { op: "add", path: `${CRM_GROUP}:licenses`, value: [{ skuPartNumber: "CRM" }] },
    ]);

    const states = await Promise.all(members.map(statusOf));
    expect(states).toEqual(["active", "error CountViolation", "error CountViolation"]);
    expect(await counts()).toBe("a=5 h=0 P=5 available 0");
    expect((await admin.get("/reports/licenses")).body.waiting).toMatchObject([{ users: 2 }]);
  });

  it("frees a seat for the next at once, without waiting for anything [R060, R091]", async () => {
    const [id = ""] = await pool(1, 0, 1);
    const [next = ""] = await client.createUsers("next", 1);
    expect(problemOf(await assign(next))).toBe("409 LICENSE_POOL_EXHAUSTED");

    await remove(id);

    expect(await counts()).toBe("a=0 h=0 P=1 available 1");
    expect((await assign(next)).status).toBe(200);
  });

  it("keeps the other licenses of a person who loses one [R103, R059]", async () => {
    const [id = ""] = await pool(5, 5, 1);
    await admin.post("/licenses", { partNumber: "MAIL", purchased: 2 });
    await admin.post(`/users/${id}/licenses`, { add: ["MAIL"] });

    await remove(id);

    const { body } = await client.get(`/Users/${id}`);
    expect(body[CRM_USER].licenses).toMatchObject([{ skuPartNumber: "MAIL", status: "active" }]);
    expect(await counts()).toBe("a=0 h=0 P=5 available 5");
  });

  it("changes several licenses of a person together or not at all [R097]", async () => {
    const [id = ""] = await pool(5, 5, 1);
    await admin.post("/licenses", { partNumber: "FULL", purchased: 0 });

    const refused = await admin.post(`/users/${id}/licenses`, { remove: ["CRM"], add: ["FULL"] });

    expect(problemOf(refused)).toBe("409 LICENSE_POOL_EXHAUSTED");
    expect(await statusOf(id)).toBe("active");
    expect(await counts()).toBe("a=1 h=0 P=5 available 4");
  });

  it("does not take what a group gives from a person alone", async () => {
    await pool(5, 5, 0);
    const [id = ""] = await client.createUsers("m", 1);
    const group = await client.create("/Groups", {
      displayName: "licensed",
      members: [{ value: id }],
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });

    const refused = await remove(id);

    expect(problemOf(refused)).toBe("409 LICENSE_INHERITED");
    expect(refused.body.detail).toContain('the group "licensed"');
    const { body } = await client.get(`/Users/${id}`);
    expect(body[CRM_USER].licenses[0].assignedByGroup).toBe(`${client.url}/scim/v2/Groups/${group.id}`);
    // Given by an administrator too, it stays when the person leaves the group: one seat all the while. R057
    await assign(id);
    await client.patch(`/Groups/${group.id}`, [{ op: "remove", path: `members[value eq "${id}"]` }]);
    expect(await statusOf(id)).toBe("active");
    expect(await counts()).toBe("a=1 h=0 P=5 available 4");
  });

  it("frees inherited seats when a licensed group is deleted, which a provider always may", async () => {
    await pool(5, 5, 0);
    const members = await client.createUsers("m", 3);
    const group = await client.create("/Groups", {
      displayName: "licensed",
      members: members.map((value) => ({ value })),
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    expect(await counts()).toBe("a=3 h=0 P=5 available 2");

    expect((await client.delete(`/Groups/${group.id}`)).status).toBe(204);

    expect(await counts()).toBe("a=0 h=0 P=5 available 5");
    expect(await Promise.all(members.map(statusOf))).toEqual([undefined, undefined, undefined]);
  });

  it("frees seats of who is deactivated only where the tenant wants it, and gives them back [R044]", async () => {
    const [id = ""] = await pool(1, 0, 1);
    const setActive = (active: boolean) =>
      client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: active }]);

    await setActive(false);
    expect([await statusOf(id), await counts()]).toEqual(["active", "a=1 h=0 P=1 available 0"]);
    expect((await admin.get("/reports/licenses")).body.inactive).toMatchObject([{ users: 1 }]);
    await setActive(true);
    await setting("licenses.releaseOnDeactivate", "immediately");
    await setActive(false);
    expect([await statusOf(id), await counts()]).toEqual(["released", "a=0 h=0 P=1 available 1"]);
    await setActive(true);
    expect([await statusOf(id), await counts()]).toEqual(["active", "a=1 h=0 P=1 available 0"]);
    await setting("licenses.releaseOnDeactivate", "days:3");
    await setActive(false);
    expect((await admin.get("/reports/licenses")).body.toBeReleased).toMatchObject([{ users: 1 }]);
    expect(await statusOf(id)).toBe("active");
    now += 3 * DAY;
  });

  it("tells seats that are bought and reduced as what they are", async () => {
    await pool(5, 1, 1);
    await admin.post("/licenses/CRM/purchase", { seats: 2 });
    await admin.post("/licenses/CRM/reductions", { purchased: 3 });
    await app.db.write.raw(
      "update seat_ledger set cause = '2' where tenant_id = ? and cause = 'purchase:2'",
      [client.tenantId],
    );

    const movements = await admin.all("/licenses/CRM/ledger");

    expect(movements.map(({ movement, cause, seats }) => [movement, cause, seats])).toEqual([
      ["reductionRequested", "reduction", 3],
      // As it was written by earlier versions.
      ["purchased", "purchase", 2],
      ["assigned", "admin", undefined],
      ["purchased", "purchase", 5],
    ]);
  });

  it("removes a SKU that nobody uses, and tells who does otherwise", async () => {
    const [first = "", second = ""] = await pool(5, 1, 2);
    await admin.post("/instances", { name: "main" });
    const group = await client.createGroup("sales");
    await client.patch(`/Groups/${group.id}`, [
      { op: "add", path: `${CRM_GROUP}:licenses`, value: [{ value: "crm" }] },
    ]);

    const refused = await admin.delete("/licenses/CRM");
    expect(problemOf(refused)).toBe("409 SKU_IN_USE");
    expect(refused.body.detail).toContain("2 users ('p0', 'p1') and 1 group ('sales')");
    expect(await counts()).toBe("a=2 h=0 P=5 available 3");
    for (const id of [first, second]) await remove(id);
    await client.patch(`/Groups/${group.id}`, [{ op: "remove", path: `${CRM_GROUP}:licenses` }]);
    const stale = await admin.delete("/licenses/CRM", { "If-Match": 'W/"99"' });
    expect(problemOf(stale)).toMatch(/^412/);

    const { status, body } = await admin.delete("/licenses/crm");

    expect(status).toBe(200);
    expect(body).toEqual({ id: expect.any(String), partNumber: "CRM", instancesWithoutSku: ["main"] });
    expect(problemOf(await admin.get("/licenses/CRM"))).toBe("404 UNKNOWN_SKU");
    expect(problemOf(await admin.delete("/licenses/CRM"))).toBe("404 UNKNOWN_SKU");
    const entries = (await admin.get(`/audit?action=sku.deleted`)).body.value;
    expect(entries).toMatchObject([{ facts: { partNumber: "CRM", instancesWithoutSku: ["main"] } }]);
    // A mistyped one can be added again.
    expect((await admin.post("/licenses", { partNumber: "CRM", purchased: 1 })).status).toBe(201);
  });

  it("gives a seat or removes the SKU, never both, however they race", async () => {
    for (let round = 0; round < 5; round++) {
      await admin.post("/licenses", { partNumber: `SKU${round}`, purchased: 5 });
      const [id = ""] = await client.createUsers(`racer${round}-`, 1);
      const [given, removed] = await Promise.all([
        admin.post(`/users/${id}/licenses`, { add: [`SKU${round}`] }),
        admin.delete(`/licenses/SKU${round}`),
      ]);
      const problems = [problemOf(given), problemOf(removed)];
      expect([
        ["200", "409 SKU_IN_USE"],
        ["404 UNKNOWN_SKU", "200"],
        ["400 UNKNOWN_SKU", "200"],
      ]).toContainEqual(problems);
    }
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  });

  it("has a row in the ledger for every movement: when, who, why, by which source [R145]", async () => {
    const [id = ""] = await pool(5, 5, 1);
    now += 1000;
    await remove(id);

    const movements = await admin.all("/licenses/CRM/ledger");

    expect(movements).toMatchObject([
      { movement: "released", userId: id, cause: "admin", amount: -1, at: new Date(now).toISOString() },
      { movement: "assigned", userId: id, cause: "admin", amount: 1, actor: { kind: "token" } },
      { movement: "purchased", cause: "purchase", seats: 5, amount: 0 },
    ]);
    expect(await admin.all(`/users/${id}/seat-ledger`)).toHaveLength(2);
  });

  it("offers licensed people first to who adds members, and gives the others no access [R098]", async () => {
    const [licensed = ""] = await pool(5, 5, 1);
    const [plain = "", member = ""] = await client.createUsers("a", 2);
    const group = await client.createGroup("g", [member]);

    const first = await admin.get(`/groups/${group.id}/candidates?limit=1`);
    const all = await admin.all(`/groups/${group.id}/candidates?limit=1`);

    expect(first.body.value).toEqual([{ id: licensed, displayName: "p0", licensed: true }]);
    expect(all.map(({ id }) => id)).toEqual([licensed, plain]);
    expect((await admin.get(`/groups/${group.id}/candidates?search=A0`)).body.value).toMatchObject([
      { id: plain },
    ]);
    await admin.post(`/groups/${group.id}/members`, { add: [plain] });
    expect(await statusOf(plain)).toBeUndefined();
  });

  it.each([
    ["a part number that is taken", { partNumber: "crm", purchased: 1 }, "409 uniqueness"],
    ["a part number that lists could not hold", { partNumber: "A;B", purchased: 1 }, "400 invalidValue"],
    [
      "fewer seats than the offer has",
      { partNumber: "X", purchased: 1, offerMinimum: 2 },
      "400 BELOW_OFFER_MINIMUM",
    ],
    ["a negative number", { partNumber: "X", purchased: -1 }, "400 invalidValue"],
  ])("is not added with %s", async (_name, sku, expected) => {
    await pool(5, 5, 0);

    expect(problemOf(await admin.post("/licenses", sku))).toBe(expected);
    expect((await admin.get("/licenses")).body.value).toHaveLength(1);
  });

  it("names what it does not know", async () => {
    const [id = ""] = await client.createUsers("u", 1);

    const unknown = await admin.post(`/users/${id}/licenses`, { add: ["NOPE"] });

    expect(problemOf(unknown)).toBe("404 UNKNOWN_SKU");
    expect(unknown.body.detail).toContain('"NOPE"');
    expect(problemOf(await admin.get("/licenses/NOPE"))).toBe("404 UNKNOWN_SKU");
  });
});
