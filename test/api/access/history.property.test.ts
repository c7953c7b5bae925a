import fc from "fast-check";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { IS_PROOF, runs } from "../../support/extent.js";
import { HistoryWorld } from "../../support/history-world.js";

/** The number of worlds, and of events in each of them. */
const WORLDS = runs(1, 3, 100);
const EVENTS = 100;

const choice = fc.tuple(fc.nat(999), fc.nat(99), fc.nat(99), fc.nat(99));

describe.each(DATABASES)("the history of access (%s)", (database) => {
  let world: HistoryWorld | undefined;
  const app = useTestApp(database, { now: () => world?.now ?? Date.now() });

  it(
    "remembers what the live decision was after each of many random events",
    async () => {
      const events = fc.array(choice, { minLength: EVENTS, maxLength: EVENTS });
      await fc.assert(
        fc.asyncProperty(events, async (choices) => {
          world = new HistoryWorld(app, Date.now());
          await world.build();
          for (const one of choices) await world.happen(one);
          for (const note of world.notes) expect(await world.deviations(note)).toEqual([]);
        }),
        { numRuns: WORLDS, endOnFailure: true, ...(!IS_PROOF && { seed: 99 }) },
      );
    },
    WORLDS * 120_000,
  );
});
