import { type AccessToken, issueAccessToken, useAssertion } from "../../auth/access-tokens.js";
import type { Database, Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import type { KeySetCache } from "../../outbound/key-set-cache.js";
import { type Scope, splitScopes } from "../../tenants/connection.js";
import { authenticateClient, type ClientCredentials, type ProvenClient } from "./authenticate-client.js";

/** What a grant needs. */
export interface GrantDeps {
  readonly db: Database;
  readonly keySets: KeySetCache;
  /** What a client may mean by this server in `aud`. */
  readonly audiences: readonly string[];
  /** UTC milliseconds. */
  readonly now: number;
}

/** What came of a request for a token. The errors are those of RFC 6749 §5.2. */
export type Grant =
  | { readonly token: AccessToken; readonly scopes: readonly Scope[] }
  | { readonly error: "invalid_client" | "invalid_scope" };

/** One scope in the form of RFC 6749 §3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * The client credentials grant: a token for a client that proves who it is. RFC 6749 §4.4.
 * @param scope - what the token shall be narrowed to, separated by spaces; undefined: all that the client has
 * @throws AppError `unavailable` when the keys to check the client with cannot be fetched
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

/** An assertion that has a name counts once; those of Entra ID have none and serve as long as they live. */
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
