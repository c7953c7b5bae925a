import express, { type Express } from "express";
import request from "supertest";
import { TokenCache } from "../../../src/auth/token-cache.js";
import { findPrincipal } from "../../../src/auth/tokens.js";
import type { Database } from "../../../src/db/connect.js";
import { authenticate } from "../../../src/http/authenticate.js";
import { opsRouter } from "../../../src/http/ops-router.js";
import { requestLog } from "../../../src/http/request-log.js";
import { createLogger } from "../../../src/observability/log.js";
import { createMetrics } from "../../../src/observability/metrics.js";
import { bootstrap } from "../../../src/use-cases/tenants/bootstrap.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

describe.each(DATABASES)("operating the server on %s", (kind) => {
  let db: Database;
  let app: Express;
  let lines: Record<string, unknown>[];

  beforeEach(async () => {
    db = await openTestDatabase(kind);
    lines = [];
    const destination = { write: (line: string) => lines.push(JSON.parse(line)) };
    const metrics = createMetrics();
    app = express();
    app.use(requestLog({ log: createLogger({ level: "info", destination }), metrics }));
    app.use(opsRouter({ db, metrics, now: Date.now }));
    app.use((_req, res) => res.status(404).end());
  });
  afterEach(() => db.close());

  const idFor = async (sent: string) =>
    (await request(app).get("/healthz").set("X-Request-Id", sent)).headers["x-request-id"];

  it("answers /healthz while the process listens, whatever the database does", async () => {
    await db.close();

    const answer = await request(app).get("/healthz");

    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { status: "ok" } });
    expect(answer.headers["cache-control"]).toBe("no-store");
    db = await openTestDatabase(kind);
  });

  it("answers /readyz with 200 when the database is there and its schema current", async () => {
    const answer = await request(app).get("/readyz");

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ready: true, database: "ok", schema: "ok" });
  });

  it("answers /readyz with 503 when migrations are pending", async () => {
    await db.write("knex_migrations").delete();

    const answer = await request(app).get("/readyz");

    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ ready: false, database: "ok", schema: "outdated" });
  });

  it("stays ready when a newer build has migrated, since it is about to be replaced", async () => {
    const newer = { name: "29991231000000_add_wonders", batch: 2, migration_time: new Date() };
    await db.write("knex_migrations").insert(newer);

    expect((await request(app).get("/readyz")).status).toBe(200);
  });

  it("answers /readyz with 503 when the database is gone", async () => {
    await db.close();

    const answer = await request(app).get("/readyz");

    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ ready: false, database: "unreachable", schema: "unknown" });
    db = await openTestDatabase(kind);
  });

  it("counts requests by route and status class, never by path", async () => {
    await request(app).get(`/scim/v2/Users/${ID}`);
    await request(app).get("/scim/v2/Users/ann@example.com?filter=secret");

    const answer = await request(app).get("/metrics");

    expect(answer.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.text).toContain(
      'usher_http_request_duration_seconds_count{method="GET",route="/scim/v2/Users/:id",status="4xx"} 2',
    );
    expect(answer.text).toContain("process_cpu_user_seconds_total");
    expect(answer.text).not.toMatch(/ann@|secret|01890a5d/);
  });

  it("logs one line for each request, with ids and without what the client made up", async () => {
    await request(app)
      .get(`/scim/v2/Users/${ID}?filter=userName%20eq%20%22ann%22`)
      .set("Authorization", "Bearer x");
    await request(app).get("/scim/v2/Users/ann@example.com");
    await request(app).get("/healthz");

    expect(lines).toEqual([
      {
        level: "info",
        time: expect.any(String),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        method: "GET",
        route: "/scim/v2/Users/:id",
        resource: ID,
        status: 404,
        ms: expect.any(Number),
        msg: "request",
      },
      expect.not.objectContaining({ resource: expect.anything() }),
    ]);
  });

  it("logs who asked by ids, never by secret", async () => {
    const secret = (await bootstrap(db, { now: 1_800_000_000_000 })).secret ?? "";
    const log = createLogger({
      level: "info",
      destination: { write: (line) => lines.push(JSON.parse(line)) },
    });
    const asked = express();
    asked.use(requestLog({ log, metrics: createMetrics() }));
    asked.use(authenticate({ tokens: new TokenCache(db, log), now: () => 1_800_000_000_000 }));
    asked.use((_req, res) => res.status(200).end());

    await request(asked).get("/scim/v2/Users").set("Authorization", `Bearer ${secret}`);

    const principal = await findPrincipal(db.read, secret, 0);
    expect(lines).toEqual([
      expect.objectContaining({
        tenantId: principal?.tenantId,
        connectionId: principal?.connection.id,
        tokenId: principal?.tokenId,
      }),
    ]);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it("takes over a request id that is one, and makes its own otherwise", async () => {
    expect(await idFor("proxy-1:2.3")).toBe("proxy-1:2.3");
    expect(await idFor('x" injected')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor("x".repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("marks a request whose client went away", async () => {
    const slow = express();
    const metrics = createMetrics();
    const destination = { write: (line: string) => lines.push(JSON.parse(line)) };
    slow.use(requestLog({ log: createLogger({ level: "info", destination }), metrics }));
    slow.use(() => undefined);
    await expect(request(slow).get("/scim/v2/Users").timeout(50)).rejects.toThrow("Timeout");

    for (let tries = 0; tries < 50 && lines.length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }

    expect(lines).toEqual([expect.objectContaining({ aborted: true, route: "/scim/v2/Users" })]);
    expect(await metrics.exposition()).toContain('status="aborted"');
  });
});
