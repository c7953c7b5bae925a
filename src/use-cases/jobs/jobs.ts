import { withRenewedLease } from "../../db/lease.js";
import { inTransaction } from "../../db/transaction.js";
import {
  type BulkJob,
  cancelJob,
  findJob,
  insertItems,
  type JobParams,
  renewJob,
  retryFailed,
} from "../../directory/jobs/stored-jobs.js";
import { requireConfirmed } from "../../effects/administrators/require-confirmed.js";
import { addJob, beginJob } from "../../effects/begin-job.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import type { JobKind } from "./job-kinds.js";

/** The most users of a job. */
const MAX_JOB_USERS = 100_000;

/** Reads the ids of the users a job is about, page by page. */
type UserPages = () => AsyncIterable<readonly string[]>;

/** A wished job. */
interface JobWish {
  readonly kind: JobKind;
  readonly params: JobParams;
  readonly users: UserPages;
}

/**
 * Starts a job, which works through its users behind the request. The users are those of this moment. If they cannot
 * all be looked up, the job is canceled and changes nobody; the worker cancels it if this process dies meanwhile.
 * @throws AppError `invalidValue` if there are more than 100,000, and the errors of the selection
 */
export async function startBulkJob(ctx: ServerContext, { kind, params, users }: JobWish): Promise<BulkJob> {
  const { tenantId } = ctx.viewer;
  const { db } = ctx;
  if (kind === "delete" && ctx.mustConfirm === true) await confirmDeletion(ctx, users);
  const id = await inTransaction(db, (trx) => addJob(trx, ctx, kind, params));
  const renew = (): Promise<void> => renewJob(db.write, { tenantId, id }, ctx.now());
  try {
    await withRenewedLease(renew, async () => {
      const total = await addUsers(ctx, id, users);
      await inTransaction(db, (trx) => beginJob(trx, ctx, { id, kind }, total));
    });
  } catch (error) {
    await cancelJob(db.write, tenantId, id, ctx.now());
    throw error;
  }
  return getJob(ctx, id);
}

/** The number of users that can be deleted at once without repeating the password. */
const MAX_UNCONFIRMED = 100;

async function confirmDeletion(ctx: ServerContext, users: UserPages): Promise<void> {
  let total = 0;
  for await (const ids of users()) {
    total += ids.length;
    if (total > MAX_UNCONFIRMED)
      requireConfirmed(ctx, `to delete more than ${MAX_UNCONFIRMED} users at once`);
  }
}

/** Adds the users to a job. Returns how many they are. */
async function addUsers(ctx: ServerContext, id: string, users: UserPages): Promise<number> {
  let total = 0;
  for await (const ids of users()) {
    total += ids.length;
    if (total > MAX_JOB_USERS) {
      throw new AppError(
        "invalidValue",
        `A job can have ${MAX_JOB_USERS} users, and more than that match: narrow the selection.`,
      );
    }
    await inTransaction(ctx.db, (trx) => insertItems(trx, ctx.viewer.tenantId, id, ids));
  }
  return total;
}

/** Returns a job. @throws AppError `notFound` */
export async function getJob({ db, viewer }: ServerContext, id: string): Promise<BulkJob> {
  const job = await findJob(db.write, viewer.tenantId, id);
  if (job !== undefined) return job;
  throw new AppError("notFound", `Job "${id.slice(0, 60)}" does not exist: jobs are kept for 30 days`);
}

/** Ends a job: the users that are through stay changed. @throws AppError `notFound`, `conflict` if it has ended */
export async function endJob(ctx: ServerContext, id: string): Promise<BulkJob> {
  const { tenantId } = ctx.viewer;
  await getJob(ctx, id);
  await inTransaction(ctx.db, async (trx) => {
    if (!(await cancelJob(trx, tenantId, id, ctx.now()))) {
      throw new AppError("conflict", "This job has ended: what it did can only be undone by another one");
    }
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "job.canceled",
      resourceType: "Job",
      resourceId: id,
    });
  });
  return getJob(ctx, id);
}

/** Tries again those for whom a job failed. @throws AppError `notFound`, `conflict` if it runs or failed for nobody */
export async function retryJob(ctx: ServerContext, id: string): Promise<BulkJob> {
  const { endedAt, failed } = await getJob(ctx, id);
  if (endedAt === undefined || failed === 0) {
    const why = endedAt === undefined ? "still runs" : "failed for nobody";
    throw new AppError("conflict", `This job ${why}: there is nothing to try again`);
  }
  await inTransaction(ctx.db, (trx) => retryFailed(trx, ctx.viewer.tenantId, id));
  return getJob(ctx, id);
}
