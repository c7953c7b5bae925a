import { listPeople } from "../../crm/history/people.js";
import { rebuildCurrent, rebuildPast } from "../../crm/history/rebuild.js";
import { advanceRebuild, listRebuilds, type Rebuild } from "../../crm/history/rebuilds.js";
import type { Database } from "../../db/connect.js";
import { MINUTE } from "../../db/duration.js";
import { inTransaction } from "../../db/transaction.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";

/** The number of people per transaction. */
const PEOPLE = 100;

/** The number of people whose states are rebuilt before the server takes requests. */
const AT_START = 5000;

/** The interval between runs, in milliseconds. */
const INTERVAL = 10 * MINUTE;

/**
 * Rebuilds the history of tenants that had records before it began: the states that last, then those before. Any number
 * of processes may run it at once; each step is a transaction, after which another process can go on.
 * @param now - UTC milliseconds
 */
export async function rebuildHistory(
  db: Database,
  now: number,
  isStopped: () => boolean = () => false,
): Promise<void> {
  for (const stage of ["current", "past"] as const) {
    for (const rebuild of await listRebuilds(db.write)) {
      if (rebuild.stage === stage) await rebuildStage(db, rebuild, now, isStopped);
    }
  }
}

/** Rebuilds the states that last of as many people as can be done before the server takes requests. */
export async function rebuildAtStart(db: Database, now: number): Promise<void> {
  let steps = 0;
  for (const rebuild of await listRebuilds(db.write)) {
    if (rebuild.stage === "current") {
      await rebuildStage(db, rebuild, now, () => ++steps > AT_START / PEOPLE);
    }
  }
}

async function rebuildStage(
  db: Database,
  begin: Rebuild,
  now: number,
  isStopped: () => boolean,
): Promise<void> {
  for (let rebuild: Rebuild | undefined = begin; rebuild !== undefined && !isStopped(); ) {
    rebuild = await rebuildSome(db, rebuild, now);
  }
}

/** Returns the next step of the stage; undefined after the last one, or if another process goes on with it. */
async function rebuildSome(db: Database, rebuild: Rebuild, now: number): Promise<Rebuild | undefined> {
  const { tenantId, stage, position } = rebuild;
  return inTransaction(db, async (trx) => {
    const ids = await listPeople(trx, tenantId, undefined, position, PEOPLE);
    const last = ids.length < PEOPLE ? undefined : ids.at(-1);
    const next =
      last === undefined
        ? { stage: stage === "current" ? ("past" as const) : ("done" as const), position: "" }
        : { stage, position: last };
    if (!(await advanceRebuild(trx, rebuild, next))) return undefined;
    if (stage === "current") await rebuildCurrent(trx, tenantId, ids, now);
    else await rebuildPast(trx, tenantId, ids);
    return last === undefined ? undefined : { tenantId, stage, position: last };
  });
}

/** Starts the job that rebuilds the history; a failure is logged, and the next run goes on. */
export function startRebuildJob(db: Database, log: Logger): Job {
  return every(INTERVAL, (signal) => rebuildHistory(db, Date.now(), () => signal.aborted), {
    onError: (err) => log.warn({ err }, "could not rebuild the history of access"),
    immediately: true,
  });
}
