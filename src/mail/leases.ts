import { latestPast } from "../db/clock-skew.js";
import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { DAY } from "../db/duration.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../db/lease.js";
import { queryFirst, queryRows } from "../db/query.js";
import type { MailKind } from "./outbox.js";

/** How long the record of a sent or parked mail is kept, in milliseconds. */
const HISTORY = 30 * DAY;

/** The number of mails that one statement deletes. */
const BATCH = 500;

/** A mail that only this process may deliver until the lease ends. */
export interface LeasedMail {
  readonly tenant_id: string;
  readonly id: string;
  readonly kind: MailKind;
  readonly recipient: string;
  readonly content: string;
  /** The number of attempts, this one included. */
  readonly attempts: number;
  /** UTC milliseconds; identifies the lease, and is renewed while the process lives. */
  leased_until: number;
}

/** Returns whether a mail waits for its next attempt. */
export async function hasDueMail(db: Db, now: number): Promise<boolean> {
  const sql = `select 1 from mail_outbox where state = 'queued' and content is not null and due_at <= ? and ${IS_FREE_SQL} limit 1`;
  return (await queryFirst(db, sql, [now, now, latestLease(now)])) !== undefined;
}

/** Leases the mails that are due, oldest first, to this process. */
export async function leaseMails(db: Db, limit: number, now: number): Promise<LeasedMail[]> {
  return queryRows<LeasedMail>(
    db,
    // The outer condition is checked again on the locked row and excludes mails that another process leased meanwhile.
    `update mail_outbox set leased_until = ?, attempts = attempts + 1
      where state = 'queued' and content is not null and expires_at > ? and ${IS_FREE_SQL} and id in (
        select id from mail_outbox where state = 'queued' and due_at <= ? and ${IS_FREE_SQL}
        order by due_at, id ${LIMIT})
      returning tenant_id, id, kind, recipient, content, attempts, leased_until`,
    [now + LEASE, now, now, latestLease(now), now, now, latestLease(now), limit],
  );
}

/** Renews a lease that this process still holds. */
export async function renewMail(db: Db, mail: LeasedMail, now: number): Promise<void> {
  const until = now + LEASE;
  const renewed = await queryFirst(
    db,
    "update mail_outbox set leased_until = ? where tenant_id = ? and id = ? and leased_until = ? returning id",
    [until, mail.tenant_id, mail.id, mail.leased_until],
  );
  if (renewed !== undefined) mail.leased_until = until;
}

/** Makes mails due whose next attempt is later than possible: the clock was set back since. */
export async function makeMailsDue(db: Db, longestWait: number, now: number): Promise<void> {
  const latest = latestPast(now);
  await queryRows(
    db,
    `update mail_outbox set due_at = ?
      where state = 'queued' and (due_at > ? or (attempts = 0 and due_at > ?))`,
    [now, latest + longestWait, latest],
  );
}

/** The outcome of an attempt. */
export type MailOutcome =
  | { readonly state: "sent" }
  | { readonly state: "queued"; readonly error: string; readonly dueAt: number }
  | { readonly state: "parked"; readonly error: string };

/** Ends a lease and erases the content of a delivered mail. A lease that has expired is left to the next process. */
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
 * Erases the content of expired mails, parks those that were not delivered, and deletes old records.
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
