import { permits, toAdministratorRoles } from "../../access/administrator-roles.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { SECOND } from "../../db/duration.js";
import { withRenewedLease } from "../../db/lease.js";
import { inTransaction } from "../../db/transaction.js";
import { type ItemFailure, nextItems, settleItem } from "../../directory/jobs/job-items.js";
import { type BulkJob, cancelJob, leaseJob, releaseJob, renewJob } from "../../directory/jobs/stored-jobs.js";
import { findUsableRoles } from "../../directory/users/administrators.js";
import type { Context } from "../../effects/context.js";
import { type TenantActor, tenantContext } from "../../effects/tenant-context.js";
import { AppError } from "../../errors.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";
import { kindOf } from "./job-kinds.js";

/** The number of users between two looks at whether a job was canceled. */
const BATCH = 20;

/** How long a worker waits if there is no job, in milliseconds. */
const IDLE = SECOND;

/** What jobs need besides the database. */
type JobDeps = Pick<TenantActor, "seal" | "baseUrl" | "hashPassword" | "wait">;

/**
 * Returns the context in which a job changes its users: by the administrator who asked for it, with the roles of then,
 * as far as a person still has them.
 */
async function contextOf(job: BulkJob, sync: SyncDeps, by: JobDeps): Promise<Context> {
  const { tenantId, actor, roles, requestId } = job;
  const { db, mapping } = sync;
  const ctx = await tenantContext(db, tenantId, {
    ...by,
    actor,
    trigger: "admin",
    mapping,
    now: () => sync.now(),
  });
  const userId = actor.kind === "account" ? actor.id : undefined;
  const held = new Set(userId === undefined ? roles : await findUsableRoles(db.write, tenantId, userId));
  const usable = new Set([...toAdministratorRoles(roles)].filter((role) => held.has(role)));
  return { ...ctx, requestId, administrator: actor.kind === "cli" ? undefined : { userId, roles: usable } };
}

/**
 * Works on one job for as long as it has users and its turn lasts. A worker that dies leaves at most one user who is
 * changed and not marked, and whom the next worker changes again, which has no further effect. A job whose users were
 * not all looked up, because the process that did so died, is canceled.
 * @returns true if there was a job
 */
export async function continueBulkJob(
  sync: SyncDeps,
  by: JobDeps,
  onError: (error: unknown) => void,
): Promise<boolean> {
  const job = await leaseJob(sync.db.write, sync.now());
  if (job === undefined) return false;
  if (job.state === "selecting") {
    await cancelJob(sync.db.write, job.tenantId, job.id, sync.now());
    return true;
  }
  const renew = (): Promise<void> => renewJob(sync.db.write, job, sync.now());
  await withRenewedLease(renew, async () => {
    const ctx = await contextOf(job, sync, by);
    for (let ids = await nextItems(sync.db.write, job, BATCH); ids.length > 0; ) {
      for (const userId of ids) {
        const failure = await changeOne(ctx, job, userId, sync, onError);
        await inTransaction(sync.db, (trx) => settleItem(trx, job, userId, failure));
      }
      ids = sync.signal?.aborted === true ? [] : await nextItems(sync.db.write, job, BATCH);
    }
  });
  await releaseJob(sync.db.write, job, sync.now());
  return true;
}

/** Changes one user. Returns why it failed; undefined if it did not. */
async function changeOne(
  ctx: Context,
  { kind, params }: BulkJob,
  userId: string,
  sync: SyncDeps,
  onError: (error: unknown) => void,
): Promise<ItemFailure | undefined> {
  const does = kindOf(kind);
  try {
    if (ctx.administrator !== undefined && !permits(ctx.administrator.roles, does.action)) {
      throw new AppError("forbidden", "Whoever started the job may no longer do this");
    }
    await does.run(ctx, userId, params, sync);
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code !== "unavailable") {
      return { code: error.businessCode ?? error.code, detail: error.message };
    }
    onError(error);
    return { code: "unavailable", detail: "The server could not do this now: try again" };
  }
}

/** Starts the worker that continues jobs; any number of processes may run it. */
export function startJobWorker(sync: SyncDeps, by: JobDeps, log: Logger): Job {
  const onError = (err: unknown): void => log.error({ err }, "a job failed for a user");
  const work = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await continueBulkJob({ ...sync, signal }, by, onError)));
  };
  return every(IDLE, work, {
    immediately: true,
    onError: (err) => log.warn({ err }, "could not continue jobs"),
  });
}
