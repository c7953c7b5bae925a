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

/** The prefix of client secrets, by which secret scanners recognize a leaked one. */
const PREFIX = "usher_secret_";

/** The length of a secret in bytes; 256 random bits need no slow hash. */
const SECRET_BYTES = 32;

/** The number of valid secrets a client may have: the old and the new one during a rotation. */
const MAX_SECRETS = 2;

/** The properties of a new secret. */
export interface NewSecret {
  /** UTC milliseconds; undefined if it does not expire. */
  readonly expiresAt?: number | undefined;
  /** A secret chosen by the operator; generated if undefined. */
  readonly secret?: string | undefined;
}

/** What is stored about a client secret, which itself is not stored. Times are UTC milliseconds. */
export interface SecretInfo {
  readonly id: string;
  readonly clientId: string;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}

/**
 * Adds a secret to a client.
 * @returns its id and the secret, which cannot be shown again
 * @throws AppError `notFound` for an unknown client, `conflict` if it has two valid secrets
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
      `The client already has ${MAX_SECRETS} secrets: revoke the older one first`,
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

/** Lists the secrets of a tenant's clients, oldest first, including expired ones. */
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
 * Revokes a secret and the access tokens issued for it.
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
 * Finds the client of a secret. It runs one statement whether the client or only the secret is unknown, so that timing
 * reveals nothing.
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
