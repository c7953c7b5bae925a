import { defaultMapping } from "../../src/crm/form/mapping.js";
import { syncDeps } from "../../src/effects/records/sync-deps.js";
import { createSealer } from "../../src/mail/sealer.js";
import { userSchema } from "../../src/schema/resource-schemas.js";
import { continueBulkJob } from "../../src/use-cases/jobs/job-worker.js";
import { SERVER_KEY, type TestApp } from "./app.js";

/** Does the work of jobs until nothing is left or the signal comes, as the server does behind requests. */
export async function workJobs(app: TestApp, now: () => number, signal?: AbortSignal): Promise<void> {
  const fail = (error: unknown): void => {
    throw error;
  };
  const mapping = defaultMapping(userSchema);
  const deps = syncDeps({ db: app.db, mapping, now, reportFailure: (_task, error) => fail(error) });
  const { seal } = createSealer(SERVER_KEY);
  while (await continueBulkJob({ ...deps, ...(signal && { signal }) }, { seal }, fail))
    if (signal?.aborted) break;
}
