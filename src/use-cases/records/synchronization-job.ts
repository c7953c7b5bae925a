import { setTimeout as sleep } from "node:timers/promises";
import { checkForDrift } from "../../crm/sync/drift.js";
import { continueJobs } from "../../crm/sync/jobs.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { runDueTasks } from "../../crm/sync/worker.js";
import { isWithin } from "../../db/clock-skew.js";
import { SECOND } from "../../db/duration.js";

/** How long a worker waits when nothing is due, in milliseconds. */
const IDLE = 250;

/** How long it waits after a failure of the database, in milliseconds. */
const AFTER_FAILURE = 5 * SECOND;

/** Something that runs until it is stopped. */
interface Running {
  /** Lets what it is at end, then stops. */
  stop(): Promise<void>;
}

/**
 * Keeps the records of all instances what is decided, for as long as the process runs: works through what is due, goes
 * on with jobs, and looks at everybody once in an interval. Any number of processes may do so at once.
 * @param interval - milliseconds
 */
export function startSynchronizationJob(
  deps: SyncDeps,
  interval: number,
  reportError: (error: unknown) => void,
): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stoppable = { ...deps, signal };
  let nextCheck = 0;
  const check = async (): Promise<void> => {
    if (isWithin(nextCheck, interval, deps.now())) return;
    nextCheck = deps.now() + interval;
    const { errors } = await checkForDrift(stoppable, interval);
    for (const error of errors) reportError(error);
  };
  const round = async (): Promise<number> => {
    // What people changed goes before what only may have drifted.
    const goesOn = await continueJobs(deps.db, deps.now());
    const { tasks } = await runDueTasks(stoppable);
    await check();
    return goesOn || tasks > 0 ? 0 : IDLE;
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const wait = await round().catch((error: unknown) => {
        reportError(error);
        return AFTER_FAILURE;
      });
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
