import { hash, randomBytes } from "node:crypto";
import { v7 as uuid } from "uuid";
import { latestPast } from "../db/clock-skew.js";
import type { Db } from "../db/connect.js";
import { MINUTE } from "../db/duration.js";
import { queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { crmOfUser } from "../schema/crm-extension.js";
import type { Resource } from "../schema/model.js";
import { type Holder, type Principal, type Scope, splitScopes } from "../tenants/connection.js";
import { type ConnectionRow, toConnection } from "../tenants/connections.js";
import { requireName } from "../tenants/names.js";

/** The prefix of tokens, by which secret scanners recognize a leaked one. */
const PREFIX = "usher_";

/** The length of a generated token in bytes: 256 bits, 43 characters of base64url. */
const SECRET_BYTES = 32;

/** How far a token's last use may lag, in milliseconds: it is written once a minute at most. */
const LAST_USE_INTERVAL = MINUTE;

/** The number of expired access tokens that one call deletes. */
const PURGE_BATCH = 100;

/** The properties of a new token. */
export interface NewToken {
  readonly tenantId: string;
  readonly connectionId: string;
  /** Describes its purpose; need not be unique. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** UTC milliseconds; undefined for a token that does not expire. */
  readonly expiresAt?: number | undefined;
  /** The user that `/Me` addresses; undefined for most tokens. */
  readonly userId?: string | undefined;
  /** A secret chosen by the operator; generated if undefined. */
  readonly secret?: string | undefined;
  /** The OAuth client that receives it and the credential it was issued for; undefined for a static token. */
  readonly grant?: { readonly clientId: string; readonly credentialId: string };
}

/** What is stored about a token, whose secret is not stored. Times are UTC milliseconds. */
export interface TokenInfo {
  readonly id: string;
  readonly connection: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly userId: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  /** May lag by a minute. */
  readonly lastUsedAt: number | undefined;
  readonly revokedAt: number | undefined;
}

/** The principal of a token, and what a cache needs to re-check the token. Times are UTC milliseconds. */
export interface TokenPrincipal extends Principal {
  readonly expiresAt: number | undefined;
  readonly lastUsedAt: number | undefined;
}

interface TokenRow {
  id: string;
  connection: string;
  name: string;
  scopes: string;
  user_id: string | null;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}

interface PrincipalRow extends ConnectionRow {
  token_id: string;
  scopes: string;
  user_id: string | null;
  expires_at: number | null;
  last_used_at: number | null;
  holder: string | null;
}

/**
 * Returns the hash under which a token is stored: SHA-256 in hex. A slow hash protects secrets that can be guessed; 256
 * random bits cannot, and this hash is computed for each request.
 */
export function hashToken(secret: string): string {
  return hash("sha256", secret);
}

/**
 * Adds a token to a connection.
 * @returns its id and its secret, which cannot be shown again
 * @throws AppError `uniqueness` if the given secret is in use, `invalidValue` for an unknown user or an invalid name
 */
export async function insertToken(
  db: Db,
  token: NewToken,
  now: number = Date.now(),
): Promise<{ id: string; secret: string }> {
  const { tenantId, userId = null, expiresAt = null } = token;
  const secret = token.secret ?? PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
  const id = uuid();
  requireName("token", token.name);
  if (userId !== null) await requireUser(db, tenantId, userId);
  const added = await queryRows(
    db,
    `insert into tokens (tenant_id, id, connection_id, name, hash, scopes, user_id, created_at, expires_at,
        oauth_client_id, credential_id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (hash) do nothing returning id`,
    [
      tenantId,
      id,
      token.connectionId,
      token.name,
      hashToken(secret),
      token.scopes.join(" "),
      userId,
      now,
      expiresAt,
      token.grant?.clientId ?? null,
      token.grant?.credentialId ?? null,
    ],
  );
  if (added.length === 0) throw new AppError("uniqueness", "Another token already uses this secret");
  return { id, secret };
}

/**
 * Lists the static tokens of a tenant, oldest first, including revoked and expired ones; short-lived access tokens are
 * not listed.
 */
export async function listTokens(db: Db, tenantId: string): Promise<TokenInfo[]> {
  const rows = await queryRows<TokenRow>(
    db,
    `select tokens.id, connections.name as connection, tokens.name, tokens.scopes, tokens.user_id,
        tokens.created_at, tokens.expires_at, tokens.last_used_at, tokens.revoked_at
      from tokens
      join connections on connections.tenant_id = tokens.tenant_id and connections.id = tokens.connection_id
      where tokens.tenant_id = ? and tokens.oauth_client_id is null order by tokens.id`,
    [tenantId],
  );
  return rows.map((row) => ({
    id: row.id,
    connection: row.connection,
    name: row.name,
    scopes: splitScopes(row.scopes),
    userId: row.user_id ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }));
}

/**
 * Revokes a token permanently; revoking it again changes nothing.
 * @returns whether it was valid before
 * @throws AppError `notFound` if the tenant has no such token
 */
export async function revokeTokenRow(db: Db, tenantId: string, id: string, now: number): Promise<boolean> {
  const revoked = await queryRows(
    db,
    "update tokens set revoked_at = ? where tenant_id = ? and id = ? and revoked_at is null returning id",
    [now, tenantId, id],
  );
  if (revoked.length > 0) return true;
  const known = await queryFirst(db, "select 1 from tokens where tenant_id = ? and id = ?", [tenantId, id]);
  if (known !== undefined) return false;
  throw new AppError("notFound", `The tenant has no token with the id '${id.slice(0, 60)}'`);
}

/**
 * Finds the principal of a secret with one statement.
 * @returns undefined if the secret is unknown, revoked or expired
 */
export async function findPrincipal(
  db: Db,
  secret: string,
  now: number,
): Promise<TokenPrincipal | undefined> {
  const row = await queryFirst<PrincipalRow>(
    db,
    `select connections.tenant_id, connections.id, connections.name, connections.mode, connections.visibility,
        connections.options, tokens.id as token_id, tokens.scopes, tokens.user_id, tokens.expires_at,
        tokens.last_used_at, users.resource as holder
      from tokens
      join connections on connections.tenant_id = tokens.tenant_id and connections.id = tokens.connection_id
      left join users on users.tenant_id = tokens.tenant_id and users.id = tokens.user_id
      where tokens.hash = ? and tokens.revoked_at is null
        and (tokens.expires_at is null or tokens.expires_at > ?)
        and (tokens.oauth_client_id is null or tokens.created_at <= ?)`,
    // An access token from the future was issued before the clock was set back, and would last too long.
    [hashToken(secret), now, latestPast(now)],
  );
  if (row === undefined) return undefined;
  return {
    tenantId: row.tenant_id,
    tokenId: row.token_id,
    connection: toConnection(row),
    scopes: new Set(splitScopes(row.scopes)),
    userId: row.user_id ?? undefined,
    holder: row.user_id === null ? undefined : toHolder(row.user_id, row.holder),
    expiresAt: row.expires_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
  };
}

/** @param text - the stored user; null when it is gone */
function toHolder(userId: string, text: string | null): Holder {
  const resource = text === null ? undefined : (JSON.parse(text) as Resource);
  const crm = crmOfUser(resource);
  return {
    userId,
    isActive: resource !== undefined && resource["active"] !== false,
    isProgram: crm.isApplication,
    administratorRoles: crm.administratorRoles,
  };
}

/** Returns whether a secret belongs to a token, valid or not. */
export async function isKnownToken(db: Db, secret: string): Promise<boolean> {
  const row = await queryFirst(db, "select 1 from tokens where tokens.hash = ?", [hashToken(secret)]);
  return row !== undefined;
}

/** Finds the owner of a token, valid or not; undefined for an unknown token. */
export async function findTokenOwner(
  db: Db,
  secret: string,
): Promise<
  { readonly tenantId: string; readonly connectionId: string; readonly tokenId: string } | undefined
> {
  const row = await queryFirst<{ tenant_id: string; connection_id: string; id: string }>(
    db,
    "select tokens.tenant_id, tokens.connection_id, tokens.id from tokens where tokens.hash = ?",
    [hashToken(secret)],
  );
  return row && { tenantId: row.tenant_id, connectionId: row.connection_id, tokenId: row.id };
}

/** Deletes the access tokens issued for one credential of an OAuth client. */
export async function deleteGrantedTokens(db: Db, tenantId: string, credentialId: string): Promise<void> {
  await queryRows(
    db,
    "delete from tokens where tenant_id = ? and oauth_client_id is not null and credential_id = ?",
    [tenantId, credentialId],
  );
}

/** Deletes a batch of expired access tokens; it runs with each new token, so that the table stays small. */
export async function purgeGrantedTokens(db: Db, now: number): Promise<void> {
  await queryRows(
    db,
    `delete from tokens where hash in (
      select hash from tokens where oauth_client_id is not null and expires_at <= ?
      order by expires_at limit ${PURGE_BATCH})`,
    [now],
  );
}

/** Records the use of a token, at most once a minute. */
export async function touchToken(db: Db, token: TokenPrincipal, now: number): Promise<void> {
  const due = now - LAST_USE_INTERVAL;
  const { lastUsedAt } = token;
  if (lastUsedAt !== undefined && lastUsedAt > due && lastUsedAt <= latestPast(now)) return;
  // The statement repeats the condition, because other processes use the same token.
  await queryRows(
    db,
    `update tokens set last_used_at = ?
      where tenant_id = ? and id = ? and (last_used_at is null or last_used_at <= ? or last_used_at > ?)`,
    [now, token.tenantId, token.tokenId, due, latestPast(now)],
  );
}

async function requireUser(db: Db, tenantId: string, userId: string): Promise<void> {
  const user = await queryFirst(db, "select 1 from users where users.tenant_id = ? and users.id = ?", [
    tenantId,
    userId,
  ]);
  if (user === undefined) {
    throw new AppError("invalidValue", `There is no user with the id '${userId.slice(0, 60)}'`);
  }
}
