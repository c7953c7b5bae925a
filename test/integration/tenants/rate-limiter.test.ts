import type { Database } from "../../../src/db/connect.js";
import { createLogger } from "../../../src/observability/log.js";
import type { Connection } from "../../../src/tenants/connection.js";
import { insertConnection } from "../../../src/tenants/connections.js";
import { RateLimiter } from "../../../src/tenants/rate-limiter.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const log = createLogger({ level: "silent" });

async function connectionOf(db: Database, limits: object): Promise<Connection> {
  const tenant = await insertTenant(db.write, `t${Math.random()}`, NOW);
  return insertConnection(db.write, tenant?.id ?? "", "c", { limits }, NOW);
}

/** How many of so many requests at once are admitted. */
async function admitted(
  limiter: RateLimiter,
  connection: Connection,
  count: number,
  now: number,
): Promise<number> {
  const waits = await Promise.all(
    Array.from({ length: count }, async () => limiter.admit(connection, "requests", 1, now)),
  );
  return waits.filter((seconds) => seconds === 0).length;
}

describe.each(DATABASES)("RateLimiter on %s", (database) => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());

  it("admits the burst and no more, however many processes there are", async () => {
    const connection = await connectionOf(db, { rate: 10, burst: 70 });
    const processes = Array.from({ length: 5 }, () => new RateLimiter(db, log));

    const counts = await Promise.all(processes.map((limiter) => admitted(limiter, connection, 40, NOW)));

    expect(counts.reduce((sum, count) => sum + count)).toBe(70);
  });

  it("gives up what it has leased and not spent after ten seconds", async () => {
    const connection = await connectionOf(db, { rate: 1, burst: 100 });
    const limiter = new RateLimiter(db, log);

    expect(await admitted(limiter, connection, 1, NOW)).toBe(1);
    // A lease of ten, of which nine are lost, and ten tokens that came meanwhile.
    expect(await admitted(limiter, connection, 200, NOW + 10_000)).toBe(100);
    expect(await admitted(new RateLimiter(db, log), connection, 200, NOW + 10_000)).toBe(0);
  });

  it("never admits more than a whole number of requests at an odd rate", async () => {
    const connection = await connectionOf(db, { rate: 3, burst: 1 });
    const limiter = new RateLimiter(db, log);

    let count = 0;
    for (let time = NOW; time < NOW + 10_000; time += 100)
      count += await admitted(limiter, connection, 1, time);

    expect(count).toBeLessThanOrEqual(31);
    expect(count).toBeGreaterThanOrEqual(25);
  });

  it("keeps to a limit that was lowered meanwhile", async () => {
    const connection = await connectionOf(db, { rate: 100, burst: 1000 });
    const limiter = new RateLimiter(db, log);
    await admitted(limiter, connection, 1, NOW);
    const lowered = { ...connection, limits: { ...connection.limits, rate: 1, burst: 5 } };

    expect(await admitted(limiter, lowered, 50, NOW)).toBeLessThanOrEqual(5);
  });
});

describe("RateLimiter without a database", () => {
  it("admits everything", async () => {
    const db = await openTestDatabase("sqlite");
    const connection = await connectionOf(db, { rate: 1, burst: 1 });
    await db.close();

    expect(await admitted(new RateLimiter(db, log), connection, 20, NOW)).toBe(20);
  });
});
