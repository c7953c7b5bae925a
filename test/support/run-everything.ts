import { continueJobs } from "../../src/crm/sync/jobs.js";
import { runDueTasks } from "../../src/crm/sync/worker.js";
import type { Database } from "../../src/db/connect.js";
import { expireDueOfTenants } from "../../src/use-cases/licenses/expire-due.js";
import { workerDeps } from "./sync.js";

/** Does all that is due at a moment, in all tenants: what ends by time, jobs, and synchronization. */
export async function runEverything(db: Database, now: number): Promise<void> {
  await expireDueOfTenants(db, now);
  while (await continueJobs(db, now));
  await runDueTasks(workerDeps({ db, now: () => now }));
}
