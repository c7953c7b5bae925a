import { setActive } from "../../../scripts/demo/entra.js";
import { HOUR } from "../../../src/db/duration.js";
import { accessClient } from "../../support/access-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { seatFaults } from "../../support/seat-invariants.js";
import { AccidentWorld, ok } from "./accident-world.js";

/** The people whose access is held, and those who leave meanwhile. */
const HELD = 30;
const LEAVERS = runs(20, 50);

const PEOPLE = HELD + LEAVERS + 4;

describe.each(DATABASES)("people who leave while others are held (%s)", (database) => {
  let clock = Date.parse("2026-10-03T09:00:00Z");
  const app = useTestApp(database, { now: () => clock });

  it.each(["the same", "another"])(
    "are refused at once, by %s connection",
    async (connection) => {
      const world = await AccidentWorld.make(app, () => clock, PEOPLE);
      await ok(world.admin.patch("/settings", { "access.hold.hours": 72 }));
      const leavers = world.scene.people.slice(0, LEAVERS);
      const kept = world.scene.people.slice(LEAVERS);
      const remove = kept.slice(0, HELD).map((value) => ({ value }));
      await ok(
        world.first.patch(`/Groups/${world.scene.guard}`, [{ op: "remove", path: "members", value: remove }]),
      );
      expect(await world.openHolds()).toMatchObject([{ people: HELD }]);

      const door = await accessClient(app, world.first);
      const client = connection === "the same" ? world.first : world.second;
      for (const [index, id] of leavers.entries()) {
        // Ten in each window, with those who are held: below the limit.
        if (index % 10 === 0) clock += 2 * HOUR;
        const path = `/Users/${id}`;
        expect(await door.at("signIn", id)).toBe("yes");
        await ok(index % 2 === 0 ? client.delete(path) : client.patch(path, [setActive(false)]));
        expect(await door.at("signIn", id)).toMatch(/^no: /);
      }
      expect(await world.openHolds()).toMatchObject([{ people: HELD }]);
      expect(await world.shutOut()).toEqual(leavers);
      await world.settle();
      expect(await world.shutOut()).toEqual(leavers);
      expect(await seatFaults(app.db, world.tenantId)).toEqual([]);
    },
    600_000,
  );
});
