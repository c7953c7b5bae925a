import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ServerProcess, startServerProcess } from "../../../scripts/demo/server-process.js";
import { TOKEN_CACHE_LIFETIME } from "../../../src/auth/token-cache.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { SERVER_KEY, urlOf } from "../../support/app.js";
import { runUsher } from "../../support/cli.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CORE_USER } from "../../support/scim-client.js";
import { startWriters } from "../../support/writers.js";

const KEY = SERVER_KEY.replaceAll(/\W/g, "-");

/** When every worker has read again what it remembers for a second. */
const ALL_KNOW = TOKEN_CACHE_LIFETIME + 200;

it("several workers are refused on SQLite, with what to do", async () => {
  const { code, notes } = await runUsher("serve --workers 2", { DATABASE_URL: "sqlite::memory:" });

  expect(code).toBe(1);
  expect(notes).toContain("--workers needs PostgreSQL");
});

// One process has an SQLite database for itself.
if (DATABASES.includes("postgres")) {
  describe("two workers on one database", () => {
    twoWorkers();
  });
}

function twoWorkers(): void {
  let db: Database;
  let server: ServerProcess;
  let token: string;
  let adminToken: string;
  const mails = mkdtempSync(path.join(tmpdir(), "usher-mails-"));
  /** Connections that stay: one to each worker, because new ones go to them in turn. */
  const lanes = [1, 2].map(() => new http.Agent({ keepAlive: true, maxSockets: 1 }));

  const start = (): Promise<ServerProcess> =>
    startServerProcess(
      { DATABASE_URL: urlOf(db), PORT: "0", USHER_KEY: KEY, MAIL_URL: `file:${mails}` },
      AbortSignal.timeout(60_000),
      ["--workers", "2"],
    );
  const said = (text: string): string[] => server.said.filter((line) => line.includes(text));
  const secretIn = (text: string): string => said(text)[0]?.split(": ").at(-1) ?? "";
  const ask = (
    lane: number | undefined,
    method: string,
    at: string,
    body?: object,
    bearer = at.startsWith("/admin") ? adminToken : token,
  ): Promise<Answer> => {
    const agent = lane === undefined ? undefined : lanes[lane];
    return send(server.url, {
      method,
      path: at,
      headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
      ...(agent && { agent }),
    });
  };
  /** The statuses of a request on the connection to each worker. */
  const onBoth = async (method: string, at: string, bearer?: string): Promise<number[]> => {
    const statuses: number[] = [];
    for (const lane of lanes.keys()) statuses.push((await ask(lane, method, at, undefined, bearer)).status);
    return statuses;
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await sleep(50);
  };

  beforeAll(async () => {
    db = await openTestDatabase("postgres");
    server = await start();
    token = secretIn("Token of the first connection");
    adminToken = secretIn("Token of the first administrator");
    await onBoth("GET", "/healthz");
  }, 60_000);
  afterAll(async () => {
    for (const lane of lanes) lane.destroy();
    await server.stop();
    await db.close();
    rmSync(mails, { recursive: true });
  });

  it("the first tokens are printed once, and both workers are ready", async () => {
    expect(said("shown this once")).toHaveLength(2);
    expect(said('"a worker listens"')).toHaveLength(2);
    expect(await onBoth("GET", "/readyz")).toEqual([200, 200]);
  });

  it("a revoked token ends everywhere within a second", async () => {
    const { body } = await ask(0, "POST", "/admin/v1/tokens", { name: "passing", scopes: ["scim"] });
    expect(await onBoth("GET", "/scim/v2/Users", body.secret)).toEqual([200, 200]);

    await ask(0, "DELETE", `/admin/v1/tokens/${body.id}`);
    await sleep(ALL_KNOW);

    expect(await onBoth("GET", "/scim/v2/Users", body.secret)).toEqual([401, 401]);
  });

  it("who signed in at one worker is known to the other, and signed out everywhere", async () => {
    const password = "a password of hers, 2026";
    const created = await ask(0, "POST", "/scim/v2/Users", {
      schemas: [CORE_USER],
      userName: "ada",
      password,
    });
    const signedIn = await ask(0, "POST", "/admin/v1/sessions", { userName: "ada", password });
    expect([created.status, signedIn.status]).toEqual([201, 201]);
    const session = signedIn.body.token as string;

    const signedOut = await ask(1, "DELETE", "/admin/v1/sessions/current", undefined, session);
    await sleep(ALL_KNOW);

    expect(signedOut.status).toBe(204);
    expect(await onBoth("DELETE", "/admin/v1/sessions/current", session)).toEqual([401, 401]);
  });

  it("failed sign-ins count together", async () => {
    const attempt = (lane: number) =>
      ask(lane, "POST", "/admin/v1/sessions", { userName: "nobody", password: "wrong, and long enough" });
    const statuses: number[] = [];
    for (let i = 0; i < 11; i++) statuses.push((await attempt(i % 2)).status);

    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  it("a rate limit holds for both together", async () => {
    await ask(0, "PATCH", "/admin/v1/connections/default", { limits: { rate: 1, burst: 20 } });
    await sleep(ALL_KNOW);
    const begun = performance.now();
    const statuses: number[] = [];
    for (let i = 0; i < 60; i++) statuses.push((await ask(i % 2, "GET", "/scim/v2/Users?count=0")).status);
    const seconds = (performance.now() - begun) / 1000;
    await ask(0, "PATCH", "/admin/v1/connections/default", { limits: { rate: 0, burst: null } });
    await sleep(ALL_KNOW);

    const admitted = statuses.filter((status) => status === 200).length;
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(admitted).toBeLessThanOrEqual(20 + Math.ceil(seconds));
  });

  it("both use a changed extension schema within a second", async () => {
    const id = "urn:example:params:scim:schemas:extension:badge:2.0:User";
    await onBoth("GET", `/scim/v2/Schemas/${id}`);

    const declared = await ask(0, "POST", "/admin/v1/extension-schemas", {
      resourceType: "User",
      required: false,
      schema: { id, name: "Badge", attributes: [{ name: "number", type: "string" }] },
    });
    await sleep(ALL_KNOW);

    expect(declared.status).toBe(200);
    expect(await onBoth("GET", `/scim/v2/Schemas/${id}`)).toEqual([200, 200]);
  });

  it("each mail is sent by one of them", async () => {
    for (let i = 0; i < 8; i++) {
      const emails = [{ value: `p${i}@example.com`, primary: true }];
      const user = { schemas: [CORE_USER], userName: `p${i}@example.com`, emails };
      const { body } = await ask(i % 2, "POST", "/scim/v2/Users", user);
      const at = `/admin/v1/users/${body.id}/password-reset`;
      const reset = { sendPasswordMail: true, mailTo: `p${i}@example.com` };
      expect((await ask(i % 2, "POST", at, reset)).status).toBe(200);
    }
    const waiting = () => queryRows(db.read, "select id from mail_outbox where state = 'queued'");
    while ((await waiting()).length > 0) await sleep(100);

    expect(readdirSync(mails)).toHaveLength(8);
  }, 60_000);

  it("metrics are those of both, and what is read from the database is not added up", async () => {
    const count = async (): Promise<number> => {
      const { text } = await ask(0, "GET", "/metrics");
      const lines = text.split("\n").filter((line) => line.includes('route="/scim/v2/ResourceTypes"'));
      const total = lines.find((line) => line.startsWith("usher_http_request_duration_seconds_count"));
      return Number(total?.split(" ").at(-1) ?? 0);
    };
    for (let i = 0; i < 3; i++) await onBoth("GET", "/scim/v2/ResourceTypes");

    expect(await count()).toBe(6);
    await ask(0, "POST", "/admin/v1/licenses", { partNumber: "CRM", purchased: 7 });
    const { text } = await ask(1, "GET", "/metrics");
    const purchased = text
      .split("\n")
      .filter((line) => line.startsWith("usher_seats{") && line.endsWith(" 7"));
    expect(purchased).not.toEqual([]);
    expect(text.match(/^process_resident_memory_bytes /gm)).toHaveLength(1);
  });

  it("a worker that dies is replaced, and the other one answers meanwhile", async () => {
    const [first] = said('"a worker listens"').map((line) => JSON.parse(line) as { worker: number });
    process.kill(first?.worker ?? 0, "SIGKILL");
    await until(() => said('"a worker ended: another one starts"').length === 1);
    const statuses: number[] = [];
    const askAnybody = async (): Promise<void> => {
      for (let i = 0; i < 3; i++)
        statuses.push((await ask(undefined, "GET", "/scim/v2/Users?count=0")).status);
    };
    await askAnybody();
    await until(() => said('"a worker listens"').length === 3);
    await askAnybody();

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
  }, 60_000);

  it("SIGTERM ends both without a request lost or a connection reset", async () => {
    const writers = startWriters(server.url, token, "last", 8);
    while (writers.created.length < 40) await sleep(20);

    await server.stop();
    const { created, otherwise, unanswered } = await writers.done;
    const stored = await queryRows<{ user_name_key: string }>(
      db.read,
      "select user_name_key from users where user_name_key like 'last-%'",
    );

    expect(unanswered).toEqual([]);
    expect(otherwise).toEqual([]);
    expect(stored.map(({ user_name_key: key }) => key).toSorted()).toEqual(created.toSorted());
    expect(said('"closed"').length).toBeGreaterThan(0);
  }, 60_000);
}
