import { findClientBySecret } from "../../auth/client-secrets.js";
import { verifyIssuerToken } from "../../auth/issuer-tokens.js";
import { findClient, type OAuthClient } from "../../auth/oauth-clients.js";
import { findClientIssuers } from "../../auth/trusted-issuers.js";
import type { Db } from "../../db/connect.js";
import { DAY, HOUR } from "../../db/duration.js";
import type { KeySetCache } from "../../outbound/key-set-cache.js";
import {
  readClaims,
  toKeySet,
  type UnverifiedClaims,
  type VerifiedToken,
  verifyToken,
} from "../../outbound/signed-token.js";

/** The credentials of a client. RFC 6749 §2.3.1, RFC 7523 §2.2. */
export type ClientCredentials =
  | { readonly clientId: string; readonly secret: string }
  | { readonly clientId: string | undefined; readonly assertion: string };

/** What the authentication of a client needs from the process. */
export interface ClientCheck {
  readonly db: Db;
  readonly keySets: KeySetCache;
  /** The values of `aud` that mean this server: issuer and token endpoint. */
  readonly audiences: readonly string[];
  /** UTC milliseconds. */
  readonly now: number;
}

/** An authenticated client. */
export interface ProvenClient {
  readonly client: OAuthClient;
  /** The credential it used: a secret, a trusted issuer, or the client itself for its own keys. */
  readonly credentialId: string;
  /** The signed token that it used. */
  readonly assertion?: VerifiedToken;
}

/** The maximum lifetime of a client's own assertions, in milliseconds. */
const MAX_OWN_LIFETIME = HOUR;

/**
 * The maximum lifetime of a trusted issuer's assertions, in milliseconds; those of Entra ID live 65 minutes, those of
 * Kubernetes up to a day.
 */
const MAX_ISSUER_LIFETIME = DAY;

/** Matches possible client ids; other texts are not looked up. */
const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;

/**
 * Authenticates a client.
 * @returns undefined if the credentials are wrong or the client is unknown; the caller cannot tell which
 * @throws AppError `unavailable` if the keys to verify it cannot be fetched
 */
export async function authenticateClient(
  check: ClientCheck,
  credentials: ClientCredentials,
): Promise<ProvenClient | undefined> {
  const { clientId } = credentials;
  if (clientId !== undefined && !CLIENT_ID.test(clientId)) return undefined;
  if ("secret" in credentials) {
    return findClientBySecret(check.db, credentials.clientId, credentials.secret, check.now);
  }
  const claims = readClaims(credentials.assertion);
  if (claims === undefined) return undefined;
  // RFC 7523 §3: a client that signs for itself is both issuer and subject.
  const own = claims.issuer === claims.subject && (clientId ?? claims.subject) === claims.subject;
  const client =
    own && CLIENT_ID.test(claims.subject) ? await findClient(check.db, claims.subject) : undefined;
  if (client !== undefined) return proveByOwnKey(check, client, credentials.assertion);
  return proveByIssuer(check, clientId, claims, credentials.assertion);
}

async function proveByOwnKey(
  { keySets, audiences, now }: ClientCheck,
  client: OAuthClient,
  token: string,
): Promise<ProvenClient | undefined> {
  const { jwks, jwksUrl, clientId, algorithms } = client;
  if (jwks === undefined && jwksUrl === undefined) return undefined;
  const assertion = await verifyToken(
    token,
    async (renewed) => (jwksUrl === undefined ? toKeySet(jwks) : keySets.get(jwksUrl, now, renewed)),
    { issuer: clientId, subject: clientId, audiences, algorithms, maxLifetime: MAX_OWN_LIFETIME, now },
  );
  // Only an assertion with `jti` can be recorded as used; OpenID Connect Core §9 requires it.
  if (assertion?.id === undefined) return undefined;
  return { client, credentialId: client.id, assertion };
}

/**
 * Finds the client of an assertion. Without a client id the claims must identify exactly one client, because a provider
 * may use one identity for several.
 */
async function proveByIssuer(
  { db, keySets, now }: ClientCheck,
  clientId: string | undefined,
  claims: UnverifiedClaims,
  token: string,
): Promise<ProvenClient | undefined> {
  const found = await findClientIssuers(db, claims);
  const [match, ...others] = found.filter(({ client }) => (clientId ?? client.clientId) === client.clientId);
  if (match === undefined || others.length > 0) return undefined;
  const assertion = await verifyIssuerToken(keySets, match.check, token, now, MAX_ISSUER_LIFETIME);
  return assertion && { client: match.client, credentialId: match.check.id, assertion };
}
