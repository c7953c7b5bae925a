import type { Db } from "../db/connect.js";
import type { KeySetCache } from "../outbound/key-set-cache.js";
import { readClaims, type VerifiedToken, verifyToken } from "../outbound/signed-token.js";
import type { TokenPrincipal } from "./tokens.js";
import { findBearerIssuer, type IssuerCheck } from "./trusted-issuers.js";

/**
 * Who a signed token of a trusted issuer stands for.
 * @param now - UTC milliseconds
 * @returns undefined when it is no signed token, of nobody trusted, or fails a check
 * @throws AppError `unavailable` when the issuer is trusted and its keys cannot be fetched
 */
export async function findIssuerPrincipal(
  db: Db,
  keySets: KeySetCache,
  token: string,
  now: number,
): Promise<TokenPrincipal | undefined> {
  const claims = readClaims(token);
  const found = claims && (await findBearerIssuer(db, claims));
  if (!found) return undefined;
  const { check, connection, scopes } = found;
  const verified = await verifyIssuerToken(keySets, check, token, now);
  if (verified === undefined) return undefined;
  return {
    tenantId: connection.tenantId,
    // Signed tokens have no row of their own: in the log, the trust that let them in stands for them.
    tokenId: check.id,
    connection,
    scopes: new Set(scopes),
    userId: undefined,
    expiresAt: verified.expiresAt,
    lastUsedAt: now,
  };
}

/**
 * Checks a token as the trust in its issuer demands.
 * @param maxLifetime - milliseconds; undefined: as long as the issuer likes
 */
export function verifyIssuerToken(
  keySets: KeySetCache,
  { issuer, audience, subject, jwksUrl, algorithms }: IssuerCheck,
  token: string,
  now: number,
  maxLifetime?: number,
): Promise<VerifiedToken | undefined> {
  return verifyToken(token, (renewed) => keySets.get(jwksUrl, now, renewed), {
    issuer,
    audiences: [audience],
    subject,
    algorithms,
    now,
    ...(maxLifetime !== undefined && { maxLifetime }),
  });
}
