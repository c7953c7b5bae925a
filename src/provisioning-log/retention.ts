import type { Database } from "../db/connect.js";
import { OFFSET } from "../db/dialect.js";
import { DAY, MINUTE } from "../db/duration.js";
import { firstIdAt } from "../db/new-id.js";
import { queryFirst, queryRows } from "../db/query.js";
import { every, type Job } from "../every.js";
import type { Logger } from "../observability/log.js";
import { listTenants } from "../tenants/tenants.js";

/** How much of the log is kept per tenant. */
export interface LogRetention {
  readonly days: number;
  readonly rows: number;
}

/** The number of entries that one statement deletes; writers get their turn in between. */
const BATCH = 500;

/**
 * Deletes entries beyond the limits of age and number, tenant by tenant, in small statements.
 * @param now - UTC milliseconds
 */
export async function purgeLog(db: Database, retention: LogRetention, now: number): Promise<void> {
  for (const { id } of await listTenants(db.read)) {
    const floor = await firstKeptId(db, id, retention, now);
    while ((await deleteBatch(db, id, floor)) === BATCH);
  }
}

/** Returns the oldest id within the limits of age and number. */
async function firstKeptId(
  db: Database,
  tenantId: string,
  { days, rows }: LogRetention,
  now: number,
): Promise<string> {
  const byAge = firstIdAt(now - days * DAY);
  const last = await queryFirst<{ id: string }>(
    db.read,
    `select id from provisioning_log where tenant_id = ? order by id desc limit 1 ${OFFSET}`,
    [tenantId, rows - 1],
  );
  return last !== undefined && last.id > byAge ? last.id : byAge;
}

async function deleteBatch(db: Database, tenantId: string, floor: string): Promise<number> {
  const deleted = await queryRows(
    db.write,
    `delete from provisioning_log where tenant_id = ? and id in (
      select id from provisioning_log where tenant_id = ? and id < ? order by id limit ${BATCH}) returning id`,
    [tenantId, tenantId, floor],
  );
  return deleted.length;
}

/** The interval between runs, in milliseconds. */
const INTERVAL = 10 * MINUTE;

/** Starts the job that deletes old entries; a failure is logged, and the next run retries. */
export function startLogRetentionJob(db: Database, retention: LogRetention, log: Logger): Job {
  return every(INTERVAL, () => purgeLog(db, retention, Date.now()), {
    onError: (err) => log.warn({ err }, "could not delete old entries of the provisioning log"),
    immediately: true,
  });
}
