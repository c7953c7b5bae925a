import express, { type ErrorRequestHandler, type Express } from "express";
import request from "supertest";
import { TokenCache } from "../../../src/auth/token-cache.js";
import { findPrincipal, insertToken, revokeTokenRow } from "../../../src/auth/tokens.js";
import type { Database } from "../../../src/db/connect.js";
import { AppError } from "../../../src/errors.js";
import {
  authenticate,
  requireScimScope,
  requireScope,
  wwwAuthenticate,
} from "../../../src/http/authenticate.js";
import { createLogger } from "../../../src/observability/log.js";
import type { Scope } from "../../../src/tenants/connection.js";
import { bootstrap } from "../../../src/use-cases/tenants/bootstrap.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const NOW = 1_800_000_000_000;
const CHALLENGE = 'Bearer realm="Usher"';
const INVALID = `${CHALLENGE}, error="invalid_token"`;

const sendError: ErrorRequestHandler = (error, _req, res, _next) => {
  const challenge = wwwAuthenticate(error);
  if (challenge !== undefined) res.set("WWW-Authenticate", challenge);
  const statuses: Partial<Record<string, number>> = { unauthorized: 401, forbidden: 403 };
  res.status(statuses[error instanceof AppError ? error.code : ""] ?? 500).json({ detail: error.message });
};

describe.each(DATABASES)("authenticate on %s", (kind) => {
  let db: Database;
  let app: Express;
  let clock: number;
  let secret: string;
  let tenantId: string;
  let connectionId: string;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    secret = (await bootstrap(db, { now: NOW })).secret ?? "";
    const first = await findPrincipal(db.read, secret, NOW);
    tenantId = first?.tenantId ?? "";
    connectionId = first?.connection.id ?? "";
    app = express();
    const tokens = new TokenCache(db, createLogger({ level: "silent" }));
    app.use(authenticate({ tokens, now: () => clock }), express.json());
    app.use("/scim/v2", requireScimScope);
    app.use("/crm/v1", requireScope("crm.read"));
    app.use((req, res) => res.json({ tenant: req.user?.tenantId, connection: req.user?.connection.name }));
    app.use(sendError);
  });
  beforeEach(() => {
    clock = NOW;
  });
  afterAll(() => db.close());

  const get = (authorization?: string, path = "/") => {
    const sent = request(app).get(path);
    return authorization === undefined ? sent : sent.set("Authorization", authorization);
  };
  const tokenWith = async (scopes: Scope[], more = {}) =>
    (await insertToken(db.write, { tenantId, connectionId, name: "other", scopes, ...more }, NOW)).secret;

  it.each(["Bearer", "bearer", "BEARER"])("knows a valid token behind the scheme %s", async (scheme) => {
    const answer = await get(`${scheme} ${secret}`);

    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 200,
      body: { tenant: tenantId, connection: "default" },
    });
  });

  it.each([
    ["no header", undefined],
    ["a header without a scheme", "usher_abcdefgh"],
    ["another scheme", "Basic dXNlcjpwYXNz"],
    ["a scheme without a token", "Bearer"],
  ])("answers %s with a challenge that names no error [RFC 6750 §3.1]", async (_, header) => {
    const answer = await get(header);

    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe(CHALLENGE);
    expect(answer.body.detail).toContain("Authorization: Bearer");
  });

  it("answers unknown, expired, revoked and garbled tokens alike, without repeating them", async () => {
    const expired = await tokenWith(["scim"], { expiresAt: NOW - 1 });
    const revoked = await insertToken(db.write, { tenantId, connectionId, name: "gone", scopes: ["scim"] });
    await revokeTokenRow(db.write, tenantId, revoked.id, NOW);

    const answers = [];
    for (const sent of [
      "usher_unknown",
      expired,
      revoked.secret,
      `${secret} ${secret}`,
      `Bearer ${secret}`,
    ]) {
      answers.push(await get(`Bearer ${sent}`));
    }

    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toBe(INVALID);
      expect(answer.body).toEqual(answers[0]?.body);
      expect(answer.text).not.toContain("usher_");
    }
  });

  it("takes no token from the query or the body", async () => {
    expect((await get(undefined, `/?access_token=${secret}`)).status).toBe(401);
    expect((await request(app).post("/").send({ access_token: secret })).status).toBe(401);
    expect((await get(`Bearer ${secret}`, "/?access_token=anything")).status).toBe(200);
  });

  it("stops a request without a token before its body is read", async () => {
    const answer = await request(app).post("/").type("json").send("{ this is no JSON");

    expect(answer.status).toBe(401);
  });

  it("lets a token end with its expiry while it is in use", async () => {
    const brief = await tokenWith(["scim"], { expiresAt: NOW + 100 });

    expect((await get(`Bearer ${brief}`)).status).toBe(200);
    clock = NOW + 100;
    expect((await get(`Bearer ${brief}`)).status).toBe(401);
  });

  it("lets a revocation count within a second", async () => {
    const token = await insertToken(db.write, { tenantId, connectionId, name: "going", scopes: ["scim"] });
    expect((await get(`Bearer ${token.secret}`)).status).toBe(200);
    await revokeTokenRow(db.write, tenantId, token.id, NOW);

    clock = NOW + 1000;
    expect((await get(`Bearer ${token.secret}`)).status).toBe(401);
  });

  it("refuses a token without the scope and names the scope", async () => {
    const answer = await get(`Bearer ${await tokenWith(["scim"])}`, "/crm/v1/users");

    expect(answer.status).toBe(403);
    expect(answer.headers["www-authenticate"]).toBe(`${CHALLENGE}, error="insufficient_scope"`);
    expect(answer.body.detail).toContain("'crm.read'");
  });

  it.each([
    ["get", "/scim/v2/Users", 200],
    ["head", "/scim/v2/Users", 200],
    ["post", "/scim/v2/.search", 200],
    ["post", "/scim/v2/Users/.search", 200],
    ["post", "/scim/v2/Users", 403],
    ["put", "/scim/v2/Users/1", 403],
    ["patch", "/scim/v2/Users/1", 403],
    ["delete", "/scim/v2/Users/1", 403],
    ["delete", "/scim/v2/Users/.search", 403],
  ] as const)("answers %s %s with %i to a token that may only read", async (method, path, status) => {
    const reader = await tokenWith(["scim.read"]);

    expect((await request(app)[method](path).set("Authorization", `Bearer ${reader}`)).status).toBe(status);
    expect((await request(app)[method](path).set("Authorization", `Bearer ${secret}`)).status).toBe(200);
  });

  it("passes on that the database failed, instead of calling the token wrong", async () => {
    const unseen = await tokenWith(["scim"]);
    await db.write.schema.dropTable("tokens");

    expect((await get(`Bearer ${unseen}`)).status).toBe(500);
  });
});
