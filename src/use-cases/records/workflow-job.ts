import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { listDueWorkflows } from "../../crm/workflows/workflows.js";
import { SECOND } from "../../db/duration.js";
import { type TenantActor, tenantContext } from "../../effects/tenant-context.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";
import { runWorkflow } from "./workflows.js";

/** The number of workflows per round. */
const BATCH = 50;

/** The interval between runs, in milliseconds. */
const INTERVAL = 5 * SECOND;

/**
 * Continues all workflows whose next attempt is due, in all tenants; a failing one does not stop the others.
 * @returns how many were continued
 */
export async function runDueWorkflows(
  deps: SyncDeps,
  by: Pick<TenantActor, "seal">,
  onError: (error: unknown) => void,
): Promise<number> {
  const due = await listDueWorkflows(deps.db.read, deps.now(), BATCH);
  for (const { tenantId, id } of due) {
    if (deps.signal?.aborted === true) break;
    try {
      const ctx = await tenantContext(deps.db, tenantId, {
        ...by,
        actor: { kind: "system", id: "workflow" },
        trigger: "sync",
        mapping: deps.mapping,
        now: () => deps.now(),
      });
      await runWorkflow(ctx, deps, id);
    } catch (error) {
      onError(error);
    }
  }
  return due.length;
}

/** Starts the job that continues workflows; any number of processes may run it. */
export function startWorkflowJob(deps: SyncDeps, by: Pick<TenantActor, "seal">, log: Logger): Job {
  const onFailedWorkflow = (err: unknown): void => log.error({ err }, "a workflow failed");
  return every(INTERVAL, (signal) => runDueWorkflows({ ...deps, signal }, by, onFailedWorkflow), {
    onError: (err) => log.warn({ err }, "could not look for waiting workflows"),
  });
}
