import fc from "fast-check";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { seatFaults } from "../../support/seat-invariants.js";
import { AccidentWorld, ok } from "./accident-world.js";
import { type Pick, randomAccident } from "./random-accident.js";

/** Another one for each run; a failure's title tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

const WORLDS = runs(4, 20, 500);
const PEOPLE = 10;
const FEW = { "access.hold.people": 2, "access.hold.percent": 20 };

describe.each(DATABASES)(`random mass changes (%s) [seed ${seed}]`, (database) => {
  const clock = Date.parse("2026-10-03T09:00:00Z");
  const app = useTestApp(database, { now: () => clock });

  /** Lets go of every hold of a world in one of the two ways. */
  const close = async (world: AccidentWorld, how: "release" | "discard"): Promise<void> => {
    for (const { id } of await world.openHolds()) await ok(world.admin.post(`/holds/${id}/${how}`));
    await world.settle();
  };

  it("are as if not held when released, and keep everybody's access when discarded", async () => {
    const numbers = fc.sample(fc.nat(), { numRuns: WORLDS * 80, seed }).values();
    const pick: Pick = (values) =>
      values[(numbers.next().value ?? 0) % values.length] as (typeof values)[number];
    const base = await AccidentWorld.make(app, () => clock, PEOPLE);
    await ok(base.admin.patch("/settings", FEW));
    let held = 0;
    for (let w = 0; w < WORLDS; w++) {
      const requests = [...randomAccident(base.scene, pick), ...randomAccident(base.scene, pick)];
      const title = JSON.stringify(requests);
      const unheld = await base.copy();
      await unheld.choose("off");
      const world = await base.copy();
      const answers = { title, answers: await world.play(requests) };
      expect(answers).toEqual({ title, answers: await unheld.play(requests) });
      expect({ title, read: await world.readBack() }).toEqual({ title, read: await unheld.readBack() });
      const inside = await world.inside();
      held += (await world.openHolds()).length;

      const discarded = await world.copy();
      await close(discarded, "discard");
      expect({ title, inside: await discarded.inside() }).toEqual({ title, inside });
      await close(world, "release");
      expect({ title, inside: await world.inside() }).toEqual({ title, inside: await unheld.inside() });
      expect({ title, rows: await world.rows() }).toEqual({ title, rows: await unheld.rows() });
      for (const one of [world, unheld, discarded]) {
        expect({ title, faults: await seatFaults(app.db, one.tenantId) }).toEqual({ title, faults: [] });
      }
    }
    expect(held).toBeGreaterThan(0);
  }, 3_600_000);
});
