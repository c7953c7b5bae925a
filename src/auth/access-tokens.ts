import { createHash } from "node:crypto";
import type { Db, Trx } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { queryFirst, queryRows } from "../db/query.js";
import { findApplicationUser } from "../directory/users/applications.js";
import type { Scope } from "../tenants/connection.js";
import { findClientForUpdate, type OAuthClient } from "./oauth-clients.js";
import { insertToken, purgeGrantedTokens } from "./tokens.js";

/** The number of expired assertions that one call deletes. */
const PURGE_BATCH = 100;

/** An access token for a client. Usher stores only its hash, so it cannot be shown again. */
export interface AccessToken {
  readonly secret: string;
  /** The lifetime, in seconds from now. */
  readonly expiresIn: number;
}

/**
 * Issues an access token to a client for one of its credentials.
 * @param credentialId - a secret, a trusted issuer, or the client itself for its own keys
 * @returns undefined when client or credential have ended since they were checked
 */
export async function issueAccessToken(
  trx: Trx,
  client: OAuthClient,
  credentialId: string,
  scopes: readonly Scope[],
  now: number,
): Promise<AccessToken | undefined> {
  if (!(await isCredential(trx, client, credentialId))) return undefined;
  await purgeGrantedTokens(trx, now);
  const { secret } = await insertToken(
    trx,
    {
      tenantId: client.tenantId,
      connectionId: client.connectionId,
      name: `access token of ${client.clientId}`.slice(0, 100),
      scopes,
      expiresAt: now + client.tokenLifetime,
      grant: { clientId: client.id, credentialId },
      // A client that is a registered app is its application user. R128, R129
      userId: await findApplicationUser(trx, client.tenantId, client.clientId.toLowerCase()),
    },
    now,
  );
  return { secret, expiresIn: client.tokenLifetime / SECOND };
}

/**
 * Checks that the credential still exists. The client is locked first, so that revoking a credential waits for this
 * token and then revokes it as well.
 */
async function isCredential(
  trx: Trx,
  { tenantId, id, clientId }: OAuthClient,
  credentialId: string,
): Promise<boolean> {
  const client = await findClientForUpdate(trx, tenantId, clientId);
  if (client?.id !== id) return false;
  if (credentialId === id) return true;
  const row = await queryFirst(
    trx,
    `select 1 from client_secrets where tenant_id = ? and id = ?
      union all select 1 from trusted_issuers where tenant_id = ? and id = ?`,
    [tenantId, credentialId, tenantId, credentialId],
  );
  return row !== undefined;
}

/**
 * Records the use of an assertion, so that it cannot be used again. RFC 7523 §3, item 7.
 * @param assertionId - its `jti`
 * @param expiresAt - UTC milliseconds; from then on it is refused anyway
 * @returns false when it was used before
 */
export async function useAssertion(
  db: Db,
  tenantId: string,
  credentialId: string,
  assertionId: string,
  expiresAt: number,
  now: number,
): Promise<boolean> {
  await queryRows(
    db,
    `delete from used_assertions where hash in (
      select hash from used_assertions where expires_at <= ? order by expires_at limit ${PURGE_BATCH})`,
    [now],
  );
  const hash = createHash("sha256").update(`${credentialId} ${assertionId}`).digest("hex");
  const added = await queryRows(
    db,
    "insert into used_assertions (tenant_id, hash, expires_at) values (?, ?, ?) on conflict do nothing returning hash",
    [tenantId, hash, expiresAt],
  );
  return added.length === 1;
}
