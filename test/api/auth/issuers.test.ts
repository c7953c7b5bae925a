import { deleteIssuerRow, insertIssuer, type NewIssuer } from "../../../src/auth/trusted-issuers.js";
import { HOUR, MINUTE, SECOND } from "../../../src/db/duration.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import {
  type Claims,
  createSigningKey,
  type KeyServer,
  type SigningKey,
  signWithSecret,
  startKeyServer,
  unsigned,
} from "../../support/issuer.js";
import { errorOf, type ScimClient } from "../../support/scim-client.js";

const NOW = 1_800_000_000_000;

/** The audience of tokens that Entra ID makes for applications without a secret token. */
const AUDIENCE = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

describe.each(DATABASES)("signed tokens of trusted issuers on %s", (kind) => {
  let clock = NOW;
  const app = useTestApp(kind, { now: () => clock, privateNetworks: ["127.0.0.1"] });
  let owner: ScimClient;
  let issuer: string;
  let key: SigningKey;
  let otherKey: SigningKey;
  let server: KeyServer;

  beforeAll(async () => {
    key = await createSigningKey("first");
    otherKey = await createSigningKey("first");
  });
  beforeEach(async () => {
    clock += HOUR;
    owner = await app.connect();
    issuer = `https://sts.windows.net/${owner.tenantId}/`;
    server = await startKeyServer([key]);
  });
  afterEach(() => server.close());

  const trust = (more: Partial<NewIssuer> = {}, client = owner): Promise<string> =>
    inTransaction(app.db, (trx) =>
      insertIssuer(
        trx,
        {
          tenantId: client.tenantId,
          issuer,
          audience: AUDIENCE,
          jwksUrl: server.jwksUrl,
          trust: { connectionId: client.connectionId, scopes: ["scim"] },
          ...more,
        },
        clock,
      ),
    );
  const claimsOf = (claims: Claims = {}): Claims => {
    const now = Math.floor(clock / SECOND);
    return { iss: issuer, aud: AUDIENCE, sub: "service", iat: now, nbf: now, exp: now + 3600, ...claims };
  };
  const signed = (claims: Claims = {}) => key.sign(claimsOf(claims));
  const get = (token: string, client = owner) => client.get("/Users", { Authorization: `Bearer ${token}` });

  it("lets a token in that Entra ID issued for the tenant, with the scopes of the trust", async () => {
    await trust();
    await owner.createUser({ userName: "ann" });
    const token = await signed();

    expect((await get(token)).body).toMatchObject({ totalResults: 1 });
    const created = await owner.post("/Users", { userName: "bob" }, { Authorization: `Bearer ${token}` });
    expect(created.status).toBe(201);
  });

  it("keeps to the scopes of the trust, whatever the token says of itself", async () => {
    await trust({ trust: { connectionId: owner.connectionId, scopes: ["scim.read"] } });
    const token = await signed({ scp: "scim", scope: "scim", roles: ["scim"] });

    expect((await get(token)).status).toBe(200);
    const refused = await owner.post("/Users", { userName: "bob" }, { Authorization: `Bearer ${token}` });
    expect(errorOf(refused)).toBe("403");
  });

  it("answers every token that does not count alike, and tells nothing", async () => {
    await trust({ subject: "service" });
    const at = (time: number) => Math.floor(time / SECOND);
    const stranger = await createSigningKey("second");
    const publicText = Buffer.from(JSON.stringify(key.publicJwk));
    const tokens = {
      "wrong audience": await signed({ aud: "another" }),
      "no audience": await signed({ aud: undefined }),
      "another tenant": await signed({ iss: "https://sts.windows.net/another/" }),
      "another subject": await signed({ sub: "another" }),
      "no subject": await signed({ sub: undefined }),
      expired: await signed({ exp: at(clock - MINUTE) - 1 }),
      "no end": await signed({ exp: undefined }),
      "not yet valid": await signed({ nbf: at(clock + MINUTE) + 1 }),
      "issued in the future": await signed({ iat: at(clock + MINUTE) + 1 }),
      unsigned: unsigned(claimsOf()),
      "signed by another key of the same name": await otherKey.sign(claimsOf()),
      "signed by an unknown key": await stranger.sign(claimsOf()),
      "signed with the public key": await signWithSecret(publicText, claimsOf(), "first"),
      "cut off": (await signed()).slice(0, -10),
      "not one of ours either": "usher_unknown",
    };

    const answers = await Promise.all(
      Object.entries(tokens).map(async ([name, token]) => {
        const { status, headers, text } = await get(token);
        const challenge = headers["www-authenticate"];
        // The request id alone may tell one answer from another.
        return { name, status, challenge, text: text.replace(/ \(request [^)]*\)/, "") };
      }),
    );

    const [first] = answers;
    expect(first?.text).not.toMatch(/aud|iss|exp|key|sign/);
    for (const answer of answers) {
      expect(answer).toEqual({
        name: answer.name,
        status: 401,
        challenge: 'Bearer realm="Usher", error="invalid_token"',
        text: first?.text,
      });
    }
  });

  it("allows for clocks that are a minute apart", async () => {
    await trust();
    const now = clock / SECOND;

    expect((await get(await signed({ exp: now - 59 }))).status).toBe(200);
    expect((await get(await signed({ nbf: now + 59, iat: now + 59 }))).status).toBe(200);
  });

  it("takes any of several audiences, and any subject where none is demanded", async () => {
    await trust();

    expect((await get(await signed({ aud: ["else", AUDIENCE], sub: "anybody" }))).status).toBe(200);
  });

  it("refuses an algorithm that is not allowed for the issuer", async () => {
    await trust({ algorithms: ["ES256"] });

    expect((await get(await signed())).status).toBe(401);
    expect(server.asked()).toBe(0);
  });

  it("lets the removal of an issuer count within a second", async () => {
    const id = await trust();
    const token = await signed();
    expect((await get(token)).status).toBe(200);

    await inTransaction(app.db, (trx) => deleteIssuerRow(trx, owner.tenantId, id));
    clock += SECOND;

    expect((await get(token)).status).toBe(401);
  });

  it("lets a token end while it is in use", async () => {
    await trust();
    const token = await signed({ exp: clock / SECOND + 1 });
    expect((await get(token)).status).toBe(200);

    clock += MINUTE + SECOND - 1;
    expect((await get(token)).status).toBe(200);
    clock += 1;
    expect((await get(token)).status).toBe(401);
  });

  it("fetches keys once for many requests, and once more for a key it does not know", async () => {
    await trust();
    await Promise.all(
      Array.from({ length: 5 }, async () => get(await signed({ jti: String(Math.random()) }))),
    );
    expect(server.asked()).toBe(1);

    clock += 30 * SECOND;
    const next = await createSigningKey("next");
    server.publish([key, next]);
    expect((await get(await next.sign(claimsOf()))).status).toBe(200);
    expect(server.asked()).toBe(2);
  });

  it("is not driven to fetch by tokens with made-up keys", async () => {
    await trust();
    await get(await signed());
    clock += 30 * SECOND;

    for (let serial = 0; serial < 5; serial++) {
      const forged = await otherKey.sign(claimsOf(), { kid: `made up ${serial}` });
      expect((await get(forged)).status).toBe(401);
      clock += SECOND;
    }

    expect(server.asked()).toBe(2);
  });

  it("answers 503, not 401, while the keys of a trusted issuer cannot be had", async () => {
    await trust();
    server.publish(500);

    const answer = await get(await signed());

    expect(errorOf(answer)).toBe("503");
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect((await get(await signed({ aud: "another" }))).status).toBe(401);

    server.publish([key]);
    clock += 30 * SECOND;
    expect((await get(await signed())).status).toBe(200);
  });

  it("goes on with the keys it has for an hour while they cannot be fetched again", async () => {
    await trust();
    await get(await signed());
    server.publish(503);

    clock += 59 * MINUTE;
    expect((await get(await signed())).status).toBe(200);
    clock += MINUTE;
    expect((await get(await signed())).status).toBe(503);
  });

  it("does not fetch keys from a private network that is not allowed", async () => {
    const jwksUrl = server.jwksUrl.replace("127.0.0.1", "127.0.0.2");
    await trust({ jwksUrl });

    expect((await get(await signed())).status).toBe(503);
    expect(server.asked()).toBe(0);
  });

  it("prefers the trust that names the subject", async () => {
    const second = await app.secondConnection(owner);
    await trust({ trust: { connectionId: owner.connectionId, scopes: ["scim.read"] } });
    await trust({ subject: "special" }, second);

    const write = async (sub: string) => {
      const headers = { Authorization: `Bearer ${await signed({ sub })}` };
      return (await owner.post("/Users", { userName: `made by ${sub}` }, headers)).status;
    };
    expect(await write("special")).toBe(201);
    expect(await write("another")).toBe(403);
  });

  it("gives the tokens of an issuer for an audience to one tenant only", async () => {
    await trust();
    const stranger = await app.connect();

    await expect(trust()).rejects.toMatchObject({ code: "uniqueness" });
    await expect(trust({}, stranger)).rejects.toMatchObject({ code: "uniqueness" });
    await expect(trust({ subject: "service" }, stranger)).rejects.toMatchObject({ code: "uniqueness" });
    await expect(trust({ audience: "another" }, stranger)).resolves.toEqual(expect.any(String));
  });

  it.each<[string, Partial<NewIssuer>]>([
    ["keys without TLS", { jwksUrl: "http://keys.example/jwks" }],
    ["keys in a file", { jwksUrl: "file:///etc/passwd" }],
    ["a password in the address of its keys", { jwksUrl: "https://user:pass@keys.example/jwks" }],
    ["no address of keys", { jwksUrl: "" }],
    ["no audience", { audience: "" }],
    ["no name", { issuer: "" }],
    ["no algorithm", { algorithms: [] }],
  ])("trusts no issuer with %s", async (_, issuerWith) => {
    await expect(trust(issuerWith)).rejects.toMatchObject({ code: "invalidValue" });
  });

  it("demands a subject of an issuer that stands for a client", async () => {
    await expect(trust({ trust: { clientId: "unknown" } })).rejects.toMatchObject({ code: "invalidValue" });
    const unknown = trust({ subject: "service", trust: { clientId: "unknown" } });
    await expect(unknown).rejects.toMatchObject({ code: "notFound" });
  });
});
