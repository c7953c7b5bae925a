import type { Db, Trx } from "../db/connect.js";
import { DAY } from "../db/duration.js";
import { newId } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import type { Sealer } from "./sealer.js";

/** What a mail is about. */
export type MailKind = "password" | "invitation";

/** A mail that is to be sent once its transaction has committed. */
export interface NewMail {
  readonly tenantId: string;
  readonly kind: MailKind;
  /** The user whom it is about: the mail goes when the user does. */
  readonly userId: string | undefined;
  readonly to: string;
  readonly subject: string;
  /** Plain text; may hold secrets. */
  readonly text: string;
}

/** How long what a mail says is kept, in milliseconds, unless it is delivered before. */
const MAIL_LIFETIME = DAY;

/** The row of a mail as places of sealed texts name it. */
export function mailPlace(tenantId: string, id: string): string {
  return `mail_outbox ${tenantId} ${id}`;
}

/**
 * Puts a mail into the outbox, in the transaction of the change that causes it: it is sent if, and only if, that
 * commits. What it says is sealed, and erased when it is delivered or after 24 hours.
 * @param now - UTC milliseconds
 * @returns the mail's id
 */
export async function queueMail(trx: Trx, seal: Sealer["seal"], mail: NewMail, now: number): Promise<string> {
  const { tenantId, kind, userId = null, to, subject, text } = mail;
  const id = newId();
  const content = seal(JSON.stringify({ subject, text }), mailPlace(tenantId, id));
  await queryRows(
    trx,
    `insert into mail_outbox (tenant_id, id, kind, user_id, recipient, content, state, attempts, created_at, due_at,
        leased_until, expires_at)
      values (?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, 0, ?)`,
    [tenantId, id, kind, userId, to, content, now, now, now + MAIL_LIFETIME],
  );
  return id;
}

/** Takes back mails of one kind to a user that were not delivered: what they say is no longer so. */
export async function withdrawMails(
  trx: Trx,
  tenantId: string,
  userId: string,
  kind: MailKind,
): Promise<void> {
  await queryRows(
    trx,
    "delete from mail_outbox where tenant_id = ? and user_id = ? and kind = ? and state <> 'sent'",
    [tenantId, userId, kind],
  );
}

/** What may be known of a mail. Times are UTC milliseconds. */
export interface MailInfo {
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly state: "queued" | "sent" | "parked";
  readonly attempts: number;
  /** Why the last try failed, or why the mail is parked. */
  readonly error: string | undefined;
  readonly createdAt: number;
  /** When the next try is due; undefined when there is none. */
  readonly dueAt: number | undefined;
  /** When it was delivered or parked. */
  readonly settledAt: number | undefined;
  /** Whether it still can be sent. */
  readonly hasContent: boolean;
}

interface MailRow {
  id: string;
  kind: MailKind;
  recipient: string;
  state: MailInfo["state"];
  attempts: number;
  error: string | null;
  created_at: number;
  due_at: number;
  settled_at: number | null;
  has_content: 0 | 1;
}

/**
 * The mails of a tenant, newest first.
 * @param before - id behind which the page begins; undefined for the first page
 */
export async function listMails(
  db: Db,
  tenantId: string,
  before: string | undefined,
  limit: number,
): Promise<MailInfo[]> {
  const rows = await queryRows<MailRow>(
    db,
    `select id, kind, recipient, state, attempts, error, created_at, due_at, settled_at,
        case when content is null then 0 else 1 end as has_content
      from mail_outbox where tenant_id = ? and id < ? order by id desc limit ?`,
    // Behind every id, for `f` is the greatest character in one.
    [tenantId, before ?? "g", limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.recipient,
    state: row.state,
    attempts: row.attempts,
    error: row.error ?? undefined,
    createdAt: row.created_at,
    dueAt: row.state === "queued" ? row.due_at : undefined,
    settledAt: row.settled_at ?? undefined,
    hasContent: row.has_content === 1,
  }));
}

/**
 * Gives a parked mail another round of tries.
 * @returns `retried`; `erased` when what it said is gone; `notParked` when there is no such mail to retry
 */
export async function retryMail(
  trx: Trx,
  tenantId: string,
  id: string,
  now: number,
): Promise<"retried" | "erased" | "notParked"> {
  const retried = await queryRows(
    trx,
    `update mail_outbox set state = 'queued', attempts = 0, due_at = ?, leased_until = 0, settled_at = null
      where tenant_id = ? and id = ? and state = 'parked' and content is not null returning id`,
    [now, tenantId, id],
  );
  if (retried.length > 0) return "retried";
  const parked = await queryRows(
    trx,
    "select id from mail_outbox where tenant_id = ? and id = ? and state = 'parked'",
    [tenantId, id],
  );
  return parked.length > 0 ? "erased" : "notParked";
}

/** Mails that were given up; undefined when there are none. */
export interface ParkedMails {
  readonly mails: number;
  /** When the first of them was, in UTC milliseconds. */
  readonly since: number | undefined;
  /** Why one of them was. */
  readonly error: string | undefined;
}

/** Counts the mails of a tenant that were given up. */
export async function countParkedMails(db: Db, tenantId: string): Promise<ParkedMails> {
  const [row] = await queryRows<{ mails: number; since: number | null; error: string | null }>(
    db,
    `select cast(count(*) as integer) as mails, min(settled_at) as since, max(error) as error
     from mail_outbox where tenant_id = ? and settled_at is not null and state = 'parked'`,
    [tenantId],
  );
  return { mails: row?.mails ?? 0, since: row?.since ?? undefined, error: row?.error ?? undefined };
}
