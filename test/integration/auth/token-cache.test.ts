import { TOKEN_CACHE_LIFETIME, TokenCache } from "../../../src/auth/token-cache.js";
import { findPrincipal, insertToken, revokeTokenRow, type TokenPrincipal } from "../../../src/auth/tokens.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { createLogger } from "../../../src/observability/log.js";
import { bootstrap } from "../../../src/use-cases/tenants/bootstrap.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const NOW = 1_800_000_000_000;

describe.each(DATABASES)("TokenCache on %s", (kind) => {
  let db: Database;
  let cache: TokenCache;
  let secret: string;
  let owner: TokenPrincipal;

  beforeEach(async () => {
    db = await openTestDatabase(kind);
    cache = new TokenCache(db, createLogger({ level: "silent" }));
    secret = (await bootstrap(db, { now: NOW })).secret ?? "";
    const found = await findPrincipal(db.read, secret, NOW);
    if (found === undefined) throw new Error("the first token is not found");
    owner = found;
  });
  afterEach(() => db.close());

  const revoke = () => revokeTokenRow(db.write, owner.tenantId, owner.tokenId, NOW);

  it("trusts a checked token for a second, and not a moment longer", async () => {
    expect(await cache.find(secret, NOW)).toMatchObject({ tokenId: owner.tokenId });
    await revoke();

    expect(await cache.find(secret, NOW + TOKEN_CACHE_LIFETIME - 1)).toBeDefined();
    expect(await cache.find(secret, NOW + TOKEN_CACHE_LIFETIME)).toBeUndefined();
  });

  it("forgets on request, so that a revocation counts at once", async () => {
    expect(await cache.find(secret, NOW)).toBeDefined();
    await revoke();
    cache.forget();

    expect(await cache.find(secret, NOW)).toBeUndefined();
  });

  it("compares the expiry of a remembered token with the clock", async () => {
    const { secret: brief } = await insertToken(db.write, {
      tenantId: owner.tenantId,
      connectionId: owner.connection.id,
      name: "brief",
      scopes: ["scim"],
      expiresAt: NOW + 5,
    });

    expect(await cache.find(brief, NOW + 4)).toBeDefined();
    expect(await cache.find(brief, NOW + 5)).toBeUndefined();
  });

  it("does not remember that a token is unknown", async () => {
    const later = "a-token-that-comes-later-0123456789";
    expect(await cache.find(later, NOW)).toBeUndefined();

    await insertToken(db.write, {
      tenantId: owner.tenantId,
      connectionId: owner.connection.id,
      name: "later",
      scopes: ["scim"],
      secret: later,
    });

    expect(await cache.find(later, NOW)).toMatchObject({ scopes: new Set(["scim"]) });
  });

  it("notes the last use without being asked", async () => {
    await cache.find(secret, NOW);
    // The note is written behind the request, on the connection that this statement waits for on SQLite.
    for (let tries = 0; tries < 50; tries++) {
      const [row] = await queryRows<{ last_used_at: number | null }>(
        db.write,
        "select last_used_at from tokens where id = ?",
        [owner.tokenId],
      );
      if (row?.last_used_at === NOW) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }

    expect((await findPrincipal(db.read, secret, NOW))?.lastUsedAt).toBe(NOW);
  });
});
