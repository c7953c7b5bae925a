import type { Trx } from "../db/connect.js";
import { type BulkJob, insertJob, type JobParams, startJob } from "../directory/jobs/stored-jobs.js";
import { recordAudit } from "../observability/audit.js";
import { originOf, type ServerContext } from "./context.js";

/** Adds a job of the caller, whose users are still to be added. Returns its id. */
export function addJob(trx: Trx, ctx: ServerContext, kind: string, params: JobParams): Promise<string> {
  const { tenantId } = ctx.viewer;
  const { actor, requestId } = ctx;
  const roles = [...(ctx.administrator?.roles ?? ["global"])];
  return insertJob(trx, { tenantId, kind, params, actor, roles, requestId }, ctx.now());
}

/** Lets a job begin once its users are known, and records it; a job that was canceled meanwhile stays so. */
export async function beginJob(
  trx: Trx,
  ctx: ServerContext,
  { id, kind }: Pick<BulkJob, "id" | "kind">,
  users: number,
): Promise<void> {
  if (!(await startJob(trx, ctx.viewer.tenantId, id))) return;
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action: "job.started",
    resourceType: "Job",
    resourceId: id,
    facts: { kind, users },
  });
}
