import fc from "fast-check";
import { readClaims, type TokenRules, toKeySet, verifyToken } from "../../../src/outbound/signed-token.js";
import { type Claims, createSigningKey, type SigningKey, unsigned } from "../../support/issuer.js";

const NOW = 1_800_000_000_000;

const RULES: TokenRules = {
  issuer: "issuer",
  audiences: ["us"],
  subject: undefined,
  algorithms: ["RS256", "ES256", "PS256"],
  now: NOW,
};

const claimsOf = (claims: Claims = {}): Claims => {
  return { iss: "issuer", sub: "subject", aud: "us", exp: NOW / 1000 + 60, ...claims };
};

describe("readClaims", () => {
  it("reads who a token claims to be from, about and for", () => {
    const claims = { issuer: "issuer", subject: "subject" };

    expect(readClaims(`${unsigned(claimsOf())}eA`)).toEqual({ ...claims, audiences: ["us"] });
    expect(readClaims(`${unsigned(claimsOf({ aud: ["a", "b"] }))}eA`)).toEqual({
      ...claims,
      audiences: ["a", "b"],
    });
  });

  it.each<[string, Claims]>([
    ["no issuer", { iss: undefined }],
    ["a number as issuer", { iss: 1 }],
    ["no audience", { aud: undefined }],
    ["an empty list of audiences", { aud: [] }],
    ["a thousand audiences", { aud: Array.from({ length: 1000 }, String) }],
    ["an object as audience", { aud: [{}] }],
    ["an empty subject", { sub: "" }],
    ["a control character", { sub: "a\u0000b" }],
    ["a very long issuer", { iss: "x".repeat(501) }],
  ])("reads nothing out of a token with %s", (_, claims) => {
    expect(readClaims(`${unsigned(claimsOf(claims))}eA`)).toBeUndefined();
  });

  it("reads nothing out of any other text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        expect(readClaims([a, b, c].join("."))).toBeUndefined();
      }),
    );
  });
});

describe("verifyToken", () => {
  const keys = new Map<string, SigningKey>();
  beforeAll(async () => {
    for (const alg of ["RS256", "ES256", "PS256", "EdDSA"]) keys.set(alg, await createSigningKey(alg, alg));
  });

  const keyOf = (alg: string): SigningKey => {
    const key = keys.get(alg);
    if (key === undefined) throw new Error(`no key for ${alg}`);
    return key;
  };
  const verify = (token: string, rules: Partial<TokenRules> = {}) => {
    const set = toKeySet({ keys: [...keys.values()].map(({ publicJwk }) => publicJwk) });
    return verifyToken(token, async () => set, { ...RULES, ...rules });
  };

  it.each(["RS256", "ES256", "PS256"])("takes a token signed by %s", async (alg) => {
    expect(await verify(await keyOf(alg).sign(claimsOf({ jti: "name" })))).toEqual({
      expiresAt: NOW + 120_000,
      id: "name",
    });
  });

  it("takes only algorithms that are allowed, and asks for no keys otherwise", async () => {
    const token = await keyOf("EdDSA").sign(claimsOf());
    const keysOf = jest.fn();

    expect(await verifyToken(token, keysOf, RULES)).toBeUndefined();
    expect(keysOf).not.toHaveBeenCalled();
    expect(await verify(token, { algorithms: ["EdDSA"] })).toBeDefined();
  });

  it("asks once more for keys when it does not know the one that the token names", async () => {
    const [old, next] = [await createSigningKey("old", "ES256"), await createSigningKey("next", "ES256")];
    const asked: boolean[] = [];
    const keysOf = async (renewed: boolean) => {
      asked.push(renewed);
      return toKeySet({ keys: [(renewed ? next : old).publicJwk] });
    };

    expect(await verifyToken(await next.sign(claimsOf()), keysOf, RULES)).toBeDefined();
    const stranger = await createSigningKey("stranger", "ES256");
    expect(await verifyToken(await stranger.sign(claimsOf()), keysOf, RULES)).toBeUndefined();
    expect(asked).toEqual([false, true, false, true]);
  });

  it("bounds how far ahead a token may end, where that is demanded", async () => {
    const token = await keyOf("ES256").sign(claimsOf({ exp: NOW / 1000 + 3600 }));

    expect(await verify(token)).toBeDefined();
    expect(await verify(token, { maxLifetime: 3_600_000 })).toBeDefined();
    expect(await verify(token, { maxLifetime: 3_500_000 })).toBeUndefined();
  });

  it("refuses a weak key", async () => {
    const weak = { kty: "RSA", kid: "RS256", n: "AQAB", e: "AQAB" };
    const keysOf = async () => toKeySet({ keys: [weak] });

    expect(await verifyToken(await keyOf("RS256").sign(claimsOf()), keysOf, RULES)).toBeUndefined();
  });

  it("refuses a token of which any part was changed", async () => {
    const token = await keyOf("ES256").sign(claimsOf());
    const changed = fc.record({
      at: fc.integer({ min: 0, max: token.length - 1 }),
      to: fc.constantFrom("A", "Q", "g", "w", "_", "-", ".", "~"),
    });

    await fc.assert(
      fc.asyncProperty(changed, async ({ at, to }) => {
        const other = token.slice(0, at) + to + token.slice(at + 1);
        // The last character of base64url has bits that mean nothing.
        const same = Buffer.from(other.split(".")[2] ?? "", "base64url").equals(
          Buffer.from(token.split(".")[2] ?? "", "base64url"),
        );
        fc.pre(other !== token && !(same && at > token.lastIndexOf(".")));

        expect(await verify(other)).toBeUndefined();
      }),
    );
  });
});
