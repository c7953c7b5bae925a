import { HOUR, MINUTE } from "../../../src/db/duration.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type HoldWorld, makeHoldWorld, ok } from "../../support/hold-world.js";
import { CRM_USER } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

/** Small numbers, so that few people are needed. */
const FEW = { "access.hold.people": 3, "access.hold.percent": 20 };
const PEOPLE = 10;

describe.each(DATABASES)("a hold (%s)", (database) => {
  let clock = Date.parse("2026-10-03T09:00:00Z");
  const app = useTestApp(database, { now: () => clock });
  const make = (options: Partial<Parameters<typeof makeHoldWorld>[2]> = {}): Promise<HoldWorld> =>
    makeHoldWorld(app, () => clock, { people: PEOPLE, settings: FEW, ...options });

  /** What is shut out by an emptied group: everybody in it. */
  const emptyGroup = ({ client, everyone }: HoldWorld) =>
    client.patch(`/Groups/${everyone}`, [{ op: "replace", path: "members", value: [] }]);

  const idOf = async (world: HoldWorld): Promise<string> => {
    const [hold] = await world.holds();
    return hold.id;
  };

  describe.each(["attribute", "group"] as const)("of an emptied group, licensed by %s", (licensedBy) => {
    let world: HoldWorld;
    let before: object;

    beforeAll(async () => {
      world = await make({ licensedBy });
      before = await world.picture();
    });

    it("keeps everybody's access, seat and record, and the provider reads what it sent", async () => {
      expect(await world.entering()).toBe(PEOPLE);
      const answer = await emptyGroup(world);
      expect(answer.status).toBe(200);
      expect((await ok(world.client.get(`/Groups/${world.everyone}`))).members ?? []).toEqual([]);
      expect(await world.entering()).toBe(PEOPLE);
      await world.runEverything();
      expect(await world.entering()).toBe(PEOPLE);

      const [hold] = await world.holds();
      expect(hold).toMatchObject({
        state: "open",
        connectionId: world.client.connectionId,
        people: PEOPLE,
        endsAt: new Date(clock + 4 * HOUR).toISOString(),
        causedBy: expect.any(String),
      });
      expect(hold.instances).toEqual([expect.objectContaining({ name: "main", people: PEOPLE })]);
      const { reasons } = await world.access(world.people[0] ?? "");
      expect(reasons).toEqual([expect.objectContaining({ code: "EFFECT_HELD", effect: "explains" })]);
      const after = await world.picture();
      for (const part of ["pools", "ledger", "records", "rows", "roles"]) {
        expect(after).toHaveProperty(part, Object(before)[part]);
      }
      expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
      const alarm = app.log.find((line) => line.includes("CHANGES_HELD") && line.includes(hold.id));
      expect(alarm).toBeDefined();
    });

    it("lets a single person out at once meanwhile", async () => {
      const [first = ""] = world.people;
      expect((await world.client.delete(`/Users/${first}`)).status).toBe(204);
      expect((await world.access(first)).canSignIn).toBe(false);
      expect(await world.entering()).toBe(PEOPLE - 1);
      await world.runEverything();
      expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
    });

    it("foretells what its release would do, and releases", async () => {
      const id = await idOf(world);
      const preview = await ok(world.admin.post(`/holds/${id}/release?preview=true`));
      expect(preview).toMatchObject({ loses: PEOPLE - 1 });
      expect(await world.entering()).toBe(PEOPLE - 1);
      await ok(world.admin.post(`/holds/${id}/release`));
      expect(await world.entering()).toBe(0);
      await world.runEverything();
      expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
      expect(await world.holds()).toEqual([]);
      expect((await world.admin.post(`/holds/${id}/release`)).body.code).toBe("HOLD_CLOSED");
    });

    it("has then been as if it had never been", async () => {
      const other = await make({ licensedBy, connection: { massLoss: "off" } });
      await emptyGroup(other);
      await other.runEverything();
      await ok(other.client.delete(`/Users/${other.people[0]}`));
      await other.runEverything();
      expect(await world.picture()).toEqual(await other.picture());
    });
  });

  it("is as before when it is discarded, until the provider sends otherwise", async () => {
    const world = await make();
    const before = await world.picture();
    await emptyGroup(world);
    await world.runEverything();
    const id = await idOf(world);
    await ok(world.admin.post(`/holds/${id}/discard`));
    await world.runEverything();
    clock += 5 * HOUR;
    await world.runEverything();
    expect(await world.entering()).toBe(PEOPLE);
    const after = await world.picture();
    for (const part of ["pools", "ledger", "roles"]) expect(after).toHaveProperty(part, Object(before)[part]);
    const [first = "", second = ""] = world.people;
    expect((await world.access(first)).reasons).toMatchObject([{ code: "KEPT_BY_EXCEPTION" }]);

    // The provider puts one back and takes another one's license.
    await ok(
      world.client.patch(`/Groups/${world.everyone}`, [
        { op: "add", path: "members", value: [{ value: first }] },
      ]),
    );
    expect((await world.access(first)).reasons).toEqual([]);
    await ok(world.client.patch(`/Users/${second}`, [{ op: "replace", path: "active", value: false }]));
    expect((await world.access(second)).canSignIn).toBe(false);
    expect(await world.entering()).toBe(PEOPLE - 1);
    await world.runEverything();
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
  });

  it("ends by itself at its moment, and the job follows", async () => {
    const world = await make();
    await emptyGroup(world);
    await world.runEverything();
    const started = clock;
    clock = started + 4 * HOUR - 1;
    expect(await world.entering()).toBe(PEOPLE);
    clock = started + 4 * HOUR;
    expect(await world.entering()).toBe(0);
    await world.runEverything();
    expect(await world.entering()).toBe(0);
    expect(await world.holds()).toEqual([]);
    expect(await world.picture()).toMatchObject({ kept: [] });
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
  });

  it("is lifted for one person", async () => {
    const world = await make();
    await emptyGroup(world);
    const id = await idOf(world);
    const [first = ""] = world.people;
    await ok(world.admin.post(`/holds/${id}/users/user000@contoso.com/release`));
    expect((await world.access(first)).canSignIn).toBe(false);
    expect(await world.entering()).toBe(PEOPLE - 1);
    expect((await world.admin.post(`/holds/${id}/users/${first}/release`)).body.code).toBe("NOT_HELD");
    expect((await ok(world.admin.get(`/holds/${id}/users`))).value).toHaveLength(PEOPLE - 1);
    for (const unknown of [first, "'; drop table holds; --", "%00", "x".repeat(500)]) {
      const path = `/holds/${encodeURIComponent(unknown)}`;
      for (const answer of [world.admin.get(path), world.admin.post(`${path}/discard`)]) {
        const { status, body } = await answer;
        expect([status, body.code]).toEqual([404, "UNKNOWN_HOLD"]);
      }
    }
  });

  it("begins with the first person beyond the threshold of the window, whoever comes one by one", async () => {
    const world = await make();
    for (const id of world.people) await ok(world.client.delete(`/Users/${id}`));
    expect(await world.entering()).toBe(PEOPLE - 3);
    const [hold] = await world.holds();
    expect(hold.people).toBe(PEOPLE - 3);
    await world.runEverything();
    expect(await world.entering()).toBe(PEOPLE - 3);
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
    await ok(world.admin.post(`/holds/${hold.id}/release`));
    await world.runEverything();
    expect(await world.entering()).toBe(0);
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
  });

  it("does not begin below the number or the share, nor after the window", async () => {
    const world = await make();
    const leave = (ids: readonly string[]) =>
      ok(
        world.client.patch(
          `/Groups/${world.everyone}`,
          ids.map((id) => ({ op: "remove", path: `members[value eq "${id}"]` })),
        ),
      );
    await leave(world.people.slice(0, 3));
    expect(await world.entering()).toBe(PEOPLE - 3);
    clock += 61 * MINUTE;
    await leave(world.people.slice(3, 6));
    expect(await world.entering()).toBe(PEOPLE - 6);
    expect(await world.holds()).toEqual([]);
    await leave(world.people.slice(6, 7));
    expect(await world.entering()).toBe(PEOPLE - 6);
    expect(await world.holds()).toHaveLength(1);

    const large = await make({ people: 25, settings: { ...FEW, "access.hold.percent": 30 } });
    await ok(
      large.client.patch(
        `/Groups/${large.everyone}`,
        large.people.slice(0, 7).map((id) => ({ op: "remove", path: `members[value eq "${id}"]` })),
      ),
    );
    expect(await large.entering()).toBe(18);
    expect(await large.holds()).toEqual([]);
  });

  it("takes the further requests of one mistake, however small, and no single person", async () => {
    const world = await make({ people: 12 });
    const leave = (ids: readonly string[]) =>
      ok(
        world.client.patch(
          `/Groups/${world.everyone}`,
          ids.map((id) => ({ op: "remove", path: `members[value eq "${id}"]` })),
        ),
      );
    await leave(world.people.slice(0, 6));
    await leave(world.people.slice(6, 8));
    expect(await world.entering()).toBe(12);
    expect(await world.holds()).toEqual([expect.objectContaining({ people: 8 })]);

    await leave(world.people.slice(8, 9));
    expect(await world.entering()).toBe(11);
  });

  it("is a refusal, or nothing, if the connection's policy says so", async () => {
    const world = await make({ connection: { massLoss: "refuse" } });
    const refused = await emptyGroup(world);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("WOULD_SHUT_OUT");
    expect((await ok(world.client.get(`/Groups/${world.everyone}`))).members).toHaveLength(PEOPLE);
    expect(await world.entering()).toBe(PEOPLE);
    expect((await world.client.delete(`/Users/${world.people[0]}`)).status).toBe(204);
    expect(await world.entering()).toBe(PEOPLE - 1);
  });

  it("is extended by further changes, and ends when the provider gives the access back", async () => {
    const world = await make();
    await emptyGroup(world);
    const [first] = await world.holds();
    clock += 10 * MINUTE;
    const Operations = world.people.map((id) => ({
      method: "PATCH",
      path: `/Users/${id}`,
      data: {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "replace", path: `${CRM_USER}:licenses`, value: [] }],
      },
    }));
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"];
    const send = async (operations: readonly object[]): Promise<void> => {
      const { Operations: answers } = await ok(
        world.client.post("/Bulk", { schemas, Operations: operations }),
      );
      expect(answers.map(({ status }: { status: string }) => status)).toEqual(world.people.map(() => "200"));
    };
    await send(Operations);
    const [second] = await world.holds();
    expect(second).toMatchObject({ id: first.id, endsAt: first.endsAt, people: PEOPLE });
    expect(await world.entering()).toBe(PEOPLE);
    expect((await ok(world.client.get(`/Users/${world.people[0]}`)))[CRM_USER].licenses).toBeUndefined();
    const members = world.people.map((value) => ({ value }));
    await ok(
      world.client.patch(`/Groups/${world.everyone}`, [{ op: "add", path: "members", value: members }]),
    );
    expect(await world.holds()).toHaveLength(1);
    await send(Operations.map(giveBack));
    await world.runEverything();
    expect(await world.picture()).toMatchObject({ kept: [] });
    expect(await world.entering()).toBe(PEOPLE);
    expect((await world.access(world.people[0] ?? "")).reasons).toEqual([]);
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
  });
});

function giveBack({ path, method, data }: { path: string; method: string; data: { schemas: string[] } }) {
  const value = [{ skuPartNumber: "CRM" }];
  return {
    method,
    path,
    data: { ...data, Operations: [{ op: "replace", path: `${CRM_USER}:licenses`, value }] },
  };
}
