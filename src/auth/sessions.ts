import { randomBytes } from "node:crypto";
import { isWithin, latestPast } from "../db/clock-skew.js";
import type { Db, Trx } from "../db/connect.js";
import { MINUTE } from "../db/duration.js";
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

/** How far the last use of a session may lag, in milliseconds: it is written once a minute at most. */
const LAST_USE_INTERVAL = MINUTE;

/** The most characters that are kept of the name a browser gives itself. */
const MAX_USER_AGENT = 200;

/** How long a browser counts as confirmed after its person has given the password, in milliseconds. */
const CONFIRMATION = 10 * MINUTE;

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

/** How a session is carried: by a token, or by the cookie of a browser. */
export type SessionCarrier = "token" | "cookie";

/** How long a session lives. */
export interface SessionTerms {
  /** In milliseconds. */
  readonly lifetime: number;
  /** Set for a session by cookie. */
  readonly browser?: {
    /** After how many milliseconds without a request it ends. */
    readonly idle: number;
    /** The name that the browser gives itself. */
    readonly userAgent: string | undefined;
  };
}

/** Creates a session for a user, and deletes a batch of expired ones. */
export async function createSession(
  trx: Trx,
  tenantId: string,
  userId: string,
  { lifetime, browser }: SessionTerms,
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
    expiresAt: now + lifetime,
  };
  await queryRows(
    trx,
    `insert into sessions (tenant_id, id, user_id, hash, created_at, expires_at, idle_ms, used_at, user_agent,
        confirmed_until)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      tenantId,
      session.id,
      userId,
      hashToken(session.secret),
      now,
      session.expiresAt,
      browser?.idle ?? null,
      browser === undefined ? null : now,
      browser?.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
      browser === undefined ? null : now + CONFIRMATION,
    ],
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
  expires_at: number;
  used_at: number | null;
  confirmed_until: number | null;
  resource: string;
  from_provider: number | null;
}

/** The principal of a session. Times are UTC milliseconds. */
export interface SessionPrincipal extends Principal {
  readonly userId: string;
  readonly expiresAt: number;
  /** May lag by a minute; undefined for a session by token. */
  readonly usedAt: number | undefined;
  /** Until when the password need not be repeated; undefined for a session by token. */
  readonly confirmedUntil: number | undefined;
}

/**
 * Returns whether the person of a browser must repeat the password before a dangerous change: it was given more than
 * ten minutes ago. Tokens, which have no person in front of them, need not.
 * @param now - UTC milliseconds
 */
export function mustConfirm(principal: Principal | SessionPrincipal, now: number): boolean {
  if (!("usedAt" in principal) || principal.usedAt === undefined) return false;
  return !isWithin(principal.confirmedUntil ?? 0, CONFIRMATION, now);
}

/** Notes that the person of a session has repeated the password. Returns until when it counts. */
export async function confirmSession(
  db: Db,
  { tenantId, tokenId, userId }: SessionPrincipal,
  now: number,
): Promise<number> {
  await queryRows(
    db,
    "update sessions set confirmed_until = ? where tenant_id = ? and id = ? and user_id = ?",
    [now + CONFIRMATION, tenantId, tokenId, userId],
  );
  return now + CONFIRMATION;
}

/**
 * Finds the principal of a session with one statement: the user on the tenant's oldest connection, with the user's
 * current administrator roles as scopes.
 * @param carrier - how the secret was sent; a session by token cannot be sent as a cookie, and the reverse
 * @param now - UTC milliseconds
 * @returns undefined if the session is unknown, has expired or was not used for too long, or the user is not active
 */
export async function findSessionPrincipal(
  db: Db,
  secret: string,
  carrier: SessionCarrier,
  now: number,
): Promise<SessionPrincipal | undefined> {
  const isCarried =
    carrier === "token" ? "sessions.idle_ms is null" : "sessions.used_at + sessions.idle_ms > ?";
  const row = await queryFirst<SessionRow>(
    db,
    `select connections.tenant_id, connections.id, connections.name, connections.mode, connections.visibility,
        connections.options, sessions.id as session_id, sessions.user_id, sessions.expires_at,
        sessions.used_at, sessions.confirmed_until, users.resource, user_passwords.from_provider
      from sessions
      join users on users.tenant_id = sessions.tenant_id and users.id = sessions.user_id
      left join user_passwords on user_passwords.tenant_id = sessions.tenant_id
        and user_passwords.user_id = sessions.user_id
      join connections on connections.tenant_id = sessions.tenant_id and connections.id = (
        select oldest.id from connections oldest where oldest.tenant_id = sessions.tenant_id
        order by oldest.created_at, oldest.id limit 1)
      where sessions.hash = ? and sessions.expires_at > ? and sessions.created_at <= ? and ${isCarried}`,
    // A session from the future was created before the clock was set back, and would last too long.
    [hashToken(secret), now, latestPast(now), ...(carrier === "token" ? [] : [now])],
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
    expiresAt: row.expires_at,
    usedAt: row.used_at ?? undefined,
    confirmedUntil: row.confirmed_until ?? undefined,
  };
}

/** Records the use of a session by cookie, at most once a minute, so that it does not end as unused. */
export async function touchSession(db: Db, session: SessionPrincipal, now: number): Promise<void> {
  const { tenantId, tokenId, usedAt } = session;
  const due = now - LAST_USE_INTERVAL;
  if (usedAt === undefined || usedAt > due) return;
  await queryRows(db, "update sessions set used_at = ? where tenant_id = ? and id = ? and used_at <= ?", [
    now,
    tenantId,
    tokenId,
    due,
  ]);
}

/** A session as its person sees it. Times are UTC milliseconds. */
export interface SessionInfo {
  readonly id: string;
  readonly carrier: SessionCarrier;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** May lag by a minute; undefined for a session by token. */
  readonly lastUsedAt: number | undefined;
  /** The name that the browser gave itself. */
  readonly userAgent: string | undefined;
}

/** The most sessions of a person that are listed. */
const MAX_LISTED = 100;

/** Lists the sessions of a user that have not ended, newest first, 100 at most. */
export async function listSessionsOf(
  db: Db,
  tenantId: string,
  userId: string,
  now: number,
): Promise<SessionInfo[]> {
  const rows = await queryRows<{
    id: string;
    created_at: number;
    expires_at: number;
    used_at: number | null;
    user_agent: string | null;
  }>(
    db,
    `select id, created_at, expires_at, used_at, user_agent from sessions
      where tenant_id = ? and user_id = ? and expires_at > ? and (idle_ms is null or used_at + idle_ms > ?)
      order by created_at desc, id desc limit ${MAX_LISTED}`,
    [tenantId, userId, now, now],
  );
  return rows.map((row) => ({
    id: row.id,
    carrier: row.used_at === null ? "token" : "cookie",
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.used_at ?? undefined,
    userAgent: row.user_agent ?? undefined,
  }));
}

/**
 * Ends a session of a user.
 * @returns whether it existed
 */
export async function endSession(
  trx: Trx,
  tenantId: string,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<boolean> {
  const ended = await queryRows(
    trx,
    "delete from sessions where tenant_id = ? and user_id = ? and id = ? returning id",
    [tenantId, userId, id],
  );
  return ended.length > 0;
}

/** Ends every session of a user. @returns their ids */
export async function endSessionsOf(trx: Trx, tenantId: string, userId: string): Promise<string[]> {
  const ended = await queryRows<{ id: string }>(
    trx,
    "delete from sessions where tenant_id = ? and user_id = ? returning id",
    [tenantId, userId],
  );
  return ended.map(({ id }) => id);
}
