import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { indexKey } from "../db/index-key.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { withdrawMails } from "../mail/outbox.js";
import { fold } from "../schema/fold.js";
import type { Resource } from "../schema/model.js";
import { endSessionsOf } from "./sessions.js";

/** A user and the state of the user's password. */
export interface Account {
  readonly userId: string;
  readonly resource: Resource;
  /** Undefined for a user without a password, who cannot sign in with one. */
  readonly hash: string | undefined;
  /** Whether the user must choose a new password before anything else. */
  readonly mustChange: boolean;
  /** When the password expires, in UTC milliseconds; undefined for a lasting one. */
  readonly expiresAt: number | undefined;
  /** Whether a provisioning client set the password; anyone with the client's token may know it. */
  readonly isFromProvider: boolean;
}

/** Who set a password. */
export type PasswordOrigin = "provider" | "administrator";

/** Finds an account by user name, ignoring case; undefined if there is none. */
export async function findAccount(db: Db, tenantId: string, userName: string): Promise<Account | undefined> {
  // PostgreSQL refuses texts with this character; no user name has it.
  if (userName.includes("\0")) return undefined;
  const row = await queryFirst<{
    id: string;
    resource: string;
    hash: string | null;
    must_change: number | null;
    expires_at: number | null;
    from_provider: number | null;
  }>(
    db,
    `select users.id, users.resource, user_passwords.hash, user_passwords.must_change, user_passwords.expires_at,
        user_passwords.from_provider
      from users
      left join user_passwords on user_passwords.tenant_id = users.tenant_id and user_passwords.user_id = users.id
      where users.tenant_id = ? and users.user_name_key = ?`,
    [tenantId, indexKey(fold(userName))],
  );
  if (row === undefined) return undefined;
  return {
    userId: row.id,
    resource: JSON.parse(row.resource) as Resource,
    hash: row.hash ?? undefined,
    mustChange: row.must_change === 1,
    expiresAt: row.expires_at ?? undefined,
    isFromProvider: row.from_provider === 1,
  };
}

/** Finds a user's id by the id itself or by the userName, ignoring case; undefined if there is none. */
export async function findUserId(db: Db, tenantId: string, name: string): Promise<string | undefined> {
  const row = await queryFirst<{ id: string }>(
    db,
    "select users.id from users where users.tenant_id = ? and (users.id = ? or users.user_name_key = ?) limit 1",
    [tenantId, name, indexKey(fold(name))],
  );
  return row?.id;
}

/**
 * Stores the hash of a lasting password, or removes the password. It ends the user's sessions and withdraws the mails
 * that contain the previous password.
 */
export async function setPasswordHash(
  trx: Trx,
  tenantId: string,
  userId: string,
  { hash, origin }: { readonly hash: string | undefined; readonly origin: PasswordOrigin },
  now: number,
): Promise<void> {
  if (hash !== undefined)
    return store(trx, tenantId, userId, { hash, origin, temporaryUntil: undefined }, now);
  await queryRows(trx, "delete from user_passwords where tenant_id = ? and user_id = ?", [tenantId, userId]);
  await dropUses(trx, tenantId, userId);
}

/**
 * Stores the hash of a generated password, which the user must change. R006, R007
 * @param until - from when on it cannot be used, in UTC milliseconds
 */
export async function setTemporaryPasswordHash(
  trx: Trx,
  tenantId: string,
  userId: string,
  hash: string,
  until: number,
  now: number,
): Promise<void> {
  await store(trx, tenantId, userId, { hash, origin: "administrator", temporaryUntil: until }, now);
}

/**
 * Replaces the hash with that of a password the user chose, and ends all sessions of the user. If a provisioning client
 * set the previous password, the new one still counts as the client's, because anyone who knew the previous one could
 * have chosen it.
 * @returns false when it was replaced meanwhile, and nothing changed
 */
export async function replacePasswordHash(
  trx: Trx,
  tenantId: string,
  userId: string,
  hashes: { readonly before: string; readonly after: string },
  now: number,
): Promise<boolean> {
  const replaced = await queryRows(
    trx,
    `update user_passwords set hash = ?, changed_at = ?, must_change = 0, expires_at = null, generated = 0
      where tenant_id = ? and user_id = ? and hash = ? returning user_id`,
    [hashes.after, now, tenantId, userId, hashes.before],
  );
  if (replaced.length === 0) return false;
  await dropUses(trx, tenantId, userId);
  return true;
}

/**
 * Ends sessions and withdraws mails. It runs after the password's row has changed: a sign-in in progress holds the lock
 * of that row until its session exists.
 */
async function dropUses(trx: Trx, tenantId: string, userId: string): Promise<void> {
  await endSessionsOf(trx, tenantId, userId);
  await withdrawMails(trx, tenantId, userId, "password");
}

/** Locks a user's password until the transaction ends; returns false if its hash is another one. */
export async function lockPassword(
  trx: Trx,
  tenantId: string,
  userId: string,
  hash: string,
): Promise<boolean> {
  const held = await queryFirst(
    trx,
    `select user_id from user_passwords where tenant_id = ? and user_id = ? and hash = ?${sqlDialects[dialectOf(trx)].forUpdate("user_passwords")}`,
    [tenantId, userId, hash],
  );
  return held !== undefined;
}

async function store(
  trx: Trx,
  tenantId: string,
  userId: string,
  password: {
    readonly hash: string;
    readonly origin: PasswordOrigin;
    readonly temporaryUntil: number | undefined;
  },
  now: number,
): Promise<void> {
  const { hash, origin, temporaryUntil = null } = password;
  const isTemporary = temporaryUntil === null ? 0 : 1;
  await queryRows(
    trx,
    `insert into user_passwords (tenant_id, user_id, hash, changed_at, must_change, expires_at, generated,
        from_provider)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at,
        must_change = excluded.must_change, expires_at = excluded.expires_at, generated = excluded.generated,
        from_provider = excluded.from_provider`,
    [tenantId, userId, hash, now, isTemporary, temporaryUntil, isTemporary, origin === "provider" ? 1 : 0],
  );
  await dropUses(trx, tenantId, userId);
}
