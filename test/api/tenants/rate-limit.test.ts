import type { ConnectionSettings } from "../../../src/tenants/connections.js";
import { startSecondApp, startTestApp, type TestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { ScimClient } from "../../support/scim-client.js";

/** A clock that stands still unless it is told to go on, in UTC milliseconds. */
class Clock {
  time = Date.parse("2026-11-23T12:00:00Z");
  readonly now = (): number => this.time;
}

const BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

function bulkOf(count: number): object {
  const operation = { method: "DELETE", path: "/Users/nobody" };
  return { schemas: [BULK], Operations: Array.from({ length: count }, () => operation) };
}

/** The same client with another token, or at another server. */
function clientAt(
  { url, token, tenantId, connectionId }: ScimClient,
  other: { url?: string; token?: string },
): ScimClient {
  return new ScimClient({ url, token, tenantId, connectionId, ...other });
}

/** How often each status came. */
function tally(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe.each(DATABASES)("rate limits on %s", (database) => {
  const clock = new Clock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(database, { now: clock.now });
  });
  afterAll(() => app.close());

  const connect = (limits: ConnectionSettings["limits"]): Promise<ScimClient> =>
    app.connect(limits ? { limits } : {});
  const read = (client: ScimClient): Promise<Answer> => client.get("/Users/nobody");
  const reads = (client: ScimClient, count: number): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, () => read(client)));

  it("answers 429 with Retry-After and a SCIM error when a connection has used up its rate", async () => {
    const client = await connect({ rate: 2, burst: 5 });

    expect(tally(await reads(client, 8))).toEqual({ 404: 5, 429: 3 });
    const refused = await read(client);
    expect(refused).toMatchObject({ status: 429, body: { status: "429" } });
    expect(refused.headers).toMatchObject({ "retry-after": "1", "content-type": "application/scim+json" });
    expect(refused.body.detail).toContain("2 requests a second");
    expect(refused.body).not.toHaveProperty("scimType");
  });

  it("names a wait after which the request passes", async () => {
    const client = await connect({ rate: 2, burst: 1 });
    await reads(client, 2);

    const { headers } = await read(client);
    clock.time += Number(headers["retry-after"]) * 1000;

    expect((await read(client)).status).toBe(404);
  });

  it("admits the rate in the long run", async () => {
    const client = await connect({ rate: 10, burst: 20 });
    await reads(client, 25);

    const counts: number[] = [];
    for (let second = 0; second < 4; second++) {
      clock.time += 1000;
      counts.push(tally(await reads(client, 15))[404] ?? 0);
    }

    expect(counts).toEqual([10, 10, 10, 10]);
  });

  it("keeps the connections of a tenant apart", async () => {
    const first = await connect({ rate: 1, burst: 1 });
    const second = await app.secondConnection(first);
    await reads(first, 2);

    expect((await read(first)).status).toBe(429);
    expect((await read(second)).status).toBe(404);
  });

  it("counts all tokens of a connection together", async () => {
    const client = await connect({ rate: 1, burst: 2 });
    const other = await app.withToken(client, { scopes: ["scim"] });

    expect(tally([...(await reads(client, 2)), ...(await reads(other, 2))])).toEqual({ 404: 2, 429: 2 });
  });

  it("has a bucket of its own for bulk requests, which counts their operations", async () => {
    const client = await connect({ rate: 1, burst: 1, bulkRate: 10, bulkBurst: 20 });
    await reads(client, 2);

    const statuses: number[] = [];
    for (const size of [15, 6, 5]) statuses.push((await client.post("/Bulk", bulkOf(size))).status);

    expect((await read(client)).status).toBe(429);
    expect(statuses).toEqual([200, 429, 200]);
  });

  it("admits a bulk request that is larger than its bucket when the bucket is full", async () => {
    const client = await connect({ bulkRate: 10, bulkBurst: 20 });

    expect((await client.post("/Bulk", bulkOf(50))).status).toBe(200);
    const refused = await client.post("/Bulk", bulkOf(50));
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "2" } });
    clock.time += 2000;
    expect((await client.post("/Bulk", bulkOf(50))).status).toBe(200);
  });

  it("has no limit where the rate is 0", async () => {
    const client = await connect({ rate: 0, burst: 1 });

    expect(tally(await reads(client, 30))).toEqual({ 404: 30 });
  });

  it("is generous where nothing was chosen", async () => {
    const client = await connect(undefined);

    expect(tally(await reads(client, 200))).toEqual({ 404: 200 });
  });

  it("counts before it reads the body, and after it has checked the token", async () => {
    const client = await connect({ rate: 1, burst: 1 });
    const stranger = clientAt(client, { token: "unknown" });

    expect((await read(stranger)).status).toBe(401);
    expect((await client.post("/Users", "{ no JSON")).status).toBe(400);
    expect((await client.post("/Users", "{ no JSON")).status).toBe(429);
  });

  it("admits no more with two servers on one database than with one", async () => {
    const second = await startSecondApp(app, { now: clock.now });
    try {
      const here = await connect({ rate: 40, burst: 100 });
      const there = clientAt(here, { url: second.url });
      const both = async (count: number): Promise<number> =>
        tally((await Promise.all([reads(here, count), reads(there, count)])).flat())[404] ?? 0;

      const atOnce = await both(120);
      let later = 0;
      for (let step = 0; step < 10; step++) {
        clock.time += 500;
        later += await both(30);
      }

      expect(atOnce).toBe(100);
      // Five seconds; what a server holds back of its last lease comes to a tenth of the burst.
      expect(later).toBeLessThanOrEqual(200);
      expect(later).toBeGreaterThanOrEqual(180);
    } finally {
      await second.close();
    }
  });

  it("costs no statement for nearly all requests", async () => {
    const client = await connect({ rate: 1000, burst: 5000 });
    await read(client);
    let leases = 0;
    const count = ({ sql }: { sql: string }): void => {
      if (sql.includes("rate_limits")) leases++;
    };
    app.db.write.on("query", count);

    await reads(client, 400);
    app.db.write.removeListener("query", count);

    expect(leases).toBeLessThanOrEqual(2);
  });
});
