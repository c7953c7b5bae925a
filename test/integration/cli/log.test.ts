import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, openDatabase } from "../../../src/db/connect.js";
import { insertLogEntries, type LogEntry } from "../../../src/provisioning-log/entries.js";
import { addQuirkCounts } from "../../../src/provisioning-log/quirk-counts.js";
import { getConnection } from "../../../src/tenants/connections.js";
import { getTenant } from "../../../src/tenants/tenants.js";
import { runUsher } from "../../support/cli.js";

describe("usher log", () => {
  let directory: string;
  let url: string;
  let tenantId: string;

  const usher = (line: string) => runUsher(line, { DATABASE_URL: url });

  async function withDb<T>(run: (db: Database) => Promise<T>): Promise<T> {
    const db = openDatabase(url);
    try {
      return await run(db);
    } finally {
      await db.close();
    }
  }

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), "usher-log-"));
    url = `sqlite:${path.join(directory, "usher.db")}`;
    await usher("migrate");
    await usher("tenant add default");
    tenantId = (await withDb((db) => getTenant(db.read, "default"))).id;
    const { id: connectionId } = await withDb((db) => getConnection(db.read, tenantId, "default"));
    const entry: LogEntry = {
      tenantId,
      connectionId,
      tokenId: "t",
      requestId: "r1",
      endedAt: Date.now() - 60_000,
      duration: 2,
      operation: "create",
      resourceType: "User",
      resourceId: "u1",
      status: 201,
      code: undefined,
      scimType: undefined,
      attributes: [],
      changed: ["userName"],
      ignored: ["shoeSize"],
      userAgent: "Okta SCIM Client 1.0.0",
    };
    const failed: Partial<LogEntry> = {
      requestId: "r2",
      endedAt: Date.now(),
      status: 409,
      code: "uniqueness",
      attributes: ["userName"],
      changed: [],
    };
    const seen = { tenantId, connectionId, count: 20, lastSeenAt: 1 };
    await withDb(async (db) => {
      await insertLogEntries(db.write, [entry, { ...entry, ...failed }]);
      await addQuirkCounts(db.write, [
        { ...seen, habit: "agentOkta" },
        { ...seen, habit: "putsUsers" },
      ]);
    });
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("shows entries as a table, newest first", async () => {
    const [head, newest, oldest] = (await usher("log")).out.split("\n");

    expect(head).toMatch(
      /^TIME +CONNECTION +OPERATION +RESOURCE +STATUS +REQUESTS +MS +ERROR +REASON +QUERY +CHANGED +REQUEST ID$/,
    );
    expect(newest).toMatch(/default +create +User u1 +409 +2 +uniqueness userName +\(shoeSize\) +r2$/);
    expect(oldest).toMatch(/201 +2 +userName, \(shoeSize\) +r1$/);
  });

  it("shows for how many requests an entry stands", async () => {
    await withDb(async (db) => {
      const read = { tenantId, connectionId: "c", tokenId: "t", requestId: "r3", operation: "read" } as const;
      const rest = { scimType: undefined, attributes: [], changed: [], ignored: [], userAgent: undefined };
      const about = { resourceType: "User", resourceId: undefined, status: 200, code: undefined };
      const times = { requests: 37, firstAt: Date.now() - 50_000, endedAt: Date.now() + 1, duration: 2 };
      await insertLogEntries(db.write, [{ ...read, ...rest, ...about, ...times }]);
    });

    expect((await usher("log")).out.split("\n")[1]).toMatch(/read +User +200 +×37 +2 +r3$/);
  });

  it("has a connection watched until a time, and ends it", async () => {
    const show = async (): Promise<string> => (await usher("connection show default")).out;
    expect(await show()).toContain("each read is logged until");

    await usher("connection set default --watched-until off");
    expect(await show()).not.toContain("each read is logged");
    await usher("connection set default --watched-until 2999-10-03T09:00Z");
    expect(await show()).toContain("each read is logged until 2999-10-03T09:00:00.000Z");
    expect(await usher("connection set default --watched-until soon")).toMatchObject({ code: 1 });
  });

  it.each([
    ["--status 4xx", ["r2"]],
    ["--since 30s", ["r2"]],
    ["--until 30s", ["r1"]],
    ["--request-id r1", ["r1"]],
    ["--resource u1 --limit 1", ["r2"]],
    ["--connection default --operation create", ["r2", "r1"]],
    ["--connection other", []],
  ])("filters by %s", async (options, ids) => {
    const { out } = await usher(`log --json ${options}`);

    expect(JSON.parse(out).map(({ requestId }: { requestId: string }) => requestId)).toEqual(ids);
  });

  it.each(["--status teapot", "--since yesterday", "--operation guess", "--limit 0"])(
    "refuses %s",
    async (options) => {
      const { code, notes } = await usher(`log ${options}`);

      expect(code).toBe(1);
      expect(notes).toContain(options.split(" ")[0]?.slice(2));
    },
  );

  it("switches bodies on for a limited time, and off", async () => {
    const until = async (): Promise<number> =>
      (await withDb((db) => getConnection(db.read, tenantId, "default"))).logBodiesUntil;

    expect(await usher("log bodies on --connection default --for 2h")).toMatchObject({ code: 0 });
    expect(Math.abs((await until()) - Date.now() - 2 * 3_600_000)).toBeLessThan(10_000);
    expect((await usher("connection show default")).out).toContain("bodies are logged until");
    await usher("log bodies off --connection default");
    expect(await until()).toBe(0);
  });

  it.each([
    "on --connection default --for 25h",
    "on",
    "on --connection nobody",
    "maybe --connection default",
  ])("does not switch bodies %s", async (words) => {
    expect((await usher(`log bodies ${words}`)).code).toBe(1);
  });

  it("shows what a connection is and which client it seems to be", async () => {
    const { out } = await usher("connection show default");
    const json = JSON.parse((await usher("connection show default --json")).out);

    expect(out).toContain("client: Okta (100 % sure), changes by PUT (custom app, AIW)");
    expect(out).toContain("because it calls itself an Okta SCIM client");
    expect(json).toMatchObject({ name: "default", fingerprint: { client: "Okta", evidence: ["agentOkta"] } });
  });

  it("sets the limits of a connection, and puts them back", async () => {
    expect((await usher("connection set default --rate 25 --bulk-burst 100")).out).toContain(
      "rate=25 burst=125 bulkBurst=100",
    );
    const reset = await usher("connection set default --rate default --bulk-burst default");
    expect(reset.code).toBe(0);
    expect(reset.out).not.toContain("rate");
    expect((await usher("connection set default --rate fast")).notes).toContain("--rate must be");
    expect((await usher("connection set default --burst 0")).notes).toContain("from 1");
  });
});
