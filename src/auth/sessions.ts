import { randomBytes } from "node:crypto";
import { latestPast } from "../db/clock-skew.js";
import type { Db, Trx } from "../db/connect.js";
import { HOUR } from "../db/duration.js";
import { newId } from "../db/new-id.js";
import { queryFirst, queryRows } from "../db/query.js";
import { crmOfUser } from "../schema/crm-extension.js";
import type { Resource } from "../schema/model.js";
import { type Principal, SCOPES } from "../tenants/connection.js";
import { type ConnectionRow, toConnection } from "../tenants/connections.js";
import { hashToken } from "./tokens.js";

/** The prefix of session tokens, so that they are looked up as sessions only. */
const PREFIX = "usher_session_";

/** The length of a token in bytes: 256 bits. */
const SECRET_BYTES = 32;

/** The lifetime of a session in milliseconds. */
const SESSION_LIFETIME = 8 * HOUR;

/** The number of expired sessions that one call deletes. */
const PURGE_BATCH = 100;

/** The session of a person who has just signed in. */
export interface NewSession {
  readonly id: string;
  /** The token, which cannot be shown again. */
  readonly secret: string;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}

/** Creates a session for a user, and deletes a batch of expired ones. */
export async function createSession(
  trx: Trx,
  tenantId: string,
  userId: string,
  now: number,
): Promise<NewSession> {
  await queryRows(
    trx,
    `delete from sessions where tenant_id = ? and id in (
      select id from sessions where tenant_id = ? and expires_at <= ? order by expires_at limit ${PURGE_BATCH})`,
    [tenantId, tenantId, now],
  );
  const session = {
    id: newId(),
    secret: PREFIX + randomBytes(SECRET_BYTES).toString("base64url"),
    expiresAt: now + SESSION_LIFETIME,
  };
  await queryRows(
    trx,
    "insert into sessions (tenant_id, id, user_id, hash, created_at, expires_at) values (?, ?, ?, ?, ?, ?)",
    [tenantId, session.id, userId, hashToken(session.secret), now, session.expiresAt],
  );
  return session;
}

/** Returns whether a text has the form of a session token. */
export function isSessionToken(secret: string): boolean {
  return secret.startsWith(PREFIX);
}

interface SessionRow extends ConnectionRow {
  session_id: string;
  user_id: string;
  resource: string;
  from_provider: number | null;
}

/**
 * Finds the principal of a session token with one statement: the user on the tenant's oldest connection, with the
 * user's current administrator roles as scopes.
 * @param now - UTC milliseconds
 * @returns undefined if the token is unknown or expired, or the user is not active
 */
export async function findSessionPrincipal(
  db: Db,
  secret: string,
  now: number,
): Promise<Principal | undefined> {
  const row = await queryFirst<SessionRow>(
    db,
    `select connections.tenant_id, connections.id, connections.name, connections.mode, connections.visibility,
        connections.options, sessions.id as session_id, sessions.user_id, users.resource,
        user_passwords.from_provider
      from sessions
      join users on users.tenant_id = sessions.tenant_id and users.id = sessions.user_id
      left join user_passwords on user_passwords.tenant_id = sessions.tenant_id
        and user_passwords.user_id = sessions.user_id
      join connections on connections.tenant_id = sessions.tenant_id and connections.id = (
        select oldest.id from connections oldest where oldest.tenant_id = sessions.tenant_id
        order by oldest.created_at, oldest.id limit 1)
      where sessions.hash = ? and sessions.expires_at > ? and sessions.created_at <= ?`,
    // A session from the future was created before the clock was set back, and would last too long.
    [hashToken(secret), now, latestPast(now)],
  );
  if (row === undefined) return undefined;
  const resource = JSON.parse(row.resource) as Resource;
  if (resource["active"] === false) return undefined;
  // Anyone with the provisioning client's token may know this password, so it grants no administrator scopes.
  const isPasswordOfProvider = row.from_provider === 1;
  const roles = isPasswordOfProvider ? [] : crmOfUser(resource).administratorRoles;
  const held = new Set(roles.map((role) => `admin:${role}`));
  return {
    tenantId: row.tenant_id,
    tokenId: row.session_id,
    connection: toConnection(row),
    scopes: new Set(SCOPES.filter((scope) => held.has(scope))),
    userId: row.user_id,
    isSession: true,
    isPasswordOfProvider,
  };
}

/**
 * Ends a session.
 * @returns whether it existed
 */
export async function endSession(trx: Trx, tenantId: string, id: string): Promise<boolean> {
  const ended = await queryRows(trx, "delete from sessions where tenant_id = ? and id = ? returning id", [
    tenantId,
    id,
  ]);
  return ended.length > 0;
}

/** Ends every session of a user. */
export async function endSessionsOf(trx: Trx, tenantId: string, userId: string): Promise<void> {
  await queryRows(trx, "delete from sessions where tenant_id = ? and user_id = ?", [tenantId, userId]);
}
