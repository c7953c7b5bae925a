import { setTimeout as sleep } from "node:timers/promises";
import { startServerProcess } from "../../../scripts/demo/server-process.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { SERVER_KEY, urlOf } from "../../support/app.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { startWriters } from "../../support/writers.js";

const TOKEN = "a-token-of-the-tests-of-no-use-elsewhere";

const WRITERS = 12;

/** How often a server is started and ended; more of it by hand: `SIGTERM_ROUNDS=6`. */
const ROUNDS = Number(process.env["SIGTERM_ROUNDS"] ?? 1);

describe.each(DATABASES)("SIGTERM on %s", (database) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());

  it("ends a server under twelve keep-alive writers without a request lost or a connection reset", async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      const server = await startServerProcess(
        {
          DATABASE_URL: urlOf(db),
          PORT: "0",
          USHER_BOOTSTRAP_TOKEN: TOKEN,
          USHER_KEY: SERVER_KEY.replaceAll(/\W/g, "-"),
          LOG_LEVEL: "warn",
        },
        AbortSignal.timeout(60_000),
      );
      const writers = startWriters(server.url, TOKEN, `r${round}`, WRITERS);
      while (writers.created.length < 5 * WRITERS) await sleep(20);
      const begun = performance.now();
      await server.stop();
      const seconds = (performance.now() - begun) / 1000;
      const { created, otherwise, unanswered, last } = await writers.done;
      const stored = await queryRows<{ user_name_key: string }>(
        db.write,
        "select user_name_key from users where user_name_key like ?",
        [`r${round}-%`],
      );
      if (ROUNDS > 1) {
        const lost = stored.length - created.length;
        process.stderr.write(
          `${database} ${round}: answered ${created.length}, lost ${lost}, reset ${unanswered.length}, ${seconds.toFixed(2)} s\n`,
        );
      }

      expect(unanswered).toEqual([]);
      expect(otherwise).toEqual([]);
      expect(stored.map(({ user_name_key: key }) => key).toSorted()).toEqual(created.toSorted());
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThanOrEqual(WRITERS);
      expect(seconds).toBeLessThan(8);
    }
  }, 120_000);
});
