import { latestPast } from "../db/clock-skew.js";
import type { Db } from "../db/connect.js";
import { DAY } from "../db/duration.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../db/lease.js";
import { queryFirst, queryRows } from "../db/query.js";
import type { MailKind } from "./outbox.js";

/** How long it is known that a mail was sent or parked, in milliseconds. */
const HISTORY = 30 * DAY;

/** Mails deleted by one statement. */
const BATCH = 500;

/** A mail that this process alone delivers until the lease ends. */
export interface LeasedMail {
  readonly tenant_id: string;
  readonly id: string;
  readonly kind: MailKind;
  readonly recipient: string;
  readonly content: string;
  /** Counts this try. */
  readonly attempts: number;
  /** UTC milliseconds; names the lease, and is put off while the process lives. */
  leased_until: number;
}

/** Whether any mail waits for its next try. */
export async function hasDueMail(db: Db, now: number): Promise<boolean> {
  const sql = `select 1 from mail_outbox where state = 'queued' and content is not null and due_at <= ? and ${IS_FREE_SQL} limit 1`;
  return (await queryFirst(db, sql, [now, now, latestLease(now)])) !== undefined;
}

/** Takes mails that are due, oldest first, so that no other process does. */
export async function leaseMails(db: Db, limit: number, now: number): Promise<LeasedMail[]> {
  return queryRows<LeasedMail>(
    db,
    // What another process took meanwhile is seen by the outer condition, which is checked again on the locked row.
    `update mail_outbox set leased_until = ?, attempts = attempts + 1
      where state = 'queued' and content is not null and expires_at > ? and ${IS_FREE_SQL} and id in (
        select id from mail_outbox where state = 'queued' and due_at <= ? and ${IS_FREE_SQL}
        order by due_at, id limit ?)
      returning tenant_id, id, kind, recipient, content, attempts, leased_until`,
    [now + LEASE, now, now, latestLease(now), now, now, latestLease(now), limit],
  );
}

/** Puts a lease off that this process still has. */
export async function renewMail(db: Db, mail: LeasedMail, now: number): Promise<void> {
  const until = now + LEASE;
  const renewed = await queryFirst(
    db,
    "update mail_outbox set leased_until = ? where tenant_id = ? and id = ? and leased_until = ? returning id",
    [until, mail.tenant_id, mail.id, mail.leased_until],
  );
  if (renewed !== undefined) mail.leased_until = until;
}

/** Makes those mails due that lie further ahead than they can: the clock was set back since. */
export async function makeMailsDue(db: Db, longestWait: number, now: number): Promise<void> {
  const latest = latestPast(now);
  await queryRows(
    db,
    `update mail_outbox set due_at = ?
      where state = 'queued' and (due_at > ? or (attempts = 0 and due_at > ?))`,
    [now, latest + longestWait, latest],
  );
}

/** What became of a try. */
export type MailOutcome =
  | { readonly state: "sent" }
  | { readonly state: "queued"; readonly error: string; readonly dueAt: number }
  | { readonly state: "parked"; readonly error: string };

/** Ends a lease; what was delivered is erased at once. A lease that ran out is another process's to end. */
export async function finishMail(db: Db, mail: LeasedMail, outcome: MailOutcome, now: number): Promise<void> {
  const { state } = outcome;
  await queryRows(
    db,
    `update mail_outbox set state = ?, error = ?, due_at = ?, leased_until = 0, settled_at = ?
        ${state === "sent" ? ", content = null" : ""}
      where tenant_id = ? and id = ? and state = 'queued' and leased_until = ?`,
    [
      state,
      state === "sent" ? null : outcome.error,
      state === "queued" ? outcome.dueAt : now,
      state === "queued" ? null : now,
      mail.tenant_id,
      mail.id,
      mail.leased_until,
    ],
  );
}

/**
 * Erases what mails say whose time is over, parks those that were not delivered, and forgets what is long past.
 * @returns how many mails were parked
 */
export async function expireMails(db: Db, now: number): Promise<number> {
  const parked = await queryRows(
    db,
    `update mail_outbox set state = 'parked', content = null, error = coalesce(error, 'EXPIRED'), settled_at = ?
      where state = 'queued' and expires_at <= ? returning id`,
    [now, now],
  );
  await queryRows(db, "update mail_outbox set content = null where content is not null and expires_at <= ?", [
    now,
  ]);
  await queryRows(
    db,
    `delete from mail_outbox where id in (
      select id from mail_outbox where settled_at is not null and settled_at <= ? order by settled_at limit ${BATCH})`,
    [now - HISTORY],
  );
  return parked.length;
}
