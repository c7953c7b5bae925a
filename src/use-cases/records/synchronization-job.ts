import { checkForDrift } from "../../crm/sync/drift.js";
import { continueJobs } from "../../crm/sync/jobs.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { runDueTasks } from "../../crm/sync/worker.js";
import { isWithin } from "../../db/clock-skew.js";
import { SECOND } from "../../db/duration.js";
import { every, type Job } from "../../every.js";

/** How long a worker waits if nothing is due, in milliseconds. */
const IDLE = 250;

/** How long a worker waits after a failure of the database, in milliseconds. */
const AFTER_FAILURE = 5 * SECOND;

/**
 * Starts the job that synchronizes the records of all instances with the decisions: it works through due tasks,
 * continues jobs, and beside that checks all people once per interval. Any number of processes may run it at once.
 * @param interval - milliseconds
 */
export function startSynchronizationJob(
  deps: SyncDeps,
  interval: number,
  reportError: (error: unknown) => void,
): Job {
  let nextCheck = 0;
  const check = async (signal: AbortSignal): Promise<void> => {
    if (isWithin(nextCheck, interval, deps.now())) return;
    const { errors } = await checkForDrift({ ...deps, signal }, interval);
    nextCheck = deps.now() + interval;
    for (const error of errors) reportError(error);
  };
  const work = async (signal: AbortSignal): Promise<void> => {
    const stoppable = { ...deps, signal };
    for (let isBusy = true; isBusy && !signal.aborted; ) {
      const goesOn = await continueJobs(deps.db, deps.now());
      const { tasks } = await runDueTasks(stoppable);
      isBusy = goesOn || tasks > 0;
    }
  };
  const options = { onError: reportError, immediately: true, retryAfter: AFTER_FAILURE };
  // A check takes long where many people are: changes do not wait for it.
  const jobs = [every(IDLE, work, options), every(IDLE, check, options)];
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) };
}
