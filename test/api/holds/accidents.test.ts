import { readFileSync } from "node:fs";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { seatFaults } from "../../support/seat-invariants.js";
import { AccidentWorld, ok } from "./accident-world.js";
import { ACCIDENTS, PEOPLE } from "./accidents.js";

it("are told in the documentation with the number of people who are out", () => {
  const told = readFileSync("docs/holds.md", "utf8");
  const rows = ACCIDENTS.map(({ name, sender, sends, out }) => `| ${name} | ${sender} | ${sends} | ${out} |`);
  expect(rows.filter((row) => !told.includes(row))).toEqual([]);
});

describe.each(DATABASES)("accidents at a provider (%s)", (database) => {
  const clock = Date.parse("2026-10-03T09:00:00Z");
  const app = useTestApp(database, { now: () => clock });
  let base: AccidentWorld;

  beforeAll(async () => {
    base = await AccidentWorld.make(app, () => clock, PEOPLE);
  }, 600_000);

  it("finds everybody inside", async () => {
    expect(await base.shutOut()).toEqual([]);
  });

  describe.each(ACCIDENTS)("$name", ({ out, requests }) => {
    let unheld: AccidentWorld;
    let held: AccidentWorld;
    let answers: readonly string[];
    let answersUnheld: readonly string[];

    beforeAll(async () => {
      unheld = await base.copy();
      await unheld.choose("off");
      held = await base.copy();
      answersUnheld = await unheld.play(requests(base.scene));
      answers = await held.play(requests(base.scene));
    }, 600_000);

    it("shuts out nobody beyond the limit, while without a hold it shuts out more than it", async () => {
      expect(await held.shutOut()).toHaveLength(out);
      expect((await unheld.shutOut()).length).toBeGreaterThan(25);
      expect(await unheld.openHolds()).toEqual([]);
      expect(await seatFaults(app.db, held.tenantId)).toEqual([]);
    });

    it("is answered as usual, and read back as it was sent", async () => {
      expect(answers).toEqual(answersUnheld);
      expect(answers.filter((answer) => !/^[A-Z]+ 20[014] /.test(answer))).toEqual([]);
      expect(await held.readBack()).toEqual(await unheld.readBack());
    });

    it("raises an alarm at once", async () => {
      const alarms = held.alarms();
      const open = await held.openHolds();
      expect(open).not.toEqual([]);
      expect(new Set(await held.findings())).toEqual(new Set(open.map(({ id }) => id)));
      expect(await held.gauge("usher_holds_open")).toBe(open.length);
      expect(alarms.map(({ hold }) => hold)).toEqual(expect.arrayContaining(open.map(({ id }) => id)));
    });

    it("is as before if it is discarded, until the provider sends more", async () => {
      const world = await held.copy();
      const inside = await world.inside();
      const holds = await world.openHolds();
      for (const { id } of holds) await ok(world.admin.post(`/holds/${id}/discard`));
      await world.settle();
      expect(await world.inside()).toEqual(inside);
      expect(await seatFaults(app.db, world.tenantId)).toEqual([]);

      await world.endForOne(holds[0].id);
      expect(await world.shutOut()).toHaveLength(out + 1);
      expect(await seatFaults(app.db, world.tenantId)).toEqual([]);
    }, 600_000);

    it("has been as if it had never been held, when it is released", async () => {
      for (const { id } of await held.openHolds()) await ok(held.admin.post(`/holds/${id}/release`));
      await held.settle();
      expect(await held.inside()).toEqual(await unheld.inside());
      expect(await seatFaults(app.db, held.tenantId)).toEqual([]);
      expect(await held.rows()).toEqual(await unheld.rows());
    }, 600_000);
  });
});
