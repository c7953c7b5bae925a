import { createHash } from "node:crypto";
import { latestPast } from "../db/clock-skew.js";
import type { Db } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";

/** That a wait is over; binds now and the latest end that it may have. */
const IS_OVER = "(sign_in_failures.until <= ? or sign_in_failures.until > ?)";

/** Counts of subjects whose wait is over that are deleted at once. */
const PURGE_BATCH = 50;

/** How often somebody may be wrong, and what follows. */
export interface FailureLimits {
  readonly maxFailures: number;
  /** How long the subject waits then, and how long a failure counts, in milliseconds. */
  readonly wait: number;
}

/**
 * The name under which attempts are counted: a hash, because a user name as it was typed may be a password.
 * @param kind - what the text is: an address, or an account and the address from which it is tried
 */
export function failureSubject(kind: "address" | "pair" | "known", text: string): string {
  return createHash("sha256").update(`${kind} ${text}`).digest("hex");
}

/** An attempt that was counted. */
export interface CountedAttempt {
  /** With this one. */
  readonly failures: number;
  /** Whether it may be judged. */
  readonly passes: boolean;
  /** Until when the subject has to wait if not, in UTC milliseconds. */
  readonly until: number;
}

/**
 * Counts an attempt as failed before it is judged, so that many at once cannot pass the limit together. What was
 * counted ends with its wait; a wait that lies further ahead is of a clock that was set back, and is over.
 * @param now - UTC milliseconds
 */
export async function countAttempt(
  db: Db,
  tenantId: string,
  subject: string,
  limits: FailureLimits,
  now: number,
): Promise<CountedAttempt> {
  const until = now + limits.wait;
  const over = [now, latestPast(now) + limits.wait];
  const counted = await queryFirst<{ failures: number }>(
    db,
    `insert into sign_in_failures (tenant_id, subject, failures, until) values (?, ?, 1, ?)
      on conflict (tenant_id, subject) do update set
        failures = case when ${IS_OVER} then 1 else sign_in_failures.failures + 1 end,
        until = excluded.until
      where ${IS_OVER} or sign_in_failures.failures < ?
      returning failures`,
    [tenantId, subject, until, ...over, ...over, limits.maxFailures],
  );
  if (counted !== undefined) return { failures: counted.failures, passes: true, until };
  const row = await queryFirst<{ until: number }>(
    db,
    "select until from sign_in_failures where tenant_id = ? and subject = ?",
    [tenantId, subject],
  );
  return { failures: limits.maxFailures, passes: false, until: row?.until ?? now };
}

/** Forgets what was counted for a subject: who knows the password is no guesser. */
export async function forgetFailures(db: Db, tenantId: string, subject: string): Promise<void> {
  await queryRows(db, "delete from sign_in_failures where tenant_id = ? and subject = ?", [
    tenantId,
    subject,
  ]);
}

/** Takes back one attempt that was no failure; others from the same address still count. */
export async function uncountAttempt(db: Db, tenantId: string, subject: string): Promise<void> {
  await queryRows(
    db,
    "update sign_in_failures set failures = failures - 1 where tenant_id = ? and subject = ? and failures > 0",
    [tenantId, subject],
  );
}

/** Deletes counts whose time is over, a batch with each failure, so that they never pile up. */
export async function purgeFailures(db: Db, tenantId: string, now: number): Promise<void> {
  await queryRows(
    db,
    `delete from sign_in_failures where tenant_id = ? and until <= ? and subject in (
      select subject from sign_in_failures where tenant_id = ? and until <= ? order by until limit ${PURGE_BATCH})`,
    [tenantId, now, tenantId, now],
  );
}
