import { DAY, HOUR } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { databaseGauges } from "../../../src/use-cases/operations/gauges.js";
import { purgeTombstones } from "../../../src/use-cases/users/purge-tombstones.js";
import { urlOf, useTestApp } from "../../support/app.js";
import { readUsher, runUsher } from "../../support/cli.js";
import { DATABASES } from "../../support/databases.js";
import { type HoldWorld, makeHoldWorld, ok } from "../../support/hold-world.js";
import { CORE_GROUP, CRM_USER } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

/** Small numbers, so that few people are needed. */
const FEW = { "access.hold.people": 3, "access.hold.percent": 20 };
const PEOPLE = 8;

describe.each(DATABASES)("of a provider's accidents, a hold (%s)", (database) => {
  let clock = Date.parse("2026-10-03T09:00:00Z");
  const app = useTestApp(database, { now: () => clock });
  const make = (options: Partial<Parameters<typeof makeHoldWorld>[2]> = {}): Promise<HoldWorld> =>
    makeHoldWorld(app, () => clock, { people: PEOPLE, settings: FEW, ...options });

  const bulk = (world: HoldWorld, operations: readonly object[]) =>
    ok(
      world.client.post("/Bulk", {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        Operations: operations,
      }),
    );
  const setActive = (world: HoldWorld, active: boolean) =>
    bulk(
      world,
      world.people.map((id) => ({
        method: "PATCH",
        path: `/Users/${id}`,
        data: { Operations: [{ op: "replace", path: "active", value: active }] },
      })),
    );

  const ACCIDENTS: Readonly<Record<string, (world: HoldWorld) => Promise<unknown>>> = {
    "a group that is deleted": ({ client, everyone }) => ok(client.delete(`/Groups/${everyone}`)),
    "a group that is replaced by an empty one": ({ client, everyone }) =>
      ok(client.put(`/Groups/${everyone}`, { schemas: [CORE_GROUP], displayName: "Everyone", members: [] })),
    "many who are deactivated at once": (world) => setActive(world, false),
    "many who are deleted at once": (world) =>
      bulk(
        world,
        world.people.map((id) => ({ method: "DELETE", path: `/Users/${id}` })),
      ),
  };

  describe.each(Object.keys(ACCIDENTS))("keeps the access after %s", (accident) => {
    it.each(["released", "discarded"] as const)("until it is %s", async (end) => {
      const world = await make({ settings: { ...FEW, "licenses.releaseOnDeactivate": "immediately" } });
      const before = await world.picture();
      await ACCIDENTS[accident]?.(world);
      await world.runEverything();
      expect(await world.entering()).toBe(PEOPLE);
      expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
      const after = await world.picture();
      for (const part of ["pools", "records", "rows"])
        expect(after).toHaveProperty(part, Object(before)[part]);
      const [hold] = await world.holds();
      await ok(world.admin.post(`/holds/${hold.id}/${end === "released" ? "release" : "discard"}`));
      await world.runEverything();
      expect(await world.entering()).toBe(end === "released" ? 0 : PEOPLE);
      expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
      if (end === "discarded") return;
      const other = await make({
        settings: { ...FEW, "licenses.releaseOnDeactivate": "immediately" },
        connection: { massLoss: "off" },
      });
      await ACCIDENTS[accident]?.(other);
      await other.runEverything();
      expect(await world.picture()).toEqual(await other.picture());
    });
  });

  it("is told to administrators: a finding, gauges, a mail", async () => {
    const world = await make();
    const [boss = ""] = world.people;
    await ok(world.admin.patch(`/users/${boss}`, { emails: [{ value: "boss@contoso.com", primary: true }] }));
    await ok(world.admin.put(`/users/${boss}/administrator-roles`, { roles: ["global"] }));
    await ok(world.client.delete(`/Groups/${world.everyone}`));
    const [hold] = await world.holds();
    const { value } = await ok(world.admin.get("/reports/health"));
    expect(value[0]).toMatchObject({ code: "CHANGES_HELD", severity: "error", facts: { hold: hold.id } });
    const readings = (await Promise.all(databaseGauges(app.db, () => clock).map((set) => set.read()))).flat();
    const held = readings.filter(
      ({ name, labels }) => name.startsWith("usher_holds") && labels?.["connection"] === hold.connection,
    );
    expect(held.map(({ value: count }) => count)).toEqual([1, hold.people]);
    const mails = (await ok(world.admin.get("/mails"))).value;
    expect(mails).toMatchObject([{ kind: "hold", to: "boss@contoso.com" }]);
  });

  it("counts each connection by itself", async () => {
    const world = await make();
    const second = await app.secondConnection(world.client);
    for (const id of world.people.slice(0, 3)) await ok(world.client.delete(`/Users/${id}`));
    for (const id of world.people.slice(3, 6)) await ok(second.delete(`/Users/${id}`));
    expect(await world.holds()).toEqual([]);
    expect(await world.entering()).toBe(PEOPLE - 6);
    await ok(second.delete(`/Users/${world.people[6]}`));
    expect(await world.holds()).toMatchObject([{ connectionId: second.connectionId, people: 1 }]);
  });

  it("never lets out more than the threshold, however many are deleted at the same time", async () => {
    const world = await make({ people: 16 });
    const answers = await Promise.all(world.people.map((id) => world.client.delete(`/Users/${id}`)));
    expect(answers.map(({ status }) => status)).toEqual(world.people.map(() => 204));
    expect(await world.entering()).toBe(13);
    expect(await world.holds()).toMatchObject([{ people: 13 }]);
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
  });

  it("lets an administrator shut out somebody who is held, as foretold", async () => {
    const world = await make();
    await ok(world.client.delete(`/Groups/${world.everyone}`));
    const [first = ""] = world.people;
    const preview = await ok(world.admin.delete(`/users/${first}?preview=true`));
    expect(preview).toMatchObject({ loses: 1 });
    await ok(world.admin.delete(`/users/${first}`));
    expect((await world.access(first)).canSignIn).toBe(false);
    expect(await world.entering()).toBe(PEOPLE - 1);
  });

  it("goes on after a release that was interrupted, and shuts out everybody at once", async () => {
    const world = await make();
    await ok(world.client.delete(`/Groups/${world.everyone}`));
    const [{ id }] = await world.holds();
    // What is stored when a process dies after the first transaction of a large release.
    const { tenantId } = world.client;
    await queryRows(app.db.write, "update access_kept set ends_at = ? where tenant_id = ?", [
      clock,
      tenantId,
    ]);
    await queryRows(app.db.write, "update holds set state = 'released' where tenant_id = ? and id = ?", [
      tenantId,
      id,
    ]);
    expect(await world.entering()).toBe(0);
    await Promise.all([world.runEverything(), world.runEverything()]);
    expect(await world.picture()).toMatchObject({ kept: [] });
    expect(await seatFaults(app.db, tenantId)).toEqual([]);
  });

  it("of deleted users ends with the last trace of them", async () => {
    const world = await make();
    await ACCIDENTS["many who are deleted at once"]?.(world);
    const [{ id }] = await world.holds();
    await ok(world.admin.post(`/holds/${id}/discard`));
    clock += 40 * DAY;
    await purgeTombstones(app.db, clock);
    await world.runEverything();
    expect(await world.picture()).toMatchObject({ kept: [], seats: [], deleted: [] });
    expect(await seatFaults(app.db, world.client.tenantId)).toEqual([]);
  });

  it("is listed, shown, lifted, released and discarded by commands", async () => {
    // The clock of commands.
    clock = Date.now();
    const world = await make();
    await ok(world.client.delete(`/Groups/${world.everyone}`));
    const [{ id }] = await world.holds();
    const env = { DATABASE_URL: urlOf(app.db) };
    const [tenant] = await queryRows<{ name: string }>(
      app.db.write,
      "select name from tenants where tenant_id = ?",
      [world.client.tenantId],
    );
    const usher = (...words: string[]) => readUsher([...words, "--tenant", tenant?.name ?? ""], env);
    expect(await usher("holds", "--state", "open")).toMatchObject([{ id, people: PEOPLE }]);
    expect(await usher("hold", "show", id)).toMatchObject({
      id,
      users: world.people.map((one) => ({ id: one })),
    });
    const shown = await runUsher(["hold", "show", id, "--tenant", tenant?.name ?? ""], env);
    expect(shown.out).toContain("user000@contoso.com): held in main");
    await usher("hold", "release-user", id, "user000@contoso.com");
    await usher("hold", "discard", id);
    expect(await world.entering()).toBe(PEOPLE - 1);
    await usher("hold", "release", id);
    expect(await world.entering()).toBe(0);
    const again = await runUsher(["hold", "release", id, "--tenant", tenant?.name ?? ""], env);
    expect([again.code, again.notes]).toEqual([1, expect.stringContaining("is released already")]);
    const [connection] = await usher("connection", "list");
    await usher("connection", "set", connection.name, "--mass-loss", "refuse");
    expect(await usher("connection", "show", connection.name)).toMatchObject({ massLoss: "refuse" });
    const [entry] = (await ok(world.admin.get("/audit?action=connection.changed"))).value;
    expect(entry.changes).toEqual({ massLoss: { before: "hold", after: "refuse" } });
  });

  it("keeps what roles permit", async () => {
    const world = await make();
    await ACCIDENTS["many who are deleted at once"]?.(world);
    const { token } = await app.withToken(world.client, { scopes: ["access.read"] });
    const answer = await fetch(`${app.url}/access/v1/evaluation`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({
        subject: { type: "user", id: world.people[0] },
        action: { name: "prvReadAccount" },
        resource: { type: "table", id: "account", properties: { instance: "main" } },
      }),
    });
    expect(await answer.json()).toMatchObject({
      decision: true,
      context: { reasons: [{ code: "EFFECT_HELD" }] },
    });
  });

  it("shows what the provider sent, and administrators that a hold keeps the seat", async () => {
    const world = await make();
    const [first = ""] = world.people;
    await bulk(
      world,
      world.people.map((userId) => ({
        method: "PATCH",
        path: `/Users/${userId}`,
        data: { Operations: [{ op: "remove", path: `${CRM_USER}:licenses` }] },
      })),
    );
    expect((await ok(world.client.get(`/Users/${first}`)))[CRM_USER].licenses).toBeUndefined();
    const { value } = await ok(world.admin.get("/licenses/CRM/seats"));
    expect(value[0]).toMatchObject({ status: "active", sources: [expect.stringMatching(/^hold:/)] });
    clock += 5 * HOUR;
    expect(await world.entering()).toBe(0);
  });
});
