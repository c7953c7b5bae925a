import { insertClient } from "../../../src/auth/oauth-clients.js";
import { HOUR, SECOND } from "../../../src/db/duration.js";
import { queryFirst } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { updateConnection } from "../../../src/tenants/connections.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { errorOf, type ScimClient } from "../../support/scim-client.js";

const BEARER = 'Bearer realm="Usher"';
const BASIC = 'Basic realm="Usher", charset="UTF-8"';

describe.each(DATABASES)("authentication schemes on %s", (kind) => {
  let clock = 1_800_000_000_000;
  const app = useTestApp(kind, { now: () => clock });
  beforeEach(() => {
    clock += HOUR;
  });

  const basic = (user: string, password: string) => {
    return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
  };
  const schemesOf = async (client: ScimClient, headers?: Record<string, string>) => {
    const { body } = await client.get("/ServiceProviderConfig", headers);
    return body.authenticationSchemes.map(({ type }: { type: string }) => type);
  };

  it("takes no HTTP Basic from a connection that does not allow it, and does not list it", async () => {
    const client = await app.connect();

    const answer = await client.get("/Users", basic("any", client.token));

    expect(errorOf(answer)).toBe("401");
    expect(answer.headers["www-authenticate"]).toBe(BEARER);
    expect(await schemesOf(client)).toEqual(["oauthbearertoken"]);
  });

  it("tells without a token what the server offers to everybody, and every scheme in full [RFC 7643 §5]", async () => {
    const client = await app.connect();

    const { body } = await client.get("/ServiceProviderConfig", { Authorization: "" });

    expect(await schemesOf(client, { Authorization: "" })).toEqual(["oauthbearertoken", "oauth2"]);
    for (const scheme of body.authenticationSchemes) {
      expect(scheme).toMatchObject({ name: expect.any(String), description: expect.any(String) });
      expect(Object.values(scheme)).not.toContain(undefined);
    }
    // UnboundID's SDK 6.0 cannot read a scheme that does not say.
    expect(body.authenticationSchemes.map(({ primary }: { primary?: boolean }) => primary)).toEqual([
      true,
      false,
    ]);
  });

  it("lists OAuth 2.0 to a connection that has a client", async () => {
    const client = await app.connect();
    const { tenantId, connectionId } = client;
    await insertClient(app.db.write, { tenantId, connectionId, scopes: ["scim"] }, clock);

    expect(await schemesOf(client)).toEqual(["oauthbearertoken", "oauth2"]);
  });

  it("refuses a wrong token at the configuration too", async () => {
    const client = await app.connect();

    expect(errorOf(await client.get("/ServiceProviderConfig", { Authorization: "Bearer usher_wrong" }))).toBe(
      "401",
    );
  });

  it.each(["Basic", "Basic !", "Basic dXNlcg==", "Basic OnB3", `Basic ${"x".repeat(500)}`])(
    "answers a header that holds no password with 401: %j",
    async (header) => {
      const client = await app.connect();

      expect(errorOf(await client.get("/Users", { Authorization: header }))).toBe("401");
    },
  );

  it("takes a token as the password of HTTP Basic where the connection allows it [RFC 7617]", async () => {
    const client = await app.connect({ options: { basicAuth: true } });
    const other = await app.connect();

    expect((await client.get("/Users", basic("any", client.token))).status).toBe(200);
    expect((await client.get("/Users", basic("", client.token))).status).toBe(200);
    expect((await client.get("/Users")).status).toBe(200);
    expect(await schemesOf(client)).toEqual(["oauthbearertoken", "httpbasic"]);
    for (const wrong of [basic("any", "wrong"), basic("any", other.token), basic(client.token, "")]) {
      const answer = await client.get("/Users", wrong);
      expect(errorOf(answer)).toBe("401");
      expect(answer.headers["www-authenticate"]).toBe(`${BEARER}, ${BASIC}`);
    }
    const unasked = await send(app.url, { method: "GET", path: "/scim/v2/Users" });
    expect(unasked.headers["www-authenticate"]).toBe(`${BEARER}, ${BASIC}`);
  });

  it("lets the option count within a second", async () => {
    const client = await app.connect({ options: { basicAuth: true } });
    expect((await client.get("/Users", basic("any", client.token))).status).toBe(200);

    const { name } = await inTransaction(app.db, async (trx) => {
      const sql = "select name from connections where id = ?";
      const row = await queryFirst<{ name: string }>(trx, sql, [client.connectionId]);
      return updateConnection(trx, client.tenantId, row?.name ?? "", { options: { basicAuth: false } });
    });
    clock += SECOND;

    expect(name).toEqual(expect.any(String));
    expect((await client.get("/Users", basic("any", client.token))).status).toBe(401);
  });
});
