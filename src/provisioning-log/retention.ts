import type { Database } from "../db/connect.js";
import { DAY, MINUTE } from "../db/duration.js";
import { firstIdAt } from "../db/new-id.js";
import { queryFirst, queryRows } from "../db/query.js";
import { every, type Job } from "../every.js";
import type { Logger } from "../observability/log.js";
import { listTenants } from "../tenants/tenants.js";

/** How much of the log is kept for each tenant. */
export interface LogRetention {
  readonly days: number;
  readonly rows: number;
}

/** Entries deleted by one statement, so that writers in between do not wait. */
const BATCH = 500;

/**
 * Deletes what is too old or too much, tenant by tenant, in small statements.
 * @param now - UTC milliseconds
 */
export async function purgeLog(db: Database, retention: LogRetention, now: number): Promise<void> {
  for (const { id } of await listTenants(db.read)) {
    const floor = await firstKeptId(db, id, retention, now);
    while ((await deleteBatch(db, id, floor)) === BATCH);
  }
}

/** The oldest id that may stay: by age, or because there are enough newer ones. */
async function firstKeptId(
  db: Database,
  tenantId: string,
  { days, rows }: LogRetention,
  now: number,
): Promise<string> {
  const byAge = firstIdAt(now - days * DAY);
  const last = await queryFirst<{ id: string }>(
    db.read,
    "select id from provisioning_log where tenant_id = ? order by id desc limit 1 offset ?",
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

/** How often the log is looked through, in milliseconds. */
const INTERVAL = 10 * MINUTE;

/** Keeps the log within its bounds from now on; a failure is logged, and the next time is another try. */
export function startLogRetentionJob(db: Database, retention: LogRetention, log: Logger): Job {
  return every(INTERVAL, () => purgeLog(db, retention, Date.now()), {
    onError: (err) => log.warn({ err }, "could not delete old entries of the provisioning log"),
    immediately: true,
  });
}
