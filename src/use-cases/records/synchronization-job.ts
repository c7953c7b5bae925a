import { checkForDrift } from "../../crm/sync/drift.js";
import { continueJobs } from "../../crm/sync/jobs.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { runDueTasks } from "../../crm/sync/worker.js";
import { isWithin } from "../../db/clock-skew.js";
import { SECOND } from "../../db/duration.js";
import { every, type Job } from "../../every.js";

/** How long a worker waits when nothing is due, in milliseconds. */
const IDLE = 250;

/** How long it waits after a failure of the database, in milliseconds. */
const AFTER_FAILURE = 5 * SECOND;

/**
 * Keeps the records of all instances what is decided, for as long as the process runs: works through what is due, goes
 * on with jobs, and looks at everybody once in an interval. Any number of processes may do so at once.
 * @param interval - milliseconds
 */
export function startSynchronizationJob(
  deps: SyncDeps,
  interval: number,
  reportError: (error: unknown) => void,
): Job {
  let nextCheck = 0;
  const check = async (stoppable: SyncDeps): Promise<void> => {
    if (isWithin(nextCheck, interval, deps.now())) return;
    nextCheck = deps.now() + interval;
    const { errors } = await checkForDrift(stoppable, interval);
    for (const error of errors) reportError(error);
  };
  const work = async (signal: AbortSignal): Promise<void> => {
    const stoppable = { ...deps, signal };
    for (let isBusy = true; isBusy && !signal.aborted; ) {
      // What people changed goes before what only may have drifted.
      const goesOn = await continueJobs(deps.db, deps.now());
      const { tasks } = await runDueTasks(stoppable);
      await check(stoppable);
      isBusy = goesOn || tasks > 0;
    }
  };
  return every(IDLE, work, { onError: reportError, immediately: true, retryAfter: AFTER_FAILURE });
}
