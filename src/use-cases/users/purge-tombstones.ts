import type { Database } from "../../db/connect.js";
import { HOUR } from "../../db/duration.js";
import { deleteTombstones } from "../../directory/resources/tombstones.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";
import { listTenants } from "../../tenants/tenants.js";
import { restoreWindow } from "./restore-user.js";

/** The number of tombstones that one statement deletes. */
const BATCH = 1000;

/** The interval between runs, in milliseconds. */
const INTERVAL = HOUR;

/**
 * Deletes tombstones that can no longer be restored, in every tenant.
 * @param now - UTC milliseconds
 * @returns how many were deleted
 */
export async function purgeTombstones(db: Database, now: number): Promise<number> {
  let purged = 0;
  for (const { id: tenantId } of await listTenants(db.read)) {
    const { since } = await restoreWindow(db.read, tenantId, now);
    let gone: number;
    do {
      gone = await deleteTombstones(db.write, tenantId, since, BATCH);
      purged += gone;
    } while (gone === BATCH);
  }
  return purged;
}

/** Starts the job that deletes expired tombstones; a failure is logged, and the next run retries. */
export function startTombstoneJob(db: Database, log: Logger): Job {
  return every(INTERVAL, () => purgeTombstones(db, Date.now()), {
    onError: (err) => log.warn({ err }, "could not delete old tombstones"),
    immediately: true,
  });
}
