import { isWithin } from "../db/clock-skew.js";
import type { Database } from "../db/connect.js";
import { HOUR, MINUTE, SECOND } from "../db/duration.js";
import { withRenewedLease } from "../db/lease.js";
import type { ProblemCode } from "../errors/business-codes.js";
import { every, type Job } from "../every.js";
import type { Logger } from "../observability/log.js";
import { MailError, type Mailer } from "../outbound/mail.js";
import {
  expireMails,
  finishMail,
  hasDueMail,
  type LeasedMail,
  leaseMails,
  type MailOutcome,
  makeMailsDue,
  renewMail,
} from "./leases.js";
import { mailPlace } from "./outbox.js";
import type { Sealer } from "./sealer.js";

/** What the mail job needs from the process. */
export interface MailWorkerDeps {
  readonly db: Database;
  readonly sealer: Sealer;
  /** Undefined if no mail server is configured: mails wait until they expire. */
  readonly mailer: Mailer | undefined;
  readonly log: Logger;
  /** The time in UTC milliseconds. */
  readonly now: () => number;
}

/** The interval between deliveries, in milliseconds. */
const INTERVAL = 2 * SECOND;

/** The interval between checks for expired mails, in milliseconds. */
const EXPIRY_INTERVAL = MINUTE;

/** The number of mails delivered in one batch. */
const BATCH = 5;

/** The maximum number of attempts per mail; with the waits between them they take about five hours. */
const MAX_TRIES = 12;

/** The wait after the first failure in milliseconds; it doubles with each further failure. */
const FIRST_WAIT = 30 * SECOND;
const LONGEST_WAIT = HOUR;

/**
 * Delivers the mails that are due. If the process dies between sending a mail and recording it, the mail is sent twice,
 * with the same Message-ID.
 * @returns how many were attempted
 */
export async function deliverMails(deps: MailWorkerDeps): Promise<number> {
  const { db, mailer, now } = deps;
  if (mailer === undefined || !(await hasDueMail(db.read, now()))) return 0;
  const mails = await leaseMails(db.write, BATCH, now());
  await Promise.all(
    mails.map(async (mail) => {
      const outcome = await withRenewedLease(
        () => renewMail(db.write, mail, now()),
        () => deliver(deps, mailer, mail),
      );
      await finishMail(db.write, mail, outcome, now());
    }),
  );
  return mails.length;
}

async function deliver(
  { sealer, log, now }: MailWorkerDeps,
  mailer: Mailer,
  mail: LeasedMail,
): Promise<MailOutcome> {
  const { tenant_id: tenantId, id, kind, attempts } = mail;
  const known = { tenantId, mailId: id, kind, attempts };
  const content = sealer.open(mail.content, mailPlace(tenantId, id));
  if (content === undefined) {
    log.error(known, "a mail was sealed with another key: it is parked");
    return { state: "parked", error: "SEALED_WITH_ANOTHER_KEY" satisfies ProblemCode };
  }
  const { subject, text } = JSON.parse(content) as { subject: string; text: string };
  try {
    await mailer.send({ id, to: mail.recipient, subject, text });
    log.info(known, "mail sent");
    return { state: "sent" };
  } catch (error) {
    // The replies of mail servers quote addresses, so only the code is logged and stored.
    const reason = error instanceof MailError ? error.message : "EUNKNOWN";
    const isLast = attempts >= MAX_TRIES || (error instanceof MailError && error.isFinal);
    log.warn({ ...known, reason }, isLast ? "mail not sent: it is parked" : "mail not sent: it waits");
    if (isLast) return { state: "parked", error: reason };
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1));
    return { state: "queued", error: reason, dueAt: now() + wait };
  }
}

/** Starts the job that delivers mails and erases expired ones; a failure is logged, and the next run retries. */
export function startMailJob(deps: MailWorkerDeps): Job {
  const { db, mailer, log, now } = deps;
  let nextExpiry = 0;
  let isUnsetTold = mailer !== undefined;
  const work = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await deliverMails(deps)) === BATCH);
    if (isWithin(nextExpiry, EXPIRY_INTERVAL, now())) return;
    nextExpiry = now() + EXPIRY_INTERVAL;
    if (!isUnsetTold && (await hasDueMail(db.read, now()))) {
      isUnsetTold = true;
      log.warn("mails wait that cannot be sent: MAIL_URL is not set");
    }
    await makeMailsDue(db.write, LONGEST_WAIT, now());
    const parked = await expireMails(db.write, now());
    if (parked > 0) log.warn({ parked }, "mails were not sent within a day, and what they said is erased");
  };
  const job = every(INTERVAL, work, {
    onError: (err) => log.warn({ err }, "could not look after the outbox of mails"),
    immediately: true,
  });
  return {
    async stop() {
      await job.stop();
      mailer?.close();
    },
  };
}
