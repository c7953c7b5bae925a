import { findSessionPrincipal, isSessionToken } from "../auth/sessions.js";
import type { TokenCache } from "../auth/token-cache.js";
import type { Database } from "../db/connect.js";
import type { Principal } from "../tenants/connection.js";

/**
 * Returns a token lookup that also accepts session tokens, for the interfaces that people use. Sessions are not cached:
 * a sign-out, a block or a lost role counts from the next request.
 */
export function sessionTokens(
  db: Database,
  tokens: TokenCache,
): { find(secret: string, now: number): Promise<Principal | undefined> } {
  return {
    find: (secret, now) =>
      isSessionToken(secret) ? findSessionPrincipal(db.read, secret, "token", now) : tokens.find(secret, now),
  };
}
