import { purgeSamples, takeSamples } from "../../crm/sync/samples.js";
import type { Database } from "../../db/connect.js";
import { HOUR, MINUTE, SECOND } from "../../db/duration.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";
import { listTenants } from "../../tenants/tenants.js";

/** The interval between looks at the clock, in milliseconds. */
const INTERVAL = 10 * SECOND;

/**
 * Starts the job that notes once a minute what waits to be synchronized, and once an hour forgets what is too old. Any
 * number of processes may run it. A failure is logged, and the next run retries.
 */
export function startSamplingJob(db: Database, log: Logger, now: () => number): Job {
  let [sampled, purged] = [0, 0];
  const work = async (): Promise<void> => {
    const [minute, hour] = [Math.floor(now() / MINUTE), Math.floor(now() / HOUR)];
    if (minute !== sampled) await takeSamples(db, now());
    sampled = minute;
    if (hour !== purged) for (const { id } of await listTenants(db.read)) await purgeSamples(db, id, now());
    purged = hour;
  };
  return every(INTERVAL, work, {
    onError: (err) => log.warn({ err }, "could not note what waits to be synchronized"),
    immediately: true,
  });
}
