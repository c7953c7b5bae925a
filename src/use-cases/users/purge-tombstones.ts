import { listKeptOfDeleted } from "../../crm/kept/kept-access.js";
import type { Database, Trx } from "../../db/connect.js";
import { HOUR } from "../../db/duration.js";
import { deleteOldImports } from "../../directory/imports/stored-imports.js";
import { deleteTombstones } from "../../directory/resources/tombstones.js";
import { tenantContext } from "../../effects/tenant-context.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";
import { listTenants } from "../../tenants/tenants.js";
import { liftKept } from "../changes/kept-people.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { restoreWindow } from "./restore-user.js";

/** The number of tombstones that one statement deletes. */
const BATCH = 1000;

/** The interval between runs, in milliseconds. */
const INTERVAL = HOUR;

/**
 * Deletes tombstones that can no longer be restored, and plans of imports that are no longer kept, in every tenant.
 * @param now - UTC milliseconds
 * @returns how many tombstones were deleted
 */
export async function purgeTombstones(db: Database, now: number): Promise<number> {
  let purged = 0;
  for (const { id: tenantId } of await listTenants(db.read)) {
    const { since } = await restoreWindow(db.read, tenantId, now);
    await deleteOldImports(db.write, tenantId, now);
    await forgetKept(db, tenantId, since, now);
    let gone: number;
    do {
      gone = await deleteTombstones(db.write, tenantId, since, BATCH);
      purged += gone;
    } while (gone === BATCH);
  }
  return purged;
}

/** Ends what deleted users keep before they are forgotten, so that no seat stays with nobody. */
async function forgetKept(db: Database, tenantId: string, until: number, now: number): Promise<void> {
  const actor = { kind: "system", id: "tombstones" } as const;
  for (let left = BATCH; left === BATCH; ) {
    if ((await listKeptOfDeleted(db.read, tenantId, until, 1)).length === 0) return;
    const ctx = await tenantContext(db, tenantId, { actor, trigger: "expiry", now: () => now });
    const end = async (trx: Trx): Promise<number> => {
      const keys = await listKeptOfDeleted(trx, tenantId, until, BATCH);
      if (keys.length > 0) await liftKept(trx, ctx, keys);
      return keys.length;
    };
    left = await inSeatTransaction(ctx, end, "surely");
  }
}

/** Starts the job that deletes expired tombstones; a failure is logged, and the next run retries. */
export function startTombstoneJob(db: Database, log: Logger): Job {
  return every(INTERVAL, () => purgeTombstones(db, Date.now()), {
    onError: (err) => log.warn({ err }, "could not delete old tombstones"),
    immediately: true,
  });
}
