import type { Db } from "../db/connect.js";
import type { KeySetCache } from "../outbound/key-set-cache.js";
import { readClaims, type VerifiedToken, verifyToken } from "../outbound/signed-token.js";
import type { TokenPrincipal } from "./tokens.js";
import { findBearerIssuer, type IssuerCheck } from "./trusted-issuers.js";

/**
 * Finds the principal of a signed token of a trusted issuer.
 * @param now - UTC milliseconds
 * @returns undefined if the text is not a signed token, its issuer is not trusted, or a check fails
 * @throws AppError `unavailable` if the keys of a trusted issuer cannot be fetched
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
    // A signed token has no row; the log shows the id of the trusted issuer instead.
    tokenId: check.id,
    connection,
    scopes: new Set(scopes),
    userId: undefined,
    expiresAt: verified.expiresAt,
    lastUsedAt: now,
  };
}

/**
 * Verifies a token by the rules of its trusted issuer.
 * @param maxLifetime - milliseconds; undefined for no limit
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
