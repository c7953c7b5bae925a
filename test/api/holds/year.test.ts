import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { IS_PROOF, runs } from "../../support/extent.js";
import { runEverything } from "../../support/run-everything.js";
import { seatFaults } from "../../support/seat-invariants.js";
import { ok } from "./accident-world.js";
import { Company, WEEK } from "./year.js";

const PEOPLE = runs(160, 160, 2000);

/** The short run has the weeks with the renamed group, the interns' last day and a reorganization. */
const WEEKS = IS_PROOF ? Array.from({ length: 52 }, (_, index) => index + 1) : [35, 36, 39];

describe.each(DATABASES)("a year of joiners, movers and leavers (%s)", (database) => {
  let clock = Date.parse("2026-01-05T08:00:00Z");
  const app = useTestApp(database, { now: () => clock });

  it("raises one alarm: when the interns, a quarter of a small instance, leave on the same day", async () => {
    const started = clock;
    const company = await Company.found(app, PEOPLE);
    const { admin } = company;
    await runEverything(app.db, clock);
    const alarms: string[] = [];
    for (const week of WEEKS) {
      clock = started + week * WEEK;
      await company.live(week);
      await runEverything(app.db, clock);
      for (const hold of await admin.all("/holds?state=open")) {
        alarms.push(`week ${week}: ${hold.people} people`);
        await ok(admin.post(`/holds/${hold.id}/release`));
        await runEverything(app.db, clock);
      }
      for (const id of company.left.slice(-8)) {
        const { value } = await ok(admin.get(`/users/${id}/access`));
        expect(value.filter((one: { canSignIn: boolean }) => one.canSignIn)).toEqual([]);
      }
      expect(await seatFaults(app.db, company.tenantId)).toEqual([]);
      await company.purge();
    }
    const inside = (await admin.all("/instances/main/access?limit=1000")).filter(
      ({ canSignIn }) => canSignIn === true,
    );
    expect(new Set(inside.map(({ userId }) => userId))).toEqual(new Set(company.staff));
    expect(alarms).toEqual(["week 36: 5 people"]);
  }, 3_600_000);
});
