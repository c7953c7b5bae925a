import { startClock } from "../../../src/db/clock.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const MINUTE = 60_000;

describe.each(DATABASES)("the clock of processes on %s", (kind) => {
  it("is that of the database where they may be on several machines", async () => {
    const db = await openTestDatabase(kind);
    const clocks = await Promise.all(
      [-MINUTE, 0, MINUTE].map(async (wrong) => ({
        wrong,
        clock: await startClock(db, () => Date.now() + wrong),
      })),
    );

    for (const { wrong, clock } of clocks) {
      const difference = clock.now() - Date.now();
      const expected = kind === "postgres" ? 0 : wrong;
      expect(Math.abs(difference - expected)).toBeLessThan(2000);
      await clock.stop();
    }
    await db.close();
  });
});
