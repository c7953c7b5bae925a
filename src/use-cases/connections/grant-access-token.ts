import { type AccessToken, issueAccessToken, useAssertion } from "../../auth/access-tokens.js";
import type { Database, Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import type { KeySetCache } from "../../outbound/key-set-cache.js";
import { type Scope, splitScopes } from "../../tenants/connection.js";
import { authenticateClient, type ClientCredentials, type ProvenClient } from "./authenticate-client.js";

/** What the token endpoint needs from the process. */
export interface GrantDeps {
  readonly db: Database;
  readonly keySets: KeySetCache;
  /** The values of `aud` that mean this server. */
  readonly audiences: readonly string[];
  /** UTC milliseconds. */
  readonly now: number;
}

/** The result of a token request. The errors are those of RFC 6749 §5.2. */
export type Grant =
  | { readonly token: AccessToken; readonly scopes: readonly Scope[] }
  | { readonly error: "invalid_client" | "invalid_scope" };

/** Matches one scope. RFC 6749 §3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * Runs the client credentials grant: issues a token to an authenticated client. RFC 6749 §4.4.
 * @param scope - the requested scopes, separated by spaces; undefined for all of the client's
 * @throws AppError `unavailable` if the keys to verify the client cannot be fetched
 */
export async function grantAccessToken(
  deps: GrantDeps,
  credentials: ClientCredentials,
  scope: string | undefined,
): Promise<Grant> {
  const { db, keySets, audiences, now } = deps;
  const proven = await authenticateClient({ db: db.read, keySets, audiences, now }, credentials);
  if (proven === undefined) return { error: "invalid_client" };
  const scopes = narrow(proven.client.scopes, scope);
  if (scopes === undefined) return { error: "invalid_scope" };
  const token = await inTransaction(db, (trx) => issueOnce(trx, proven, scopes, now));
  return token === undefined ? { error: "invalid_client" } : { token, scopes };
}

/** Records an assertion with `jti` as used; those of Entra ID have none and can be used until they expire. */
async function issueOnce(
  trx: Trx,
  { client, credentialId, assertion }: ProvenClient,
  scopes: readonly Scope[],
  now: number,
): Promise<AccessToken | undefined> {
  if (assertion?.id !== undefined) {
    const { id, expiresAt } = assertion;
    if (!(await useAssertion(trx, client.tenantId, credentialId, id, expiresAt, now))) return undefined;
  }
  return issueAccessToken(trx, client, credentialId, scopes, now);
}

function narrow(owned: readonly Scope[], wanted: string | undefined): readonly Scope[] | undefined {
  if (wanted === undefined) return owned;
  const asked = splitScopes(wanted);
  if (!asked.every((scope) => SCOPE.test(scope) && owned.includes(scope))) return undefined;
  return [...new Set(asked)];
}
