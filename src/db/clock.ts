import { every } from "../every.js";
import type { Database } from "./connect.js";
import { MINUTE, SECOND } from "./duration.js";
import { queryFirst } from "./query.js";

/** How often the clocks are compared, in milliseconds. */
const INTERVAL = MINUTE / 2;

/** An answer that took longer says too little about the time, in milliseconds. */
const SLOWEST = SECOND;

/** Differences below it are left, in milliseconds: they are smaller than what anybody notices, and time does not jump. */
const TOLERANCE = SECOND / 4;

/** The time that all processes of a database agree on. */
export interface SharedClock {
  /** UTC milliseconds. */
  readonly now: () => number;
  stop(): Promise<void>;
}

/**
 * Goes by the clock of PostgreSQL, since servers on several machines share it and their own clocks may differ. Who
 * shares an SQLite file is on one machine. While the database does not answer, the last difference counts.
 * @param local - the clock of this machine, in UTC milliseconds
 */
export async function keepClock(db: Database, local: () => number = Date.now): Promise<SharedClock> {
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
