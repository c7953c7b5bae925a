import { createHash } from "node:crypto";
import { latestPast } from "../db/clock-skew.js";
import type { Db } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";

/** The condition that a wait is over; binds the current time and the latest possible end of a wait. */
const IS_OVER = "(sign_in_failures.until <= ? or sign_in_failures.until > ?)";

/** The number of expired counts that one call deletes. */
const PURGE_BATCH = 50;

/** The number of failures allowed, and the wait after them. */
export interface FailureLimits {
  readonly maxFailures: number;
  /** The wait, which is also how long a failure counts, in milliseconds. */
  readonly wait: number;
}

/**
 * Returns the key under which attempts are counted: a hash, because people sometimes type their password as the user
 * name.
 * @param kind - what the text is: an address, or an account and the address from which it is tried
 */
export function failureSubject(kind: "address" | "pair" | "known", text: string): string {
  return createHash("sha256").update(`${kind} ${text}`).digest("hex");
}

/** The result of counting an attempt. */
export interface CountedAttempt {
  /** The number of failures, this attempt included. */
  readonly failures: number;
  /** Whether the password may be checked. */
  readonly passes: boolean;
  /** When the next attempt is allowed, in UTC milliseconds, if this one is not. */
  readonly until: number;
}

/**
 * Counts an attempt as failed before the password is checked, so that concurrent attempts cannot exceed the limit. A
 * count expires with its wait. A wait that ends later than possible was stored before the clock was set back, and
 * counts as over.
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

/** Deletes the count of a subject after the right password. */
export async function forgetFailures(db: Db, tenantId: string, subject: string): Promise<void> {
  await queryRows(db, "delete from sign_in_failures where tenant_id = ? and subject = ?", [
    tenantId,
    subject,
  ]);
}

/** Removes one attempt that was not a failure; other attempts from the same address still count. */
export async function uncountAttempt(db: Db, tenantId: string, subject: string): Promise<void> {
  await queryRows(
    db,
    "update sign_in_failures set failures = failures - 1 where tenant_id = ? and subject = ? and failures > 0",
    [tenantId, subject],
  );
}

/** Deletes a batch of expired counts; it runs with each failure, so that the table stays small. */
export async function purgeFailures(db: Db, tenantId: string, now: number): Promise<void> {
  await queryRows(
    db,
    `delete from sign_in_failures where tenant_id = ? and until <= ? and subject in (
      select subject from sign_in_failures where tenant_id = ? and until <= ? order by until limit ${PURGE_BATCH})`,
    [tenantId, now, tenantId, now],
  );
}
