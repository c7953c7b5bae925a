import type { ChangedKey } from "../../crm/history/past-access.js";
import { deleteEndedStates } from "../../crm/history/retention.js";
import type { Database } from "../../db/connect.js";
import { DAY, HOUR } from "../../db/duration.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { listTenants } from "../../tenants/tenants.js";

/** The number of states that one statement looks at. */
const BATCH = 1000;

/** The interval between runs, in milliseconds. */
const INTERVAL = 6 * HOUR;

/**
 * Deletes states of access that ended longer ago than the history keeps them, in every tenant.
 * @param now - UTC milliseconds
 * @returns how many were deleted
 */
export async function purgeHistory(
  db: Database,
  now: number,
  isStopped: () => boolean = () => false,
): Promise<number> {
  let deleted = 0;
  for (const { id: tenantId } of await listTenants(db.read)) {
    const { "access.historyDays": days } = await findTenantSettings(db.read, tenantId);
    let isLast = days === 0;
    for (let after: ChangedKey | undefined; !isLast && !isStopped(); ) {
      const step = await deleteEndedStates(db.write, tenantId, now - days * DAY, after, BATCH);
      deleted += step.deleted;
      after = step.next;
      isLast = after === undefined;
    }
  }
  return deleted;
}

/** Starts the job that deletes old states of access; a failure is logged, and the next run retries. */
export function startHistoryRetentionJob(db: Database, log: Logger): Job {
  return every(INTERVAL, (signal) => purgeHistory(db, Date.now(), () => signal.aborted), {
    onError: (err) => log.warn({ err }, "could not delete old states of the history of access"),
    immediately: true,
  });
}
