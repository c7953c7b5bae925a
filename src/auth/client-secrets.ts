import { randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Db, Trx } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import {
  CLIENT_COLUMNS,
  type ClientRow,
  JOIN_CONNECTION,
  lockClient,
  type OAuthClient,
  toClient,
} from "./oauth-clients.js";
import { deleteGrantedTokens, hashToken } from "./tokens.js";

/** Marks a client secret, so that scanners of repositories and logs can find a leaked one. */
const PREFIX = "usher_secret_";

/** Bytes of a secret: 256 bits, which need no slow hash. */
const SECRET_BYTES = 32;

/** Secrets of one client that are valid at once: the old and the new one while they are exchanged. */
const MAX_SECRETS = 2;

/** What a secret is to be. */
export interface NewSecret {
  /** UTC milliseconds; undefined for one that does not expire. */
  readonly expiresAt?: number | undefined;
  /** A secret chosen by the operator; generated when undefined. */
  readonly secret?: string | undefined;
}

/** What may be known of a client secret; it is not kept itself. Times are UTC milliseconds. */
export interface SecretInfo {
  readonly id: string;
  readonly clientId: string;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}

/**
 * Gives a client another secret.
 * @returns its id and itself, which cannot be had again
 * @throws AppError `notFound` for an unknown client, `conflict` when it has two that are valid
 */
export async function insertClientSecret(
  trx: Trx,
  tenantId: string,
  clientId: string,
  { expiresAt, secret = PREFIX + randomBytes(SECRET_BYTES).toString("base64url") }: NewSecret,
  now: number,
): Promise<{ id: string; secret: string }> {
  const client = await lockClient(trx, tenantId, clientId);
  const owner = [tenantId, client.id];
  await queryRows(
    trx,
    "delete from client_secrets where tenant_id = ? and oauth_client_id = ? and expires_at <= ?",
    [...owner, now],
  );
  const valid = await queryRows(
    trx,
    "select id from client_secrets where tenant_id = ? and oauth_client_id = ?",
    owner,
  );
  if (valid.length >= MAX_SECRETS) {
    throw new AppError(
      "conflict",
      `The client has ${MAX_SECRETS} secrets already: revoke the older one first`,
    );
  }
  const id = uuid();
  await queryRows(
    trx,
    `insert into client_secrets (tenant_id, id, oauth_client_id, hash, created_at, expires_at)
      values (?, ?, ?, ?, ?, ?)`,
    [tenantId, id, client.id, hashToken(secret), now, expiresAt ?? null],
  );
  return { id, secret };
}

/** The secrets of a tenant's clients, oldest first, expired ones too. */
export async function listClientSecrets(db: Db, tenantId: string): Promise<SecretInfo[]> {
  const rows = await queryRows<{
    id: string;
    client_id: string;
    created_at: number;
    expires_at: number | null;
  }>(
    db,
    `select client_secrets.id, oauth_clients.client_id, client_secrets.created_at, client_secrets.expires_at
      from client_secrets
      join oauth_clients on oauth_clients.tenant_id = client_secrets.tenant_id
        and oauth_clients.id = client_secrets.oauth_client_id
      where client_secrets.tenant_id = ? order by client_secrets.id`,
    [tenantId],
  );
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
  }));
}

/**
 * Ends a secret and the access tokens that were given for it.
 * @returns the client id of the client it belonged to
 * @throws AppError `notFound`
 */
export async function revokeClientSecretRow(trx: Trx, tenantId: string, secretId: string): Promise<string> {
  const secrets = await listClientSecrets(trx, tenantId);
  const found = secrets.find(({ id }) => id === secretId);
  if (found === undefined) {
    throw new AppError("notFound", `The tenant has no client secret with the id '${secretId.slice(0, 60)}'`);
  }
  await lockClient(trx, tenantId, found.clientId);
  await queryRows(trx, "delete from client_secrets where tenant_id = ? and id = ?", [tenantId, secretId]);
  await deleteGrantedTokens(trx, tenantId, secretId);
  return found.clientId;
}

/**
 * The client that a secret belongs to. One statement whether the client or only the secret is unknown, so that the
 * time it takes tells nothing.
 */
export async function findClientBySecret(
  db: Db,
  clientId: string,
  secret: string,
  now: number,
): Promise<{ client: OAuthClient; credentialId: string } | undefined> {
  const row = await queryFirst<ClientRow & { secret_id: string }>(
    db,
    `select ${CLIENT_COLUMNS}, client_secrets.id as secret_id
      from oauth_clients ${JOIN_CONNECTION}
      join client_secrets on client_secrets.tenant_id = oauth_clients.tenant_id
        and client_secrets.oauth_client_id = oauth_clients.id
      where oauth_clients.client_id = ? and client_secrets.hash = ?
        and (client_secrets.expires_at is null or client_secrets.expires_at > ?)`,
    [clientId, hashToken(secret), now],
  );
  return row && { client: toClient(row), credentialId: row.secret_id };
}
