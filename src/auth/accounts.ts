import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { indexKey } from "../db/index-key.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { withdrawMails } from "../mail/outbox.js";
import { fold } from "../schema/fold.js";
import type { Resource } from "../schema/model.js";
import { endSessionsOf } from "./sessions.js";

/** A user with what its password is known by. */
export interface Account {
  readonly userId: string;
  readonly resource: Resource;
  /** Undefined for a user who has none and cannot sign in with one. */
  readonly hash: string | undefined;
  /** Whether another one must be chosen before anything else. */
  readonly mustChange: boolean;
  /** From when on it cannot be used, in UTC milliseconds; undefined for one that lasts. */
  readonly expiresAt: number | undefined;
  /** Whether a provisioning client set it: whoever has the client's token knows it as well. */
  readonly isFromProvider: boolean;
}

/** Who a password comes from. */
export type PasswordOrigin = "provider" | "administrator";

/** Finds the account of a user name, without case; undefined when there is none. */
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

/** The id of a user who is named by it or by the userName, without case; undefined when there is none. */
export async function findUserId(db: Db, tenantId: string, name: string): Promise<string | undefined> {
  const row = await queryFirst<{ id: string }>(
    db,
    "select users.id from users where users.tenant_id = ? and (users.id = ? or users.user_name_key = ?) limit 1",
    [tenantId, name, indexKey(fold(name))],
  );
  return row?.id;
}

/**
 * Stores the hash of a user's password that lasts, or removes the password. Whoever signed in with the one before is
 * signed out, and a mail that tells it is not sent any more.
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
 * Stores the hash of a password that the server has generated, and that its owner must change. R006, R007
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
 * Puts the hash of the password that its owner chose in the place of another, and signs the owner out everywhere.
 * One that was chosen in the place of a provisioning client's counts as the client's: who knew that one chose this.
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

/** Comes behind the change of the password's row, whose lock a sign-in under way holds until its session is there. */
async function dropUses(trx: Trx, tenantId: string, userId: string): Promise<void> {
  await endSessionsOf(trx, tenantId, userId);
  await withdrawMails(trx, tenantId, userId, "password");
}

/** Holds a user's password until the transaction ends, if it is the one of a hash; false when it is another. */
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
