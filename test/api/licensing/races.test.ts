import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { CRM_GROUP, CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { seatFaults } from "../../support/seat-invariants.js";

const TIME_LIMIT = 60_000;

describe.each(DATABASES)("races for seats on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client);
  });

  const tally = (outcomes: readonly string[]): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const outcome of outcomes) counted[outcome] = (counted[outcome] ?? 0) + 1;
    return counted;
  };
  const faults = () => seatFaults(app.db, client.tenantId);

  it.each([
    [1, 20, "one seat [R047]"],
    [10, 100, "ten seats"],
  ])(
    "gives the last %d of %d at once: %s",
    async (seats, clients) => {
      await admin.post("/licenses", { partNumber: "CRM", purchased: seats });
      const people = await client.createUsers("p", clients);

      const answers = await Promise.all(
        people.map((id) => admin.post(`/users/${id}/licenses`, { add: ["CRM"] })),
      );

      expect(tally(answers.map(problemOf))).toEqual({
        "200": seats,
        "409 LICENSE_POOL_EXHAUSTED": clients - seats,
      });
      expect((await admin.get("/licenses/CRM")).body).toMatchObject({ assigned: seats, available: 0 });
      expect(await faults()).toEqual([]);
    },
    TIME_LIMIT,
  );

  it(
    "gives the last seats once, by whichever way they are asked for",
    async () => {
      await admin.post("/licenses", { partNumber: "CRM", purchased: 8 });
      const people = await client.createUsers("p", 30);
      const group = await client.create("/Groups", {
        displayName: "g",
        [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
      });

      await Promise.all(
        people.map((id, index) => {
          if (index % 4 === 0) return admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
          if (index % 4 === 1) {
            return client.patch(`/Users/${id}`, [
              { op: "add", path: `${CRM_USER}:licenseSkus`, value: "CRM" },
            ]);
          }
          if (index % 4 === 2) {
            return client.patch(`/Users/${id}`, [
              { op: "add", path: "entitlements", value: [{ value: "CRM", type: "License" }] },
            ]);
          }
          return client.patch(`/Groups/${group.id}`, [
            { op: "add", path: "members", value: [{ value: id }] },
          ]);
        }),
      );

      expect((await admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 8, available: 0 });
      expect(await faults()).toEqual([]);
    },
    TIME_LIMIT,
  );

  it(
    "never has one seat too many or too few while seats are moved, given and freed [R041]",
    async () => {
      await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
      const people = await client.createUsers("p", 20);
      for (const id of people.slice(0, 5)) await admin.post(`/users/${id}/licenses`, { add: ["CRM"] });
      const race = { isOver: false };
      const seen: string[] = [];
      const watch = (async () => {
        while (!race.isOver) {
          const { body } = await admin.get("/licenses/CRM");
          if (body.assigned !== 5) seen.push(`${body.assigned} assigned`);
        }
      })();

      // Each hands its seat to somebody who has none, round and round.
      const rounds = Array.from({ length: runs(30, 60) }, (_, round) => ({
        from: people[round % 20] ?? "",
        to: people[(round + 5) % 20] ?? "",
      }));
      const answers = await Promise.all(rounds.map((body) => admin.post("/licenses/CRM/reassign", body)));
      race.isOver = true;
      await watch;

      const outcomes = tally(answers.map(problemOf));
      expect(outcomes["200"]).toBeGreaterThanOrEqual(5);
      const expected = /^(?:200|409 (?:NOT|ALREADY)_LICENSED)$/;
      expect(Object.keys(outcomes).filter((one) => !expected.test(one))).toEqual([]);
      expect(seen).toEqual([]);
      expect(await faults()).toEqual([]);
    },
    TIME_LIMIT,
  );

  it(
    "serves who waits while people come and go at once",
    async () => {
      await admin.post("/licenses", { partNumber: "CRM", purchased: 6 });
      const people = await client.createUsers("p", 24);
      const group = await client.create("/Groups", {
        displayName: "g",
        members: people.map((value) => ({ value })),
        [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
      });

      const answers = await Promise.all([
        ...people.slice(0, 6).map((id) => client.delete(`/Users/${id}`)),
        ...people
          .slice(6, 12)
          .map((id) =>
            client.patch(`/Groups/${group.id}`, [{ op: "remove", path: `members[value eq "${id}"]` }]),
          ),
        ...people
          .slice(12, 18)
          .map((id) => client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "T" }])),
        admin.post("/licenses/CRM/purchase", { seats: 2 }),
      ]);

      expect(answers.map(({ status }) => status).every((status) => status < 300)).toBe(true);
      expect((await admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 8, available: 0 });
      expect(await faults()).toEqual([]);
      const titles = await Promise.all(people.slice(12, 18).map((id) => client.get(`/Users/${id}`)));
      expect(titles.map(({ body }) => body.title)).toEqual(Array(6).fill("T"));
    },
    TIME_LIMIT,
  );
});
