import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import type { Logger } from "../observability/log.js";
import type { KeySetCache } from "../outbound/key-set-cache.js";
import { ExpiringCache } from "../tenants/expiring-cache.js";
import { findIssuerPrincipal } from "./issuer-tokens.js";
import { findPrincipal, hashToken, type TokenPrincipal, touchToken } from "./tokens.js";

/** How long a checked token is trusted without a query, in milliseconds; a revocation takes effect within this time. */
export const TOKEN_CACHE_LIFETIME = SECOND;

/** The maximum number of cached tokens; the oldest one is dropped. */
const MAX_ENTRIES = 10_000;

/**
 * Caches the principal of each token for a second, so that a busy client costs one query a second. Unknown tokens are
 * not cached.
 */
export class TokenCache {
  private readonly db: Database;
  private readonly log: Logger;
  private readonly keySets: KeySetCache | undefined;
  private readonly memory = new ExpiringCache<TokenPrincipal>(TOKEN_CACHE_LIFETIME, MAX_ENTRIES);

  /** @param keySets - keys of trusted issuers; without them only tokens of our own are known */
  constructor(db: Database, log: Logger, keySets?: KeySetCache) {
    this.db = db;
    this.log = log;
    this.keySets = keySets;
  }

  /**
   * Who a secret stands for.
   * @param now - UTC milliseconds; expiry is compared with it each time
   * @returns undefined when it is unknown, revoked or expired
   */
  async find(secret: string, now: number): Promise<TokenPrincipal | undefined> {
    const principal = await this.memory.find(hashToken(secret), now, () => this.lookUp(secret, now));
    return principal?.expiresAt !== undefined && principal.expiresAt <= now ? undefined : principal;
  }

  /** Forgets every token, so that a revocation or a changed connection counts at once in this process. */
  forget(): void {
    this.memory.clear();
  }

  private async lookUp(secret: string, now: number): Promise<TokenPrincipal | undefined> {
    const principal = await findPrincipal(this.db.read, secret, now);
    if (principal === undefined) {
      return this.keySets && findIssuerPrincipal(this.db.read, this.keySets, secret, now);
    }
    // Not awaited: a request must not wait for the writer only to record its use.
    touchToken(this.db.write, principal, now).catch((error: unknown) => {
      this.log.warn({ err: error, tokenId: principal.tokenId }, "could not record the last use of a token");
    });
    return principal;
  }
}
