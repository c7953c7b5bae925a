import { findPrincipal, revokeTokenRow } from "../../../src/auth/tokens.js";
import { SCOPES, type Scope } from "../../../src/tenants/connection.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
const READ: readonly Scope[] = ["scim", "scim.read"];
const WRITE: readonly Scope[] = ["scim"];
const CRM: readonly Scope[] = ["crm.read"];

/** Every route that needs a token, and the scopes of which one is enough. */
const ROUTES: readonly (readonly [string, string, readonly Scope[]])[] = [
  ["GET", "/scim/v2/Users", READ],
  ["POST", "/scim/v2/Users", WRITE],
  ["GET", `/scim/v2/Users/${ID}`, READ],
  ["PUT", `/scim/v2/Users/${ID}`, WRITE],
  ["PATCH", `/scim/v2/Users/${ID}`, WRITE],
  ["DELETE", `/scim/v2/Users/${ID}`, WRITE],
  ["POST", "/scim/v2/Users/.search", READ],
  ["GET", "/scim/v2/Groups", READ],
  ["POST", "/scim/v2/Groups", WRITE],
  ["GET", `/scim/v2/Groups/${ID}`, READ],
  ["PUT", `/scim/v2/Groups/${ID}`, WRITE],
  ["PATCH", `/scim/v2/Groups/${ID}`, WRITE],
  ["DELETE", `/scim/v2/Groups/${ID}`, WRITE],
  ["POST", "/scim/v2/Groups/.search", READ],
  ["POST", "/scim/v2/.search", READ],
  ["GET", "/scim/v2/Me", READ],
  ["PUT", "/scim/v2/Me", WRITE],
  ["PATCH", "/scim/v2/Me", WRITE],
  ["DELETE", "/scim/v2/Me", WRITE],
  ["POST", "/scim/v2/Bulk", WRITE],
  ["GET", "/scim/v2/Schemas", READ],
  ["GET", "/scim/v2/Schemas/unknown", READ],
  ["GET", "/scim/v2/ResourceTypes", READ],
  ["GET", "/scim/v2/ResourceTypes/User", READ],
  ["GET", "/scim/v2/unknown", READ],
  ["HEAD", "/scim/v2/Users", READ],
  ["GET", "/scim/Users", READ],
  ["POST", "/scim/Users", WRITE],
  ["GET", "/crm/v1/users", CRM],
  ["GET", `/crm/v1/users/${ID}`, CRM],
  ["GET", "/crm/v1/mapping", CRM],
  ["POST", "/crm/v1/preview", CRM],
];

describe.each(DATABASES)("scopes on %s", (kind) => {
  let clock = 1_800_000_000_000;
  const app = useTestApp(kind, { now: () => clock });
  const tokens = new Map<Scope, string>();
  let revoked: string;

  beforeAll(async () => {
    const owner = await app.connect();
    for (const scope of SCOPES) tokens.set(scope, (await app.withToken(owner, { scopes: [scope] })).token);
    revoked = (await app.withToken(owner, { scopes: [...SCOPES] })).token;
    const principal = await findPrincipal(app.db.read, revoked, clock);
    await revokeTokenRow(app.db.write, owner.tenantId, principal?.tokenId ?? "", clock);
    clock += 1;
  });

  const statusOf = async (method: string, path: string, token?: string): Promise<number> => {
    const headers = {
      "Content-Type": "application/json",
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
    const body = ["POST", "PUT", "PATCH"].includes(method) ? "[]" : undefined;
    return (await send(app.url, { method, path, headers, body })).status;
  };

  it.each(ROUTES)("lets %s %s pass with %j only", async (method, path, enough) => {
    const passing: Scope[] = [];
    for (const [scope, token] of tokens) {
      const status = await statusOf(method, path, token);
      expect(status).not.toBe(401);
      expect(status).toBeLessThan(502);
      if (status !== 403) passing.push(scope);
    }

    expect(passing).toEqual(enough);
    expect(await statusOf(method, path)).toBe(401);
    expect(await statusOf(method, path, revoked)).toBe(401);
  });

  it.each(["/healthz", "/scim/v2/ServiceProviderConfig", "/.well-known/oauth-authorization-server"])(
    "needs no token for %s",
    async (path) => {
      expect(await statusOf("GET", path)).toBe(200);
    },
  );
});
