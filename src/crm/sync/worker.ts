import { findInstance } from "../../access/instances.js";
import { withRenewedLease } from "../../db/lease.js";
import { syncBatch } from "./batch.js";
import { type LeaseRequest, leaseTasks, makeTasksDue, renewLease, type SyncTask } from "./leases.js";
import type { BatchResult } from "./store.js";
import { type SyncDeps } from "./sync-deps.js";

/** The number of tasks per lease. */
const BATCH = 100;

/** The result of a run. */
export interface RunResult extends BatchResult {
  readonly tasks: number;
}

/**
 * Works on due tasks until there are none. Any number of workers may run at once: each task is leased by one of them.
 * @param only - selects the tasks; undefined for all
 */
export async function runDueTasks(deps: SyncDeps, only?: LeaseRequest["only"]): Promise<RunResult> {
  let total: RunResult = { tasks: 0, changed: 0, failed: 0 };
  await makeTasksDue(deps.db.write, deps.now());
  while (deps.signal?.aborted !== true) {
    const tasks = await leaseTasks(deps.db, deps.now(), { limit: BATCH, only });
    const [first] = tasks;
    if (first === undefined) break;
    const { lease } = first;
    const { changed, failed } = await withRenewedLease(
      () => renewLease(deps.db.write, lease, deps.now()),
      () => runBatches(deps, byInstance(tasks)),
    );
    total = {
      tasks: total.tasks + tasks.length,
      changed: total.changed + changed,
      failed: total.failed + failed,
    };
  }
  return total;
}

async function runBatches(deps: SyncDeps, batches: readonly SyncTask[][]): Promise<BatchResult> {
  let total: BatchResult = { changed: 0, failed: 0 };
  for (const batch of batches) {
    const { changed, failed } = await runBatch(deps, batch);
    total = { changed: total.changed + changed, failed: total.failed + failed };
  }
  return total;
}

async function runBatch(deps: SyncDeps, batch: readonly SyncTask[]): Promise<BatchResult> {
  const [first] = batch;
  const instance = first && (await findInstance(deps.db.write, first.tenantId, first.instanceId));
  // The tasks of a deleted instance are deleted too.
  if (first === undefined || instance === undefined) return { changed: 0, failed: 0 };
  return syncBatch(deps, first.tenantId, instance, batch);
}

function byInstance(tasks: readonly SyncTask[]): SyncTask[][] {
  const groups = new Map<string, SyncTask[]>();
  for (const task of tasks) {
    const key = `${task.tenantId} ${task.instanceId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [task]);
    else group.push(task);
  }
  return [...groups.values()];
}
