import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { pendingMigrations } from "../db/migrate.js";

/** Whether a process can serve requests, and which part prevents it. */
export interface Readiness {
  readonly ready: boolean;
  readonly database: "ok" | "unreachable";
  /**
   * `outdated`: migrations are pending. A newer schema is accepted, since a build that is being replaced still serves.
   */
  readonly schema: "ok" | "outdated" | "unknown";
}

/** How long the database may take to answer before it counts as unreachable, in milliseconds. */
const PATIENCE = 2 * SECOND;

const UNREACHABLE: Readiness = { ready: false, database: "unreachable", schema: "unknown" };

/** Checks that the database answers and that its schema is current. */
export async function checkReadiness(db: Database): Promise<Readiness> {
  const patience = new AbortController();
  const tooLate = sleep(PATIENCE, UNREACHABLE, { signal: patience.signal });
  // It rejects when it is aborted below, because the database was faster.
  tooLate.catch(() => undefined);
  const answer = pendingMigrations(db.read).then(
    (pending): Readiness => {
      const current = pending.length === 0;
      return { ready: current, database: "ok", schema: current ? "ok" : "outdated" };
    },
    () => UNREACHABLE,
  );
  const readiness = await Promise.race([answer, tooLate]);
  patience.abort();
  return readiness;
}
