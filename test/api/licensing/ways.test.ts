import { tenantContext } from "../../../src/effects/tenant-context.js";
import { continueGroupLicenses, listUnfinishedGroups } from "../../../src/licensing/group-licenses.js";
import { carryOutReduction } from "../../../src/use-cases/licenses/reduce-seats.js";
import { inSeatTransaction } from "../../../src/use-cases/seat-transaction.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CORE_USER, CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

describe.each(DATABASES)("ways to licenses on %s", (database) => {
  let now = Date.parse("2026-03-10T12:00:00Z");
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = Date.parse("2026-03-10T12:00:00Z");
    client = await app.connect();
    admin = await app.admin(client);
  });

  const addSku = (partNumber: string, purchased: number) =>
    admin.post("/licenses", { partNumber, purchased });
  const counts = async (sku = "CRM"): Promise<string> => {
    const { body } = await admin.get(`/licenses/${sku}`);
    return `${body.assigned} of ${body.purchased}`;
  };
  const shown = (body: Record<string, never>): unknown =>
    (body[CRM_USER] as { licenses?: Record<string, unknown>[] } | undefined)?.licenses?.map((one) =>
      [one["skuPartNumber"], one["status"], one["error"]].filter(Boolean).join(" "),
    ) ?? [];
  const post = (userName: string, more: object, by = client) =>
    by.post("/Users", { schemas: [CORE_USER], userName, ...more });
  const operator = () =>
    tenantContext(app.db, client.tenantId, {
      actor: { kind: "cli", id: "usher" },
      trigger: "cli",
      now: () => now,
    });

  it.each([
    ["licenses by part number", { [CRM_USER]: { licenses: [{ skuPartNumber: "crm" }] } }],
    ["the flat alias", { [CRM_USER]: { licenseSkus: "CRM" } }],
    ["entitlements of type License", { entitlements: [{ value: "CRM", type: "License" }] }],
    ["entitlements without a type", { entitlements: [{ value: "CRM" }] }],
  ])("gives a seat for %s when a user is created [R039]", async (_name, more) => {
    await addSku("CRM", 2);

    const { status, body } = await post("a", more);

    expect(status).toBe(201);
    expect(shown(body)).toEqual(["CRM active"]);
    expect(body[CRM_USER].licenseSkus).toBe("CRM");
    expect(body[CRM_USER].licenses[0]).toMatchObject({
      assignedAt: new Date(now).toISOString(),
      display: "CRM",
    });
    expect(await counts()).toBe("1 of 2");
  });

  it("shows the same end whether the license comes at once or later [R039]", async () => {
    await addSku("CRM", 2);
    const first = (await post("a", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    const second = (await post("b", {})).body;

    await client.patch(`/Users/${second.id}`, [{ op: "add", path: `${CRM_USER}:licenseSkus`, value: "CRM" }]);

    const later = (await client.get(`/Users/${second.id}`)).body;
    expect(later[CRM_USER]).toEqual(first[CRM_USER]);
  });

  it("stores a user whose license finds no seat on POST, and refuses it on PATCH and PUT", async () => {
    await addSku("CRM", 0);

    const created = await post("a", { [CRM_USER]: { licenseSkus: "CRM" } });
    const other = (await post("b", {})).body;
    const patched = await client.patch(`/Users/${other.id}`, [
      { op: "add", path: `${CRM_USER}:licenseSkus`, value: "CRM" },
    ]);
    const replaced = await client.put(`/Users/${other.id}`, {
      schemas: [CORE_USER],
      userName: "b",
      entitlements: [{ value: "CRM", type: "License" }],
    });

    expect([created.status, shown(created.body)]).toEqual([201, ["CRM error CountViolation"]]);
    expect([patched.status, patched.body.detail]).toEqual([
      409,
      expect.stringMatching(/^LICENSE_POOL_EXHAUSTED: /),
    ]);
    expect(patched.body.scimType).toBeUndefined();
    expect([replaced.status, replaced.body.detail]).toEqual([
      409,
      expect.stringMatching(/^LICENSE_POOL_EXHAUSTED: /),
    ]);
    expect((await client.get(`/Users/${other.id}`)).body.meta.version).toBe('W/"1"');
    // A seat comes: who waited has it.
    await admin.post("/licenses/CRM/purchase", { seats: 1 });
    expect(shown((await client.get(`/Users/${created.body.id}`)).body)).toEqual(["CRM active"]);
  });

  it("keeps the wish on PATCH too where the connection is to be treated softly", async () => {
    await addSku("CRM", 0);
    const soft = await app.secondConnection(client, { options: { softLicenseErrors: true } });
    const { id } = (await post("a", {}, soft)).body;

    const patched = await soft.patch(`/Users/${id}`, [
      { op: "add", path: `${CRM_USER}:licenseSkus`, value: "CRM;NOPE" },
    ]);

    expect([patched.status, shown(patched.body)]).toEqual([
      200,
      ["CRM error CountViolation", "NOPE error Other"],
    ]);
  });

  it("takes back only what the same connection gave by the same way", async () => {
    await addSku("CRM", 5);
    const other = await app.secondConnection(client);
    const { id } = (await post("a", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    const clear = (by: ScimClient) =>
      by.patch(`/Users/${id}`, [{ op: "replace", path: `${CRM_USER}:licenseSkus`, value: "none" }]);

    const foreign = await clear(other);
    const entitled = await client.patch(`/Users/${id}`, [
      { op: "add", path: "entitlements", value: [{ value: "CRM", type: "License" }] },
    ]);
    const own = await clear(client);
    const last = await client.patch(`/Users/${id}`, [{ op: "remove", path: "entitlements" }]);

    expect([foreign.status, shown(foreign.body)]).toEqual([200, ["CRM active"]]);
    expect(shown(entitled.body)).toEqual(["CRM active"]);
    expect(shown(own.body)).toEqual(["CRM active"]);
    expect(own.body.entitlements).toEqual([{ value: "CRM", type: "License" }]);
    expect(shown(last.body)).toEqual([]);
    expect(await counts()).toBe("0 of 5");
  });

  it("refuses a license that a group makes wait for too, as without the group", async () => {
    await addSku("CRM", 0);
    const { id } = (await post("a", {})).body;
    await client.create("/Groups", {
      displayName: "sales",
      members: [{ value: id }],
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    const before = (await client.get(`/Users/${id}`)).body;
    expect(shown(before)).toEqual(["CRM error CountViolation"]);

    const answers = [
      await client.patch(`/Users/${id}`, [{ op: "add", path: `${CRM_USER}:licenseSkus`, value: "CRM" }]),
      await client.put(`/Users/${id}`, {
        userName: "a",
        [CRM_USER]: { licenses: [{ skuPartNumber: "CRM" }] },
      }),
      await client.patch(`/Users/${id}`, [{ op: "add", path: "entitlements", value: [{ value: "CRM" }] }]),
      await admin.patch(`/users/${id}`, { [CRM_USER]: { licenseSkus: "CRM" } }),
      await admin.post(`/users/${id}/licenses`, { add: ["CRM"] }),
    ];

    expect(answers.map(({ status, body }) => [status, /LICENSE_POOL_EXHAUSTED/.test(body.detail)])).toEqual(
      answers.map(() => [409, true]),
    );
    expect((await client.get(`/Users/${id}`)).body).toEqual(before);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  });

  it("takes a copy of what it showed for no wish, and a name that comes without for one", async () => {
    await addSku("CRM", 5);
    const { id } = (await post("a", {})).body;
    const group = await client.create("/Groups", {
      displayName: "sales",
      members: [{ value: id }],
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    const sources = async (): Promise<string[]> =>
      (await admin.get("/licenses/CRM/seats")).body.value.flatMap((seat: { sources: string[] }) =>
        seat.sources.map((source) => source.split(":")[0]),
      );
    const read = (await client.get(`/Users/${id}`)).body;

    await client.put(`/Users/${id}`, { ...read, displayName: "Ada" });
    await client.patch(`/Users/${id}`, [
      { op: "replace", path: `${CRM_USER}:licenses`, value: read[CRM_USER].licenses },
    ]);
    const copied = await sources();
    await client.put(`/Users/${id}`, { userName: "a", [CRM_USER]: { licenses: [{ skuPartNumber: "CRM" }] } });
    const named = await sources();
    await client.delete(`/Groups/${group.id}`);

    expect([copied, named, await sources()]).toEqual([["group"], ["group", "licenses"], ["licenses"]]);
    expect(shown((await client.get(`/Users/${id}`)).body)).toEqual(["CRM active"]);
  });

  it("keeps an entitlement that another connection gave as well, until that one takes it", async () => {
    await addSku("CRM", 5);
    const other = await app.secondConnection(client);
    const { id } = (await post("a", {})).body;
    const give = (by: ScimClient) =>
      by.patch(`/Users/${id}`, [{ op: "add", path: "entitlements", value: [{ value: "CRM" }] }]);
    await give(client);
    await give(other);

    const kept = await client.patch(`/Users/${id}`, [{ op: "remove", path: "entitlements" }]);
    const gone = await other.put(`/Users/${id}`, { schemas: [CORE_USER], userName: "a" });

    expect([kept.body.entitlements, shown(kept.body)]).toEqual([[{ value: "CRM" }], ["CRM active"]]);
    expect([gone.body.entitlements, shown(gone.body)]).toEqual([undefined, []]);
    expect(await counts()).toBe("0 of 5");
  });

  it("keeps the seat of a user who is not active free when somebody else wishes it too", async () => {
    await addSku("CRM", 5);
    const other = await app.secondConnection(client);
    const { id } = (await post("a", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    await admin.patch("/settings", { "licenses.releaseOnDeactivate": "immediately" });
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);

    const wished = await other.patch(`/Users/${id}`, [
      { op: "add", path: `${CRM_USER}:licenseSkus`, value: "CRM" },
    ]);
    await client.patch(`/Users/${id}`, [{ op: "remove", path: `${CRM_USER}:licenses` }]);
    const meanwhile = await counts();
    const back = await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: true }]);

    expect([shown(wished.body), meanwhile]).toEqual([["CRM released"], "0 of 5"]);
    expect([shown(back.body), await counts()]).toEqual([["CRM active"], "1 of 5"]);
  });

  it("drops what a client says of the parts that only the server writes, and keeps what it may", async () => {
    await addSku("CRM", 5);
    const { id } = (await post("a", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    now += 60_000;

    const { body } = await client.patch(`/Users/${id}`, [
      {
        op: "replace",
        path: `${CRM_USER}:licenses`,
        value: [
          {
            skuPartNumber: "CRM",
            status: "released",
            assignedAt: "2020-01-01T00:00:00Z",
            disabledPlans: ["p"],
          },
        ],
      },
    ]);

    expect(body[CRM_USER].licenses).toEqual([
      {
        skuId: expect.any(String),
        skuPartNumber: "CRM",
        display: "CRM",
        status: "active",
        assignedAt: new Date(now - 60_000).toISOString(),
        disabledPlans: ["p"],
      },
    ]);
  });

  it("names a SKU that does not exist, and changes nothing", async () => {
    await addSku("CRM", 5);

    const refused = await post("a", { [CRM_USER]: { licenseSkus: "CRM;NOPE" } });

    expect([refused.status, refused.body.scimType]).toEqual([400, "invalidValue"]);
    expect(refused.body.detail).toMatch(/^UNKNOWN_SKU: there is no SKU 'NOPE': send/);
    expect(await counts()).toBe("0 of 5");
    expect(await client.find("/Users", 'userName eq "a"')).toEqual([]);
  });

  it("lets wishes from before the SKU come true when it is added, oldest first", async () => {
    const people = [];
    for (const userName of ["a", "b", "c"]) {
      people.push((await post(userName, { [CRM_USER]: { licenseSkus: "CRM" } })).body);
      now += 1000;
    }
    expect(people.map(shown)).toEqual([["CRM error Other"], ["CRM error Other"], ["CRM error Other"]]);

    await addSku("CRM", 2);

    const after = await Promise.all(people.map(({ id }) => client.get(`/Users/${id}`)));
    expect(after.map(({ body }) => shown(body))).toEqual([
      ["CRM active"],
      ["CRM active"],
      ["CRM error CountViolation"],
    ]);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  });

  it("finds people by their licenses and by what became of them", async () => {
    await addSku("CRM", 1);
    const a = (await post("a", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    const b = (await post("b", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    const ids = async (filter: string) => (await client.find("/Users", filter)).map(({ id }) => id);

    expect(await ids(`${CRM_USER}:licenses.skuPartNumber eq "crm"`)).toEqual([a.id, b.id]);
    expect(await ids(`${CRM_USER}:licenses[status eq "error"]`)).toEqual([b.id]);
    expect(await ids(`${CRM_USER}:licenses.error eq "CountViolation"`)).toEqual([b.id]);
  });

  it("gives 500 members of a group their seats in one PATCH, doubles ignored [R099]", async () => {
    await addSku("CRM", 400);
    const people = await client.createUsers("m", 500);
    const group = await client.create("/Groups", {
      displayName: "sales",
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    const value = [...people, ...people.slice(0, 50)].map((id) => ({ value: id }));

    const { status } = await client.patch(`/Groups/${group.id}`, [{ op: "add", path: "members", value }]);

    expect(status).toBe(200);
    expect(await counts()).toBe("400 of 400");
    expect((await admin.get("/reports/licenses")).body.waiting).toMatchObject([{ users: 100 }]);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  }, 30_000);

  it("takes 'value' for the name of a license of users and groups, and refuses it from strict clients", async () => {
    await addSku("CRM", 5);
    const [id = ""] = await client.createUsers("v", 1);
    const licenses = [{ value: "crm" }];
    const group = await client.create("/Groups", {
      displayName: "g",
      members: [{ value: id }],
      [CRM_GROUP]: { licenses },
    });
    const user = await post("ann", { [CRM_USER]: { licenses } });
    const bare = await client.createGroup("bare", [id]);
    const patched = await client.patch(`/Groups/${bare.id}`, [
      { op: "add", path: `${CRM_GROUP}:licenses`, value: licenses },
    ]);
    const wrong = await client.patch(`/Groups/${bare.id}`, [
      { op: "replace", path: `${CRM_GROUP}:licenses`, value: [{ value: "NOPE" }] },
    ]);

    expect(group[CRM_GROUP].licenses).toMatchObject([{ skuPartNumber: "CRM" }]);
    expect(shown(user.body)).toEqual(["CRM active"]);
    expect(patched.status).toBeLessThan(300);
    expect([wrong.status, wrong.body.detail]).toEqual([400, expect.stringContaining("UNKNOWN_SKU")]);
    expect(await counts()).toBe("2 of 5");
    const strict = await app.secondConnection(client, { mode: "strict" });
    const refused = await strict.post("/Groups", {
      schemas: [CORE_GROUP, CRM_GROUP],
      displayName: "s",
      [CRM_GROUP]: { licenses },
    });
    expect([refused.status, refused.body.scimType]).toEqual([400, "invalidSyntax"]);
  });

  it("works through a group of any size behind the request that licenses it", async () => {
    await addSku("CRM", 3000);
    const people = await client.createUsers("m", 1300);
    const group = await client.createGroup("everybody", people);

    await client.patch(`/Groups/${group.id}`, [
      { op: "add", path: `${CRM_GROUP}:licenses`, value: [{ skuPartNumber: "CRM" }] },
    ]);
    expect(await counts()).toBe("1000 of 3000");
    expect(await listUnfinishedGroups(app.db.write, 10)).toEqual([
      { tenantId: client.tenantId, groupId: group.id },
    ]);
    // Who leaves meanwhile is not licensed behind its back.
    await client.patch(`/Groups/${group.id}`, [
      { op: "remove", path: `members[value eq "${people[1299]}"]` },
    ]);

    const goOn = async () =>
      inSeatTransaction(
        await operator(),
        (_trx, gate) => continueGroupLicenses(gate.open(), group.id, 1),
        "surely",
      );
    while (!(await goOn()));

    expect(await counts()).toBe("1299 of 3000");
    await client.delete(`/Groups/${group.id}`);
    while (!(await goOn()));
    expect(await counts()).toBe("0 of 3000");
    expect(await listUnfinishedGroups(app.db.write, 10)).toEqual([]);
    expect(await seatFaults(app.db, client.tenantId)).toEqual([]);
  }, 60_000);

  it("is reduced by the operator at the cycle date, and not before [R052, R055]", async () => {
    await addSku("CRM", 10);
    const cycle = Date.parse((await admin.get("/licenses/CRM")).body.nextCycleAt);
    await admin.post("/licenses/CRM/reductions", { purchased: 8 });

    await carryOutReduction(await operator(), "CRM");

    now = cycle - 1;
    expect((await admin.get("/licenses/CRM")).body).toMatchObject({ purchased: 10, pendingPurchased: 8 });
    now = cycle;
    // Whatever asks for a seat first brings the pool up to the moment.
    const { id } = (await post("a", { [CRM_USER]: { licenseSkus: "CRM" } })).body;
    expect(id).toBeDefined();
    const { body } = await admin.get("/licenses/CRM");
    expect(body).toMatchObject({ purchased: 8, available: 7 });
    expect(body.pendingPurchased).toBeUndefined();
    expect((await admin.get("/licenses/CRM/reductions")).body.value).toMatchObject([
      { state: "applied", target: 8 },
    ]);
    expect(Date.parse(body.nextCycleAt)).toBeGreaterThan(cycle);
  });

  it("lets no administrator carry a reduction out, and none but global and billing ask or buy [R048, R052, R082]", async () => {
    await addSku("CRM", 10);
    const asked = async (role: "billing" | "userManagement" | "service" | "password") => {
      const by = await app.admin(client, [role]);
      const answers = [
        await by.post("/licenses/CRM/purchase", { seats: 1 }),
        await by.post("/licenses/CRM/reductions", { purchased: 9 }),
      ];
      await by.delete("/licenses/CRM/reductions/open");
      return answers.map(problemOf);
    };

    expect(await asked("billing")).toEqual(["200", "202"]);
    for (const role of ["userManagement", "service", "password"] as const) {
      expect(await asked(role)).toEqual(["403 forbidden", "403 forbidden"]);
    }
  });

  it("refuses what it does not know in a strict connection", async () => {
    await addSku("CRM", 1);
    const strict = await app.secondConnection(client, { mode: "strict" });

    const refused = await post("a", { entitlements: [{ value: "NOPE", type: "License" }] }, strict);
    const accepted = await post("b", { entitlements: [{ value: "CRM", type: "License" }] }, strict);

    expect([refused.status, refused.body.scimType]).toEqual([400, "invalidValue"]);
    expect([accepted.status, shown(accepted.body)]).toEqual([201, ["CRM active"]]);
  });
});
