import { every } from "../every.js";
import type { Database } from "./connect.js";
import { MINUTE, SECOND } from "./duration.js";
import { queryFirst } from "./query.js";

/** How often the clocks are compared, in milliseconds. */
const INTERVAL = MINUTE / 2;

/** A slower answer is ignored, because it says too little about the time; in milliseconds. */
const SLOWEST = SECOND;

/** Smaller differences are ignored, so that time does not jump; in milliseconds. Nobody notices them. */
const TOLERANCE = SECOND / 4;

/** The time that all processes on a database share. */
export interface SharedClock {
  /** Returns UTC milliseconds. */
  readonly now: () => number;
  stop(): Promise<void>;
}

/**
 * Starts a clock that follows PostgreSQL's, because servers on several machines share it while their own clocks may
 * differ. Processes that share an SQLite file are on one machine. While the database does not answer, the last known
 * difference is used.
 * @param local - the clock of this machine, in UTC milliseconds
 */
export async function startClock(db: Database, local: () => number = Date.now): Promise<SharedClock> {
  if (db.dialect === "sqlite") return { now: local, stop: async () => undefined };
  let difference = 0;
  const compare = async (): Promise<void> => {
    const before = local();
    const row = await queryFirst<{ now: number }>(
      db.read,
      "select cast(extract(epoch from clock_timestamp()) * 1000 as double precision) as now",
    );
    const after = local();
    if (row === undefined || after - before > SLOWEST) return;
    const found = row.now - (before + after) / 2;
    if (Math.abs(found - difference) > TOLERANCE) difference = Math.round(found);
  };
  await compare();
  // A comparison that fails leaves the last difference.
  const comparing = every(INTERVAL, compare, { onError: () => undefined });
  return { now: () => local() + difference, stop: () => comparing.stop() };
}
