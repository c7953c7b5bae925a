import { getInstance } from "../access/instances.js";
import type { SyncDeps } from "../crm/sync-batch.js";
import { findJob, insertJob, type SyncJob } from "../crm/sync-jobs.js";
import { enqueueSync } from "../crm/sync-tasks.js";
import { runDueTasks } from "../crm/sync-worker.js";
import { inTransaction } from "../db/transaction.js";
import { findKnownUsers } from "../directory/user-pages.js";
import { AppError } from "../errors.js";
import { recordAudit } from "../observability/audit.js";
import { originOf, type ServerContext } from "./context.js";
import { notFound } from "./update-user.js";

/**
 * Synchronizes one person now, in all instances or in one, and returns when it is done. Repeating it changes nothing.
 * crm.md R016, R018
 * @throws AppError `notFound`
 */
export async function syncPerson(
  ctx: ServerContext,
  deps: SyncDeps,
  userId: string,
  instance?: string,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const [user] = await findKnownUsers(ctx.db.read, tenantId, [userId]);
  if (user === undefined) throw notFound("User", userId);
  const only = instance === undefined ? undefined : await getInstance(ctx.db.read, tenantId, instance);
  const now = ctx.now();
  await inTransaction(ctx.db, (trx) =>
    enqueueSync(trx, { tenantId, userIds: [userId], instanceId: only?.id, cause: "forced" }, now),
  );
  await runDueTasks({ ...deps, now: ctx.now }, { tenantId, userIds: [userId] });
}

/**
 * Asks for everybody to be synchronized, in all instances or in one; the work follows. crm.md R016
 * @throws AppError `notFound`
 */
export async function syncEverybody(ctx: ServerContext, instance?: string): Promise<SyncJob> {
  const { tenantId } = ctx.viewer;
  const only = instance === undefined ? undefined : await getInstance(ctx.db.read, tenantId, instance);
  const now = ctx.now();
  const id = await inTransaction(ctx.db, async (trx) => {
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
