import { getInstance } from "../../access/instances.js";
import { listTasks, type OpenTask, retryParked, type TaskFilter } from "../../crm/sync/backlog.js";
import { findJob, insertJob, type SyncJob } from "../../crm/sync/jobs.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import { runDueTasks } from "../../crm/sync/worker.js";
import { SECOND } from "../../db/duration.js";
import { findKnownUsers } from "../../directory/users/stored-users.js";
import { originOf, type ServerContext, type Services } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { inChange } from "../changes/in-change.js";

/** How long a call waits for another worker with a task of the same person, in milliseconds. */
const PATIENCE = 10 * SECOND;

/** The wait between two attempts, in milliseconds. */
const PAUSE = 50;

/**
 * Synchronizes one person now, in all instances or one. Repeating it changes nothing. R016, R018
 * @throws AppError `notFound`, `conflict` SYNC_PARKED if an instance refuses it, `unavailable` SYNC_WAITING if it could
 * not finish now
 */
export async function syncPerson(
  ctx: ServerContext & Pick<Services, "wait">,
  deps: SyncDeps,
  userId: string,
  instance?: string,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const [user] = await findKnownUsers(ctx.db.read, tenantId, [userId]);
  if (user === undefined) throw await userNotFound(ctx.db.read, tenantId, userId);
  const only = instance === undefined ? undefined : await getInstance(ctx.db.read, tenantId, instance);
  const now = ctx.now();
  await inChange(ctx, (trx) =>
    enqueueSync(trx, { tenantId, userIds: [userId], instanceId: only?.id, cause: "forced" }, now),
  );
  for (let waited = 0; ; waited += PAUSE) {
    await runDueTasks({ ...deps, now: ctx.now }, { tenantId, userIds: [userId] });
    const open = await listTasks(
      ctx.db.write,
      tenantId,
      { userId, instanceId: only?.id },
      { after: undefined, limit: 100 },
    );
    const isAtWork = open.some(({ state, dueAt }) => state === "waiting" && dueAt <= ctx.now());
    if (!isAtWork || waited >= PATIENCE || !(await ctx.wait(PAUSE))) return refuseUndone(open);
  }
}

function refuseUndone(open: readonly OpenTask[]): void {
  const parked = open.find(({ state }) => state === "parked");
  if (parked !== undefined) {
    throw new AppError(
      "SYNC_PARKED",
      `${parked.reason ?? ""} (instance ${parked.instanceId}): put it right there, then retry`,
    );
  }
  const [waiting] = open;
  if (waiting === undefined) return;
  throw new AppError(
    "SYNC_WAITING",
    `it could not be done now in the instance ${waiting.instanceId}: it is retried automatically`,
  );
}

/**
 * Schedules the synchronization of all people, in all instances or one. R016
 * @throws AppError `notFound`
 */
export async function syncEverybody(ctx: ServerContext, instance?: string): Promise<SyncJob> {
  const { tenantId } = ctx.viewer;
  const only = instance === undefined ? undefined : await getInstance(ctx.db.read, tenantId, instance);
  const now = ctx.now();
  const id = await inChange(ctx, async (trx) => {
    const job = await insertJob(trx, tenantId, only?.id, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "sync.requested",
      resourceType: "Tenant",
      resourceId: tenantId,
      facts: { job, ...(only && { instanceId: only.id, instance: only.name }) },
    });
    return job;
  });
  return getJob(ctx, id);
}

/** @throws AppError `notFound` when the tenant has no such job */
export async function getJob(ctx: ServerContext, id: string): Promise<SyncJob> {
  const job = await findJob(ctx.db, ctx.viewer.tenantId, id);
  if (job === undefined) throw new AppError("notFound", `There is no job "${id.slice(0, 60)}"`);
  return job;
}

/** Whose parked tasks to retry; all of the tenant if empty. */
export interface RetryRequest {
  readonly userId?: string | undefined;
  /** Id or name. */
  readonly instance?: string | undefined;
}

/**
 * Retries parked tasks.
 * @returns how many
 * @throws AppError `notFound` for an unknown instance
 */
export async function retrySync(ctx: ServerContext, { userId, instance }: RetryRequest): Promise<number> {
  const { tenantId } = ctx.viewer;
  const only = instance === undefined ? undefined : await getInstance(ctx.db.read, tenantId, instance);
  const filter: TaskFilter = { userId, instanceId: only?.id };
  const now = ctx.now();
  return inChange(ctx, async (trx) => {
    const tasks = await retryParked(trx, tenantId, filter, now);
    if (tasks === 0) return 0;
    await recordAudit(trx, originOf(ctx), now, {
      action: "sync.retried",
      resourceType: "Tenant",
      resourceId: tenantId,
      facts: {
        tasks,
        ...(userId !== undefined && { userId }),
        ...(only && { instanceId: only.id, instance: only.name }),
      },
    });
    return tasks;
  });
}
