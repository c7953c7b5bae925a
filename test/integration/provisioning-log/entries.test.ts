import { setImmediate } from "node:timers/promises";
import type { Database } from "../../../src/db/connect.js";
import { DAY } from "../../../src/db/duration.js";
import { createLogger } from "../../../src/observability/log.js";
import { createMetrics } from "../../../src/observability/metrics.js";
import { insertLogEntries, type LogEntry } from "../../../src/provisioning-log/entries.js";
import { listQuirks } from "../../../src/provisioning-log/quirk-counts.js";
import { purgeLog, startLogRetentionJob } from "../../../src/provisioning-log/retention.js";
import { listLogEntries } from "../../../src/provisioning-log/search.js";
import { ProvisioningLogWriter } from "../../../src/provisioning-log/writer.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const log = createLogger({ level: "silent" });

function entryOf(tenantId: string, values: Partial<LogEntry> = {}): LogEntry {
  return {
    tenantId,
    connectionId: "c",
    tokenId: "t",
    requestId: "r",
    endedAt: NOW,
    duration: 1.5,
    operation: "read",
    resourceType: "User",
    resourceId: undefined,
    status: 200,
    code: undefined,
    scimType: undefined,
    attributes: [],
    changed: [],
    ignored: [],
    userAgent: undefined,
    ...values,
  };
}

describe.each(DATABASES)("the provisioning log on %s", (database) => {
  let db: Database;
  let tenantId: string;
  beforeAll(async () => {
    db = await openTestDatabase(database);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    tenantId = (await insertTenant(db.write, `tenant ${Math.random()}`, NOW))?.id ?? "";
  });

  const stored = (): ReturnType<typeof listLogEntries> =>
    listLogEntries(db.read, tenantId, {}, { limit: 10_000 });

  it("is written all at once, by the second or by two hundred", async () => {
    const writer = new ProvisioningLogWriter({ db, log, metrics: createMetrics() });
    let statements = 0;
    const count = ({ sql }: { sql: string }): void => {
      if (sql.includes("provisioning_log")) statements++;
    };
    db.write.on("query", count);

    for (let index = 0; index < 450; index++) writer.add(entryOf(tenantId, { requestId: `r${index}` }), []);
    await writer.close();
    db.write.removeListener("query", count);

    expect(await stored()).toHaveLength(450);
    expect(statements).toBeLessThanOrEqual(4);
  });

  it("counts reads by connection, token, operation, type and status, and writes the counts after a minute", async () => {
    const writer = new ProvisioningLogWriter({ db, log, metrics: createMetrics(), now: () => NOW + 1000 });
    jest.useFakeTimers({ doNotFake: ["Date", "nextTick", "setImmediate", "performance", "queueMicrotask"] });
    const read = { operation: "read", status: 200, code: undefined } as const;
    for (const duration of [1, 2, 6])
      expect(writer.count(entryOf(tenantId, { ...read, duration }), [])).toBe(true);
    expect(writer.count(entryOf(tenantId, { ...read, tokenId: "other" }), [])).toBe(true);
    expect(writer.count(entryOf(tenantId, { ...read, status: 404, code: "notFound" }), [])).toBe(false);
    expect(writer.count(entryOf(tenantId, { ...read, code: "aborted" }), [])).toBe(false);
    expect(writer.count(entryOf(tenantId, { ...read, operation: "patch" }), [])).toBe(false);
    jest.advanceTimersByTime(59_000);
    expect(await stored()).toEqual([]);
    jest.advanceTimersByTime(1000);
    jest.useRealTimers();
    while ((await stored()).length < 2) await setImmediate();

    const [other, counted, ...rest] = await stored();
    expect(rest).toEqual([]);
    expect(other).toMatchObject({ requests: 1, tokenId: "other" });
    expect(counted).toMatchObject({ requests: 3, durationMs: 3, time: new Date(NOW - 1).toISOString() });
  });

  it("keeps the order of entries that end in the same millisecond", async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `r${index}`);
    await insertLogEntries(
      db.write,
      ids.map((requestId) => entryOf(tenantId, { requestId })),
    );

    expect((await stored()).map(({ requestId }) => requestId)).toEqual(ids.toReversed());
  });

  it("counts the quirks of connections", async () => {
    const writer = new ProvisioningLogWriter({ db, log, metrics: createMetrics() });
    writer.add(entryOf(tenantId), ["agentOkta", "smallOps"]);
    writer.add(entryOf(tenantId, { endedAt: NOW + 5 }), ["agentOkta"]);
    await writer.flush();
    writer.add(entryOf(tenantId, { endedAt: NOW + 9 }), ["agentOkta"]);
    await writer.close();

    expect(await listQuirks(db.read, tenantId, "c")).toEqual([
      { habit: "agentOkta", count: 3, firstSeenAt: NOW + 5, lastSeenAt: NOW + 9 },
      { habit: "smallOps", count: 1, firstSeenAt: NOW, lastSeenAt: NOW },
    ]);
  });

  it("stores names and bodies of any characters", async () => {
    const odd = `a\u0000${String.fromCharCode(0xd800)}b\u{1f600}"'`;
    const ignored = [odd, "x".repeat(10_000), ...Array.from({ length: 100 }, (_, index) => `n${index}`)];
    await insertLogEntries(db.write, [entryOf(tenantId, { ignored, requestBody: odd })]);

    const [entry] = await stored();

    expect(entry?.ignored).toHaveLength(50);
    expect(entry?.ignored[1]).toHaveLength(200);
    expect(entry?.requestBody).toBe("a\ufffd\ufffdb\u{1f600}\"'");
  });

  it("deletes what is too old", async () => {
    const ages = [0, 29, 31, 400];
    await insertLogEntries(
      db.write,
      ages.map((days) => entryOf(tenantId, { endedAt: NOW - days * DAY, requestId: `${days}` })),
    );

    await purgeLog(db, { days: 30, rows: 1000 }, NOW);

    expect((await stored()).map(({ requestId }) => requestId)).toEqual(["0", "29"]);
  });

  it("deletes the oldest where there are too many", async () => {
    const entries = Array.from({ length: 1600 }, (_, index) =>
      entryOf(tenantId, { endedAt: NOW + index, requestId: `${index}` }),
    );
    await insertLogEntries(db.write, entries);
    const other = (await insertTenant(db.write, `other ${Math.random()}`, NOW))?.id ?? "";
    await insertLogEntries(db.write, [entryOf(other)]);

    await purgeLog(db, { days: 30, rows: 10 }, NOW + 2000);

    expect((await stored()).map(({ requestId }) => requestId)).toEqual(
      Array.from({ length: 10 }, (_, index) => `${1599 - index}`),
    );
    expect(await listLogEntries(db.read, other, {}, { limit: 5 })).toHaveLength(1);
  });

  it("is looked through at the start, and left alone once that is stopped", async () => {
    await insertLogEntries(db.write, [entryOf(tenantId, { endedAt: 0 })]);

    await startLogRetentionJob(db, { days: 1, rows: 1000 }, log).stop();

    expect(await stored()).toEqual([]);
  });
});

describe("ProvisioningLogWriter without a database", () => {
  it("drops what it cannot write, and counts and logs that", async () => {
    const lines: string[] = [];
    const metrics = createMetrics();
    const db = await openTestDatabase("sqlite");
    await db.close();
    const warned = createLogger({ level: "warn", destination: { write: (line) => void lines.push(line) } });
    const writer = new ProvisioningLogWriter({ db, log: warned, metrics });

    for (let index = 0; index < 3; index++) writer.add(entryOf("t"), ["agentOkta"]);
    await writer.close();

    expect(await metrics.exposition()).toContain("usher_provisioning_log_dropped_total 3");
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      "could not write the provisioning log",
      "could not write the quirks of connections",
    ]);
  });

  it("drops what is too much to wait", async () => {
    const metrics = createMetrics();
    const db = await openTestDatabase("sqlite");
    const writer = new ProvisioningLogWriter({ db, log, metrics });

    for (let index = 0; index < 10_300; index++) writer.add(entryOf("t"), []);
    await writer.close();
    const { length } = await listLogEntries(db.read, "t", {}, { limit: 20_000 });
    await db.close();

    expect(length).toBeLessThan(10_300);
    expect(await metrics.exposition()).toContain(`usher_provisioning_log_dropped_total ${10_300 - length}`);
  });
});
