import { getInstance } from "../access/instances.js";
import { type BatchResult, type SyncDeps, syncBatch } from "./sync-batch.js";
import { type LeaseRequest, leaseTasks, type SyncTask } from "./sync-tasks.js";

/** Tasks leased at once. */
const BATCH = 100;

/** What a run did. */
export interface RunResult extends BatchResult {
  readonly tasks: number;
}

/**
 * Works through what is due until nothing is. Any number of workers may run at once: a task is leased by one of them.
 * @param only - whose tasks; everybody's when undefined
 */
export async function runDueTasks(deps: SyncDeps, only?: LeaseRequest["only"]): Promise<RunResult> {
  let total: RunResult = { tasks: 0, changed: 0, failed: 0 };
  for (;;) {
    const tasks = await leaseTasks(deps.db.write, deps.now(), { limit: BATCH, only });
    if (tasks.length === 0) return total;
    for (const batch of byInstance(tasks)) {
      const result = await runBatch(deps, batch);
      total = {
        tasks: total.tasks + batch.length,
        changed: total.changed + result.changed,
        failed: total.failed + result.failed,
      };
    }
  }
}

async function runBatch(deps: SyncDeps, batch: readonly SyncTask[]): Promise<BatchResult> {
  const [first] = batch;
  if (first === undefined) return { changed: 0, failed: 0 };
  const instance = await getInstance(deps.db.write, first.tenantId, first.instanceId);
  return syncBatch(deps, first.tenantId, instance, batch);
}

function byInstance(tasks: readonly SyncTask[]): SyncTask[][] {
  const groups = new Map<string, SyncTask[]>();
  for (const task of tasks) {
    const key = `${task.tenantId} ${task.instanceId}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()];
}
