import {
  insertClientSecret,
  type NewSecret,
  revokeClientSecretRow,
} from "../../../src/auth/client-secrets.js";
import { deleteClientRow, insertClient, type NewClient } from "../../../src/auth/oauth-clients.js";
import { deleteIssuerRow, insertIssuer } from "../../../src/auth/trusted-issuers.js";
import { HOUR, MINUTE } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import {
  type Claims,
  createSigningKey,
  type KeyServer,
  type SigningKey,
  signWithSecret,
  startKeyServer,
  unsigned,
} from "../../support/issuer.js";
import type { ScimClient } from "../../support/scim-client.js";

const NOW = 1_800_000_000_000;
const FORM = "application/x-www-form-urlencoded";
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const INVALID_CLIENT = "the client is unknown, or its authentication failed";

describe.each(DATABASES)("the token endpoint on %s", (kind) => {
  let clock = NOW;
  const app = useTestApp(kind, { now: () => clock, privateNetworks: ["127.0.0.1"] });
  let owner: ScimClient;

  beforeEach(async () => {
    clock += HOUR;
    owner = await app.connect();
  });

  const ownerIds = () => ({ tenantId: owner.tenantId, connectionId: owner.connectionId });
  const newClient = (client: Partial<NewClient> = {}): Promise<string> =>
    insertClient(app.db.write, { ...ownerIds(), scopes: ["scim", "scim.read"], ...client }, clock);
  const newSecret = (clientId: string, secret: NewSecret = {}) =>
    inTransaction(app.db, (trx) => insertClientSecret(trx, owner.tenantId, clientId, secret, clock));
  const withSecret = async (client: Partial<NewClient> = {}) => {
    const clientId = await newClient(client);
    return { clientId, ...(await newSecret(clientId)) };
  };

  const post = (body: string, headers: Record<string, string> = {}): Promise<Answer> =>
    send(app.url, {
      method: "POST",
      path: "/oauth/token",
      headers: { "Content-Type": FORM, ...headers },
      body,
    });
  const ask = (parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
    post(new URLSearchParams({ grant_type: "client_credentials", ...parameters }).toString(), headers);
  const basic = (user: string, password: string) => ({
    Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  });
  const listUsers = (token: string) => owner.get("/Users", { Authorization: `Bearer ${token}` });
  const errorOf = ({ status, body }: Answer) => `${status} ${body?.error}`;

  describe("with grant_type in the address", () => {
    const at = (query: string, body: string): Promise<Answer> =>
      send(app.url, {
        method: "POST",
        path: `/oauth/token?${query}`,
        headers: { "Content-Type": FORM },
        body,
      });

    it("gives a token as with one in the body, and takes nothing else from there", async () => {
      const { clientId, secret } = await withSecret();
      const credentials = new URLSearchParams({ client_id: clientId, client_secret: secret }).toString();
      const grant = "grant_type=client_credentials";

      expect((await at(grant, credentials)).status).toBe(200);
      expect(errorOf(await at("grant_type=password", credentials))).toBe("400 unsupported_grant_type");
      expect(errorOf(await at("grant_type=a&grant_type=b", credentials))).toBe("400 invalid_request");
      expect(errorOf(await at(`${grant}&${credentials}`, "x=y"))).toBe("401 invalid_client");
      expect((await at("grant_type=password", `${grant}&${credentials}`)).status).toBe(200);
    });
  });

  describe("with a client secret", () => {
    it("gives a token that works for the connection's tenant [RFC 6749 §5.1]", async () => {
      const { clientId, secret } = await withSecret();
      await owner.createUser({ userName: "ann" });

      const answer = await ask({ client_id: clientId, client_secret: secret });

      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
      expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
      expect(answer.body).toEqual({
        access_token: expect.stringMatching(/^usher_/),
        token_type: "Bearer",
        expires_in: 3600,
        scope: "scim scim.read",
      });
      expect((await listUsers(answer.body.access_token)).body).toMatchObject({ totalResults: 1 });
    });

    it("takes the secret from HTTP Basic, plain or form-encoded [RFC 6749 §2.3.1]", async () => {
      const clientId = await newClient();
      await newSecret(clientId, { secret: "a secret: 100% + more" });

      const encoded = "a+secret%3A+100%25+%2B+more";
      expect((await ask({}, basic(clientId, encoded))).status).toBe(200);
      expect((await ask({ client_id: clientId }, basic(clientId, encoded))).status).toBe(200);
      expect(errorOf(await ask({ client_id: "other" }, basic(clientId, encoded)))).toBe(
        "400 invalid_request",
      );
      expect(errorOf(await ask({}, basic(clientId, "wrong")))).toBe("401 invalid_client");
    });

    it("lets two secrets be valid at once, and each be revoked with the tokens it was given", async () => {
      const { clientId, secret: old, id } = await withSecret();
      const fresh = (await newSecret(clientId)).secret;
      await expect(newSecret(clientId)).rejects.toMatchObject({ code: "conflict" });
      const [oldToken, freshToken] = await Promise.all(
        [old, fresh].map(async (secret) => {
          return (await ask({ client_id: clientId, client_secret: secret })).body.access_token;
        }),
      );

      await inTransaction(app.db, (trx) => revokeClientSecretRow(trx, owner.tenantId, id));

      expect(errorOf(await ask({ client_id: clientId, client_secret: old }))).toBe("401 invalid_client");
      expect((await ask({ client_id: clientId, client_secret: fresh })).status).toBe(200);
      expect((await listUsers(oldToken)).status).toBe(401);
      expect((await listUsers(freshToken)).status).toBe(200);
    });

    it("lets a secret end with its expiry, and then another take its place", async () => {
      const { clientId } = await withSecret();
      const { secret } = await newSecret(clientId, { expiresAt: clock + MINUTE });
      expect((await ask({ client_id: clientId, client_secret: secret })).status).toBe(200);

      clock += MINUTE;

      expect(errorOf(await ask({ client_id: clientId, client_secret: secret }))).toBe("401 invalid_client");
      expect((await newSecret(clientId)).secret).toMatch(/^usher_secret_[\w-]{43}$/);
    });

    it("answers unknown client, wrong secret, no secret and another client's secret alike", async () => {
      const { clientId } = await withSecret();
      const other = await withSecret();

      const answers = [
        await ask({ client_id: "unknown", client_secret: "wrong" }),
        await ask({ client_id: clientId, client_secret: "wrong" }),
        await ask({ client_id: clientId, client_secret: other.secret }),
        await ask({}, basic("unknown", "wrong")),
      ];

      for (const answer of answers) {
        expect(answer.status).toBe(401);
        expect(answer.headers["www-authenticate"]).toBe('Basic realm="Usher", charset="UTF-8"');
        expect(answer.headers["cache-control"]).toBe("no-store");
        expect(answer.body).toEqual({ error: "invalid_client", error_description: INVALID_CLIENT });
      }
    });

    it("keeps neither secrets nor tokens in readable form", async () => {
      const { clientId, secret } = await withSecret();
      const token = (await ask({ client_id: clientId, client_secret: secret })).body.access_token;

      const rows = [
        ...(await queryRows(app.db.read, "select * from client_secrets")),
        ...(await queryRows(app.db.read, "select * from tokens")),
      ];

      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(app.log.join("")).not.toContain(secret);
      expect(app.log.join("")).not.toContain(token);
    });

    it("lets tokens live as long as the client's setting says, and no longer", async () => {
      const { clientId, secret } = await withSecret({ tokenLifetime: 6 * HOUR });
      const { access_token: token, expires_in: seconds } = (
        await ask({ client_id: clientId, client_secret: secret })
      ).body;
      expect(seconds).toBe(21_600);

      clock += 6 * HOUR - 1;
      expect((await listUsers(token)).status).toBe(200);
      clock += 1;
      expect((await listUsers(token)).status).toBe(401);
    });

    it.each([HOUR - 1, 6 * HOUR + 1])(
      "refuses a client whose tokens live %i milliseconds",
      async (lifetime) => {
        await expect(newClient({ tokenLifetime: lifetime })).rejects.toMatchObject({ code: "invalidValue" });
      },
    );

    it("deletes tokens whose time is over", async () => {
      const { clientId, secret } = await withSecret();
      await ask({ client_id: clientId, client_secret: secret });
      clock += HOUR;
      await ask({ client_id: clientId, client_secret: secret });

      const sql =
        "select count(*) as tokens from tokens where oauth_client_id is not null and expires_at <= ?";
      expect(await queryRows(app.db.read, sql, [clock])).toEqual([{ tokens: 0 }]);
    });

    it("ends a client's tokens with the client", async () => {
      const { clientId, secret } = await withSecret();
      const token = (await ask({ client_id: clientId, client_secret: secret })).body.access_token;

      await inTransaction(app.db, (trx) => deleteClientRow(trx, owner.tenantId, clientId));

      expect((await listUsers(token)).status).toBe(401);
      expect(errorOf(await ask({ client_id: clientId, client_secret: secret }))).toBe("401 invalid_client");
    });

    it("gives a client id to one client only, of whatever tenant", async () => {
      const clientId = `cid-${owner.tenantId}`;
      await newClient({ clientId });
      owner = await app.connect();

      await expect(newClient({ clientId })).rejects.toMatchObject({ code: "uniqueness" });
      await expect(newClient({ clientId: "with space" })).rejects.toMatchObject({ code: "invalidValue" });
    });

    it("slows down who guesses at one client, but nobody else at the same address", async () => {
      const { clientId, secret } = await withSecret();
      const other = await withSecret();
      for (let tries = 0; tries < 10; tries++) {
        expect((await ask({ client_id: clientId, client_secret: `guess ${tries}` })).status).toBe(401);
      }

      const stopped = await ask({ client_id: clientId, client_secret: secret });
      expect(errorOf(stopped)).toBe("429 temporarily_unavailable");
      expect(stopped.headers["retry-after"]).toBe("60");
      expect((await ask({ client_id: other.clientId, client_secret: other.secret })).status).toBe(200);

      clock += MINUTE;
      expect((await ask({ client_id: clientId, client_secret: secret })).status).toBe(200);
    });
  });

  describe("as for scopes", () => {
    it("narrows a token to the scopes asked for", async () => {
      const { clientId, secret } = await withSecret();

      const { body } = await ask({
        client_id: clientId,
        client_secret: secret,
        scope: "scim.read scim.read",
      });

      expect(body.scope).toBe("scim.read");
      expect((await listUsers(body.access_token)).status).toBe(200);
      const write = { Authorization: `Bearer ${body.access_token}` };
      expect((await owner.post("/Users", { userName: "bob" }, write)).status).toBe(403);
    });

    it.each(["crm.read", "scim crm.read", "unknown", "scim  scim.read", '"scim"'])(
      "refuses the scope %j that the client does not have",
      async (scope) => {
        const { clientId, secret } = await withSecret();

        const answer = await ask({ client_id: clientId, client_secret: secret, scope });

        expect(errorOf(answer)).toBe("400 invalid_scope");
      },
    );

    it("says nothing about scopes to who is not the client", async () => {
      const { clientId } = await withSecret();

      const answer = await ask({ client_id: clientId, client_secret: "wrong", scope: "unknown" });

      expect(errorOf(answer)).toBe("401 invalid_client");
    });
  });

  describe("with a malformed request", () => {
    it.each([
      ["no grant_type", "client_id=a&client_secret=b", "400 invalid_request"],
      ["an empty grant_type", "grant_type=&client_id=a&client_secret=b", "400 invalid_request"],
      ["another grant_type", "grant_type=password&username=a&password=b", "400 unsupported_grant_type"],
      [
        "a repeated parameter",
        "grant_type=client_credentials&client_id=a&client_id=a&client_secret=b",
        "400 invalid_request",
      ],
      [
        "a repeated grant_type",
        "grant_type=client_credentials&grant_type=client_credentials",
        "400 invalid_request",
      ],
      ["no client", "grant_type=client_credentials", "401 invalid_client"],
      ["a client without secret", "grant_type=client_credentials&client_id=a", "401 invalid_client"],
      [
        "an assertion of another type",
        "grant_type=client_credentials&client_assertion=x&client_assertion_type=saml",
        "400 invalid_request",
      ],
      [
        "two ways to authenticate",
        "grant_type=client_credentials&client_id=a&client_secret=b&client_assertion=x",
        "400 invalid_request",
      ],
      ["no body", "", "400 invalid_request"],
      [
        "a body of 40 KiB",
        `grant_type=client_credentials&client_assertion=${"x".repeat(40_000)}`,
        "400 invalid_request",
      ],
    ])("answers %s as RFC 6749 §5.2 says", async (_, body, expected) => {
      const answer = await post(body);

      expect(errorOf(answer)).toBe(expected);
      expect(answer.headers["cache-control"]).toBe("no-store");
    });

    it("takes forms only, and no credentials from the URL", async () => {
      const { clientId, secret } = await withSecret();
      const query = `grant_type=client_credentials&client_id=${clientId}&client_secret=${secret}`;

      expect(errorOf(await post(JSON.stringify({}), { "Content-Type": "application/json" }))).toBe(
        "400 invalid_request",
      );
      const inUrl = { method: "POST", path: `/oauth/token?${query}`, headers: { "Content-Type": FORM } };
      expect(errorOf(await send(app.url, inUrl))).toBe("401 invalid_client");
      expect((await post(query, { "Content-Type": `${FORM}; charset=utf-8` })).status).toBe(200);
    });

    it.each(["GET", "PUT", "DELETE"])("answers %s with 405 and what is allowed", async (method) => {
      const answer = await send(app.url, { method, path: "/oauth/token" });

      expect({ status: answer.status, allow: answer.headers["allow"] }).toEqual({
        status: 405,
        allow: "POST, OPTIONS",
      });
    });
  });

  describe("with an assertion signed by the client [RFC 7523 §2.2]", () => {
    let key: SigningKey;
    let otherKey: SigningKey;
    beforeAll(async () => {
      key = await createSigningKey("k1", "ES256");
      otherKey = await createSigningKey("k1", "ES256");
    });

    let serial = 0;
    const seconds = () => Math.floor(clock / 1000);
    const claimsOf = (clientId: string, claims: Claims = {}): Claims => ({
      iss: clientId,
      sub: clientId,
      aud: `${app.url}/oauth/token`,
      jti: `assertion ${serial++}`,
      iat: seconds(),
      exp: seconds() + 300,
      ...claims,
    });
    const present = (assertion: string, more: Record<string, string> = {}) =>
      ask({ client_assertion_type: ASSERTION_TYPE, client_assertion: assertion, ...more });
    const keyClient = () => newClient({ jwks: { keys: [key.publicJwk] } });

    it("gives a token for a registered key, with and without client_id", async () => {
      const clientId = await keyClient();

      const first = await present(await key.sign(claimsOf(clientId)));
      const second = await present(await key.sign(claimsOf(clientId, { aud: [app.url, "else"] })), {
        client_id: clientId,
      });

      expect([first.status, second.status]).toEqual([200, 200]);
      expect((await listUsers(first.body.access_token)).status).toBe(200);
    });

    it("gives a token for a key that the client publishes, and refuses when it cannot be read", async () => {
      const server = await startKeyServer([key]);
      const clientId = await newClient({ jwksUrl: server.jwksUrl });
      expect((await present(await key.sign(claimsOf(clientId)))).status).toBe(200);
      await server.close();

      clock += 2 * HOUR;
      const answer = await present(await key.sign(claimsOf(clientId)));

      expect(answer.status).toBe(503);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    });

    it("finds the key among several when the assertion names none", async () => {
      const clientId = await newClient({ jwks: { keys: [otherKey.publicJwk, key.publicJwk] } });

      const assertion = await key.sign(claimsOf(clientId), { kid: undefined });

      expect((await present(assertion)).status).toBe(200);
    });

    it.each<[string, Claims]>([
      ["another audience", { aud: "https://another.example/oauth/token" }],
      ["no audience", { aud: undefined }],
      ["another subject", { sub: "somebody" }],
      ["another issuer", { iss: "somebody" }],
      ["no name of its own", { jti: undefined }],
      ["no end", { exp: undefined }],
      ["an end in the past", { exp: (NOW - HOUR) / 1000 }],
      ["an end a day ahead", { exp: (NOW + 1000 * HOUR) / 1000 }],
      ["a begin in the future", { nbf: (NOW + 1000 * HOUR) / 1000 }],
      ["an issue in the future", { iat: (NOW + 1000 * HOUR) / 1000 }],
      ["an issue that is no number", { iat: "now" }],
    ])("refuses an assertion with %s", async (_, claims) => {
      const clientId = await keyClient();

      const answer = await present(await key.sign(claimsOf(clientId, claims)));

      expect(errorOf(answer)).toBe("401 invalid_client");
      expect(answer.body.error_description).toBe(INVALID_CLIENT);
    });

    it("allows for clocks that are a minute apart", async () => {
      const clientId = await keyClient();
      const late = { exp: seconds() - 59, iat: seconds() - 300 };
      const early = { iat: seconds() + 59, nbf: seconds() + 59 };

      expect((await present(await key.sign(claimsOf(clientId, late)))).status).toBe(200);
      expect((await present(await key.sign(claimsOf(clientId, early)))).status).toBe(200);
      const tooLate = await key.sign(claimsOf(clientId, { exp: seconds() - 61 }));
      expect(errorOf(await present(tooLate))).toBe("401 invalid_client");
    });

    it("takes an assertion once, also when it comes twice at the same time", async () => {
      const clientId = await keyClient();
      const assertion = await key.sign(claimsOf(clientId));

      const statuses = (await Promise.all([1, 2, 3, 4].map(() => present(assertion)))).map(
        ({ status }) => status,
      );

      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401]);
    });

    it("lets two clients give their assertions the same name", async () => {
      const [first, second] = [await keyClient(), await keyClient()];

      expect((await present(await key.sign(claimsOf(first, { jti: "same" })))).status).toBe(200);
      expect((await present(await key.sign(claimsOf(second, { jti: "same" })))).status).toBe(200);
    });

    it("refuses other keys, unsigned assertions, and the public key as a shared secret [RFC 8725 §2.1]", async () => {
      const clientId = await keyClient();
      const claims = claimsOf(clientId);
      const publicText = Buffer.from(JSON.stringify(key.publicJwk));

      const answers = [
        await present(await otherKey.sign(claims)),
        await present(unsigned(claims)),
        await present(`${unsigned(claims)}eA`),
        await present(await signWithSecret(publicText, claims, "k1")),
        await present("not.a.token"),
        await present("x"),
        await present(await key.sign(claims), { client_id: "another" }),
      ];

      expect(answers.map(errorOf)).toEqual(answers.map(() => "401 invalid_client"));
    });

    it("refuses an algorithm that the client is not allowed", async () => {
      const clientId = await newClient({ jwks: { keys: [key.publicJwk] }, algorithms: ["RS256"] });

      expect(errorOf(await present(await key.sign(claimsOf(clientId))))).toBe("401 invalid_client");
    });

    it.each([
      ["no key set", { keys: "none" }],
      ["a shared secret", { keys: [{ kty: "oct", k: "c2VjcmV0" }] }],
      ["a private key", { keys: [{ kty: "EC", crv: "P-256", x: "x", y: "y", d: "d" }] }],
    ])("registers no client with %s", async (_, jwks) => {
      await expect(newClient({ jwks })).rejects.toMatchObject({ code: "invalidValue" });
    });

    it.each(["HS256", "none", ""])("registers no client with the algorithm %j", async (name) => {
      const algorithms = [name] as unknown as NonNullable<NewClient["algorithms"]>;
      await expect(newClient({ algorithms })).rejects.toMatchObject({ code: "invalidValue" });
    });
  });

  describe("with an assertion of a trusted issuer, as Entra ID's workload identity federation", () => {
    const issuer = "https://login.microsoftonline.com/7f0ddc42-f8a0-40ff-9c3c-3f5bd19a55ba/v2.0";
    let key: SigningKey;
    let server: KeyServer;
    beforeAll(async () => {
      key = await createSigningKey("entra");
      server = await startKeyServer([key]);
    });
    afterAll(() => server.close());

    const audience = () => `api://${owner.tenantId}`;
    const trust = (clientId: string) =>
      inTransaction(app.db, (trx) =>
        insertIssuer(
          trx,
          {
            tenantId: owner.tenantId,
            issuer,
            audience: audience(),
            subject: "object-id",
            jwksUrl: server.jwksUrl,
            trust: { clientId },
          },
          clock,
        ),
      );
    /** As Entra ID makes them: 65 minutes, and no `jti`. */
    const entraToken = (claims: Claims = {}) => {
      const now = Math.floor(clock / 1000);
      const times = { iat: now, nbf: now, exp: now + 3900 };
      return key.sign({ iss: issuer, sub: "object-id", aud: audience(), ...times, ...claims });
    };
    const present = (assertion: string, more: Record<string, string> = {}) =>
      ask({ client_assertion_type: ASSERTION_TYPE, client_assertion: assertion, ...more });

    it("gives a token, again and again while the assertion lives, with and without client_id", async () => {
      const clientId = await newClient({ scopes: ["scim"] });
      await trust(clientId);
      const assertion = await entraToken();

      const first = await present(assertion, { client_id: clientId, scope: "scim" });
      expect(first.body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "scim" });
      expect((await listUsers(first.body.access_token)).status).toBe(200);
      expect((await present(assertion)).status).toBe(200);
    });

    it("takes an assertion with a name once", async () => {
      const clientId = await newClient();
      await trust(clientId);
      const assertion = await entraToken({ jti: "one" });

      expect((await present(assertion, { client_id: clientId })).status).toBe(200);
      expect(errorOf(await present(assertion, { client_id: clientId }))).toBe("401 invalid_client");
    });

    it.each<[string, Claims]>([
      ["another tenant", { iss: "https://login.microsoftonline.com/other/v2.0" }],
      ["another audience", { aud: "api://another" }],
      ["another subject", { sub: "another-object" }],
      ["a text in it that no database can hold", { sub: "\u0000" }],
      ["an end in the past", { exp: (NOW - HOUR) / 1000 }],
      ["an end two days ahead", { exp: (NOW + 10_000 * HOUR) / 1000 }],
    ])("refuses an assertion of %s", async (_, claims) => {
      const clientId = await newClient();
      await trust(clientId);

      const answer = await present(await entraToken(claims), { client_id: clientId });

      expect(errorOf(answer)).toBe("401 invalid_client");
    });

    it("needs the client id when one identity stands for several clients", async () => {
      const [first, second] = [await newClient(), await newClient()];
      await trust(first);
      await trust(second);

      expect(errorOf(await present(await entraToken()))).toBe("401 invalid_client");
      expect((await present(await entraToken(), { client_id: second })).status).toBe(200);
    });

    it("ends with the trust, and so do the tokens that were given for it", async () => {
      const clientId = await newClient();
      const id = await trust(clientId);
      const { access_token: token } = (await present(await entraToken())).body;

      await inTransaction(app.db, (trx) => deleteIssuerRow(trx, owner.tenantId, id));

      expect((await listUsers(token)).status).toBe(401);
      expect(errorOf(await present(await entraToken()))).toBe("401 invalid_client");
    });

    it("is no token for the API itself", async () => {
      await trust(await newClient());

      expect((await listUsers(await entraToken())).status).toBe(401);
    });
  });

  describe("in its metadata [RFC 8414]", () => {
    it("tells where it is and what it takes, without a token", async () => {
      const answer = await send(app.url, { method: "GET", path: "/.well-known/oauth-authorization-server" });

      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
      expect(answer.body).toMatchObject({
        issuer: app.url,
        token_endpoint: `${app.url}/oauth/token`,
        grant_types_supported: ["client_credentials"],
        response_types_supported: [],
        token_endpoint_auth_methods_supported: [
          "client_secret_post",
          "client_secret_basic",
          "private_key_jwt",
        ],
        scopes_supported: expect.arrayContaining(["scim", "scim.read"]),
      });
      const algorithms = answer.body.token_endpoint_auth_signing_alg_values_supported;
      expect(algorithms).toEqual(expect.arrayContaining(["RS256", "ES256", "PS256"]));
      expect(algorithms.join(" ")).not.toMatch(/HS|none/);
    });
  });
});
