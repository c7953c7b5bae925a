import { listTokens, revokeTokenRow } from "../../../src/auth/tokens.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("authentication on %s", (database) => {
  let clock = Date.now();
  const app = useTestApp(database, { now: () => clock });
  let scim: ScimClient;

  beforeEach(async () => {
    clock = Date.now();
    scim = await app.connect();
  });

  it.each(["Bearer TOKEN", "bearer TOKEN", "BEARER TOKEN"])("takes %s [RFC 9110 §11.1]", async (header) => {
    expect((await scim.get("/Users", { Authorization: header.replace("TOKEN", scim.token) })).status).toBe(
      200,
    );
  });

  it.each([
    ["no header", ""],
    ["no scheme", "TOKEN"],
    ["another scheme", "Basic dXNlcjpwYXNz"],
    ["an unknown token", "Bearer usher_unknown"],
    ["a token in capitals", "Bearer TOKEN-UPPER"],
    ["no token", "Bearer"],
    ["two tokens", "Bearer TOKEN TOKEN"],
    ["a part of a token", "Bearer PART"],
  ])("answers %s with 401, a challenge and an error [RFC 7644 §2, RFC 6750 §3]", async (_, header) => {
    const sent = header
      .replace("TOKEN-UPPER", scim.token.toUpperCase())
      .replaceAll("TOKEN", scim.token)
      .replace("PART", scim.token.slice(0, -1));
    const answer = await scim.get("/Users", { Authorization: sent });

    expect(errorOf(answer)).toBe("401");
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm="/);
    expect(answer.text).not.toContain(scim.token);
  });

  it("takes no token from the query or the body [RFC 6750 §5.3]", async () => {
    const path = `/Users?access_token=${scim.token}`;
    const body = { schemas: [CORE_USER], userName: "a", access_token: scim.token };

    expect(errorOf(await scim.get(path, { Authorization: "" }))).toBe("401");
    expect(errorOf(await scim.post("/Users", body, { Authorization: "" }))).toBe("401");
    expect((await scim.get(path)).status).toBe(200);
    expect(app.log.join("")).not.toContain(scim.token);
  });

  it.each([
    ["GET", "/Users/x"],
    ["POST", "/Users"],
    ["PATCH", "/Groups/x"],
    ["DELETE", "/Groups/x"],
    ["POST", "/.search"],
    ["GET", "/Me"],
    ["GET", "/Nothing"],
    ["POST", "/Bulk"],
  ])("comes first for %s %s: before the body, the media type and the path", async (method, path) => {
    const body = method === "GET" || method === "DELETE" ? undefined : "{ no JSON";
    const headers = { Authorization: "Bearer wrong", "If-Match": "nonsense" };

    expect(errorOf(await scim.send(method, path, body, headers))).toBe("401");
  });

  it("refuses another body than it would read, without reading it", async () => {
    const headers = { Authorization: "Bearer wrong", "Content-Type": "text/plain" };

    expect(errorOf(await scim.post("/Users", "x".repeat(100_000), headers))).toBe("401");
  });

  it.each([
    ["GET", "/Users", 200],
    ["HEAD", "/Users", 200],
    ["GET", "/Schemas", 200],
    ["POST", "/Users/.search", 200],
    ["POST", "/Users", 403],
    ["PUT", "/Users/x", 403],
    ["PATCH", "/Users/x", 403],
    ["DELETE", "/Users/x", 403],
    ["POST", "/Bulk", 403],
  ])("lets a token with scim.read do %s %s: %i", async (method, path, status) => {
    const reader = await app.withToken(scim, { scopes: ["scim.read"] });
    const body = ["POST", "PUT", "PATCH"].includes(method) ? {} : undefined;

    expect((await reader.send(method, path, body)).status).toBe(status);
  });

  it.each([["crm.read"], ["access.read"], ["admin:global"]] as const)(
    "keeps a token with %s alone out, and says what it needs [RFC 6750 §3.1]",
    async (scope) => {
      const other = await app.withToken(scim, { scopes: [scope] });
      const answer = await other.get("/Users");

      expect(errorOf(answer)).toBe("403");
      expect(answer.headers["www-authenticate"]).toContain('error="insufficient_scope"');
      expect(answer.body.detail).toContain("scim");
    },
  );

  it("ends with a revocation, at the latest a second later", async () => {
    expect((await scim.get("/Users")).status).toBe(200);
    const [token] = await listTokens(app.db.read, scim.tenantId);
    await revokeTokenRow(app.db.write, scim.tenantId, token?.id ?? "", clock);
    clock += 1001;

    expect(errorOf(await scim.get("/Users"))).toBe("401");
  });

  it("lets the public configuration be read without a token, though not with a wrong one [RFC 7643 §5]", async () => {
    expect((await scim.get("/ServiceProviderConfig", { Authorization: "" })).status).toBe(200);
    expect(errorOf(await scim.get("/ServiceProviderConfig", { Authorization: "Bearer wrong" }))).toBe("401");
  });

  it("guards both base paths, with and without a slash at the end", async () => {
    for (const base of ["/scim", "/scim/v2", "/SCIM/V2"]) {
      for (const path of [`${base}/Users`, `${base}/Users/`]) {
        expect((await send(app.url, { method: "GET", path })).status).toBe(401);
        const headers = { Authorization: `Bearer ${scim.token}` };
        expect((await send(app.url, { method: "GET", path, headers })).status).toBe(200);
      }
    }
  });
});
