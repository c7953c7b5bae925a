import type { Db, Trx } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { DAY } from "../db/duration.js";
import { newId } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import { notesOf } from "../db/transaction-notes.js";
import type { Sealer } from "./sealer.js";

/** The kind of a mail. */
export type MailKind = "password" | "invitation" | "hold";

/** A mail to be sent after its transaction has committed. */
export interface NewMail {
  readonly tenantId: string;
  readonly kind: MailKind;
  /** The user it is about; the mail is deleted with the user. */
  readonly userId: string | undefined;
  readonly to: string;
  readonly subject: string;
  /** Plain text; may contain secrets. */
  readonly text: string;
}

/** How long the content of an undelivered mail is kept, in milliseconds. */
const MAIL_LIFETIME = DAY;

/** Returns the place that binds a sealed text to the row of its mail. */
export function mailPlace(tenantId: string, id: string): string {
  return `mail_outbox ${tenantId} ${id}`;
}

/**
 * Adds a mail to the outbox in the transaction of the change that causes it; it is sent only if that transaction
 * commits. Its content is encrypted, and erased on delivery or after 24 hours.
 * @param now - UTC milliseconds
 * @returns the mail's id
 */
export async function queueMail(trx: Trx, seal: Sealer["seal"], mail: NewMail, now: number): Promise<string> {
  const { tenantId, kind, userId = null, to, subject, text } = mail;
  const id = newId();
  notesOf(trx)?.addMail(kind);
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

/** Withdraws the undelivered mails of one kind to a user, because their content is outdated. */
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

/** A mail as it is shown, without its content. Times are UTC milliseconds. */
export interface MailInfo {
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly state: "queued" | "sent" | "parked";
  readonly attempts: number;
  /** Why the last attempt failed, or why the mail is parked. */
  readonly error: string | undefined;
  readonly createdAt: number;
  /** When the next attempt is due; undefined if there is none. */
  readonly dueAt: number | undefined;
  /** When the mail was delivered or parked. */
  readonly settledAt: number | undefined;
  /** Whether its content still exists, so that it can be sent. */
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
 * Lists the mails of a tenant, newest first.
 * @param before - the id after which the page begins; undefined for the first page
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
      from mail_outbox where tenant_id = ? and id < ? order by id desc ${LIMIT}`,
    // Sorts after every id: `f` is the greatest character of an id.
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
 * Schedules a parked mail for another round of attempts.
 * @returns `retried`; `erased` if its content was erased; `notParked` if no such mail is parked
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

/** The parked mails of a tenant. */
export interface ParkedMails {
  readonly mails: number;
  /** When the first one was parked, in UTC milliseconds. */
  readonly since: number | undefined;
  /** Why one of them was parked. */
  readonly error: string | undefined;
}

/** Counts the parked mails of a tenant; undefined if there are none. */
export async function countParkedMails(db: Db, tenantId: string): Promise<ParkedMails> {
  const [row] = await queryRows<{ mails: number; since: number | null; error: string | null }>(
    db,
    `select cast(count(*) as integer) as mails, min(settled_at) as since, max(error) as error
     from mail_outbox where tenant_id = ? and settled_at is not null and state = 'parked'`,
    [tenantId],
  );
  return { mails: row?.mails ?? 0, since: row?.since ?? undefined, error: row?.error ?? undefined };
}

/** Counts the mails of a tenant that wait to be sent. */
export async function countQueuedMails(db: Db, tenantId: string): Promise<number> {
  const [row] = await queryRows<{ mails: number }>(
    db,
    "select cast(count(*) as integer) as mails from mail_outbox where tenant_id = ? and state = 'queued'",
    [tenantId],
  );
  return row?.mails ?? 0;
}
