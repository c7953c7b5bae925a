import { purgeSamples, SAMPLES_KEPT, takeSamples } from "../../../src/crm/sync/samples.js";
import { DAY, MINUTE } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

interface Series {
  readonly subject?: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly points: readonly { readonly t: string; readonly value: number }[];
}

describe.each(DATABASES)("series on %s", (database) => {
  const start = Date.now();
  let now = start;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = start;
    client = await app.connectToCrm();
    admin = await app.admin(client);
  });

  const series = async (query: string): Promise<readonly Series[]> => {
    const { status, body } = await admin.get(`/reports/series?${query}`);
    expect([status, body.detail]).toEqual([200, undefined]);
    return body.series;
  };
  /** The last value of each series. */
  const last = async (query: string): Promise<object> =>
    Object.fromEntries((await series(query)).map(({ name, points }) => [name, points.at(-1)?.value]));
  const total = (one: Series | undefined): number =>
    one?.points.reduce((sum, { value }) => sum + value, 0) ?? 0;
  /** What each series adds up to. */
  const totals = async (query: string): Promise<object> =>
    Object.fromEntries((await series(query)).map((one) => [one.name, total(one)]));
  const person = async (userName: string, extension: object = {}): Promise<string> =>
    (await client.createUser({ userName, [CRM_USER]: extension })).id;

  it("shows the seats of a SKU at the end of each step", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
    await admin.post("/licenses", { partNumber: "OTHER", purchased: 9 });
    await person("ada", { licenseSkus: "CRM" });
    now += 10 * MINUTE;
    await person("bob", { licenseSkus: "CRM" });
    await admin.post("/licenses/CRM/purchase", { seats: 3 });
    now += MINUTE;

    const found = await series("metric=seats&sku=CRM&from=1h&step=1m");
    const valuesAt = (time: number): object =>
      Object.fromEntries(
        found.map(({ name, points }) => [
          name,
          points.find(({ t }) => Date.parse(t) <= time && time < Date.parse(t) + MINUTE)?.value,
        ]),
      );
    expect(valuesAt(start - 5 * MINUTE)).toEqual({ assigned: 0, held: 0, purchased: 0 });
    expect(valuesAt(start + 5 * MINUTE)).toEqual({ assigned: 1, held: 0, purchased: 2 });
    expect(valuesAt(start + 10 * MINUTE)).toEqual({ assigned: 2, held: 0, purchased: 5 });
    expect(found.map(({ subject }) => subject?.name)).toEqual(["CRM", "CRM", "CRM"]);
    expect(await series("metric=seats")).toHaveLength(6);
  });

  it("counts requests by outcome, operation and error, and tells how long they took", async () => {
    const other = await app.secondConnection(client);
    await person("ada");
    await client.post("/Users", { userName: "ada" });
    await other.get("/Users/01890000-0000-7000-8000-000000000000");
    now += MINUTE;
    const { body } = await admin.get("/connections");
    const named = body.value.map(({ name }: { name: string }) => name);

    const outcomes = await series("metric=requests&step=1h");
    expect(new Set(outcomes.map(({ points }) => points.length))).toEqual(new Set([25]));
    expect(outcomes.map((one) => [named.indexOf(one.subject?.name), one.name, total(one)])).toEqual([
      [0, "refused", 1],
      [0, "succeeded", 1],
      [1, "refused", 1],
    ]);
    const only = `connection=${named[0]}`;
    expect(await totals(`metric=operations&${only}`)).toEqual({ create: 2 });
    expect(await totals(`metric=errors&${only}`)).toEqual({ uniqueness: 1 });
    const { p50, p95 } = (await last(`metric=latency&${only}`)) as { p50: number; p95: number };
    expect(p50).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
  });

  it("counts who came and went, and how many users there were", async () => {
    await person("ada");
    const bob = await person("bob");
    now += 5 * MINUTE;
    await client.delete(`/Users/${bob}`);
    now += MINUTE;
    const [users, created, , deleted] = await series("metric=users&from=30m&step=1m");
    expect(users?.points.map(({ value }) => value)).toEqual([
      ...Array.from({ length: (users?.points.length ?? 0) - 7 }, () => 0),
      2,
      2,
      2,
      2,
      2,
      1,
      1,
    ]);
    expect([total(created), total(deleted)]).toEqual([2, 1]);
  });

  it("shows what waited for synchronization, which is noted once a minute and kept for a month", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
    await person("ada", { licenseSkus: "CRM" });
    now += 3 * MINUTE;
    await Promise.all([takeSamples(app.db, now), takeSamples(app.db, now)]);
    expect(await last("metric=syncWaiting&instance=main")).toEqual({ waiting: 1, parked: 0 });
    expect(await last("metric=syncLag")).toEqual({ lagSeconds: 180 });
    await app.sync();
    now += 15 * MINUTE;
    await takeSamples(app.db, now);
    expect(await last("metric=syncLag")).toEqual({ lagSeconds: 0 });

    const { tenant_id: tenantId = "" } =
      (
        await queryRows<{ tenant_id: string }>(
          app.db.read,
          "select tenant_id from sync_samples where lag = 180",
        )
      )[0] ?? {};
    const kept = async (): Promise<number> => {
      const sql = "select at from sync_samples where tenant_id = ?";
      return (await queryRows(app.db.read, sql, [tenantId])).length;
    };
    expect(await kept()).toBe(2);
    await purgeSamples(app.db, tenantId, now + SAMPLES_KEPT - 5 * MINUTE);
    expect(await kept()).toBe(1);
  });

  it("refuses what it cannot show, and says why", async () => {
    const refused = async (query: string): Promise<unknown> => {
      const { status, body } = await admin.get(`/reports/series?${query}`);
      return [status, body.detail];
    };
    expect(await refused("")).toEqual([400, expect.stringContaining("'metric' is missing")]);
    expect(await refused("metric=seats&from=yesterday")).toEqual([400, expect.stringContaining("'from'")]);
    expect(await refused("metric=seats&from=1h&to=2h")).toEqual([400, expect.stringContaining("before")]);
    expect(await refused("metric=seats&step=soon")).toEqual([400, expect.stringContaining("'step'")]);
    expect(await refused("metric=seats&sku=none")).toEqual([404, expect.stringContaining("none")]);
    expect(await refused("metric=requests&connection=none")).toEqual([404, expect.any(String)]);
  });

  it.each(["1s", "1m", "7m"])(
    "makes a step of %s longer where there would be too many points",
    async (step) => {
      const { status, body } = await admin.get(`/reports/series?metric=users&from=365d&step=${step}`);
      expect(status).toBe(200);
      expect(body.stepSeconds % (step === "7m" ? 420 : 60)).toBe(0);
      expect(body.series.length).toBeGreaterThan(0);
      for (const { points } of body.series) {
        expect(points.length).toBeLessThanOrEqual(500);
        expect(points.length).toBeGreaterThan(400);
      }
    },
  );

  it("costs the same number of statements, however much there is", async () => {
    const all = async (): Promise<void> => {
      for (const metric of ["seats", "requests", "errors", "latency", "users", "syncLag"])
        await series(`metric=${metric}&from=30d`);
    };
    const few = await countStatements(app.db, all);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 5 });
    for (let index = 0; index < 5; index++) await person(`p${index}`, { licenseSkus: "CRM" });
    now += DAY;
    expect(await countStatements(app.db, all)).toBeLessThanOrEqual(few + 1);
  });
});
