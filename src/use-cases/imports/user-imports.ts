import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { listChangedIds, takePasswords } from "../../directory/imports/import-lines.js";
import {
  findImport,
  giveToJob,
  type ImportKey,
  type UserImport,
} from "../../directory/imports/stored-imports.js";
import { findJob, insertItems } from "../../directory/jobs/stored-jobs.js";
import { addJob, beginJob } from "../../effects/begin-job.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import type { Sealer } from "../../mail/sealer.js";
import { recordAudit } from "../../observability/audit.js";
import { passwordPlace } from "./import-user.js";

/** The number of users that are added to the job with one statement. */
const PAGE = 1000;

/** Returns an import. @throws AppError `notFound` */
export async function getImport(ctx: ServerContext, id: string): Promise<UserImport> {
  const { db, viewer, now } = ctx;
  return requireImport(await findImport(db.write, viewer.tenantId, id, now()), id);
}

function requireImport(found: UserImport | undefined, id: string): UserImport {
  if (found !== undefined) return found;
  throw new AppError("notFound", `Import "${id.slice(0, 60)}" does not exist: plans are kept for a day`);
}

/**
 * Applies the plan of an import with a job; asking again changes nothing.
 * @returns the id of the job
 * @throws AppError `notFound`; `conflict` if somebody else does the same at this moment
 */
export async function applyUserImport(ctx: ServerContext, id: string): Promise<string> {
  const { jobId } = await getImport(ctx, id);
  return jobId ?? inTransaction(ctx.db, (trx) => startImportJob(trx, ctx, id));
}

async function startImportJob(trx: Trx, ctx: ServerContext, id: string): Promise<string> {
  const { tenantId } = ctx.viewer;
  const kind = "importUsers";
  const jobId = await addJob(trx, ctx, kind, { import: id });
  if (!(await giveToJob(trx, { tenantId, id }, jobId, ctx.now()))) {
    throw new AppError("conflict", "This import was applied at this moment: read it again");
  }
  const users = await addUsers(trx, { tenantId, id }, jobId);
  await beginJob(trx, ctx, { id: jobId, kind }, users);
  return jobId;
}

async function addUsers(trx: Trx, key: ImportKey, jobId: string): Promise<number> {
  let users = 0;
  for (let ids = await listChangedIds(trx, key, "", PAGE); ids.length > 0; ) {
    await insertItems(trx, key.tenantId, jobId, ids);
    users += ids.length;
    ids = await listChangedIds(trx, key, ids.at(-1) ?? "", PAGE);
  }
  return users;
}

/** A temporary password, shown once. */
export interface ImportedPassword {
  readonly userId: string;
  readonly userName: string;
  readonly temporaryPassword: string;
}

/**
 * Returns up to 1,000 temporary passwords of users whom an import created, and forgets them. Only whoever applied the
 * import gets them. R006
 * @throws AppError `notFound`, `conflict` if it was not applied, `forbidden`
 */
export async function takeImportPasswords(
  ctx: ServerContext,
  id: string,
  open: Sealer["open"],
): Promise<readonly ImportedPassword[]> {
  const { tenantId } = ctx.viewer;
  const { jobId } = await getImport(ctx, id);
  if (jobId === undefined)
    throw new AppError("conflict", "This import was not applied yet: it has no passwords");
  const job = await findJob(ctx.db.write, tenantId, jobId);
  const isOwn = job?.actor.kind === ctx.actor.kind && job.actor.id === ctx.actor.id;
  if (!isOwn && ctx.administrator !== undefined) {
    throw new AppError("forbidden", "Only whoever applied the import gets its passwords: reset them instead");
  }
  const kept = await inTransaction(ctx.db, async (trx) => {
    const taken = await takePasswords(trx, { tenantId, id }, PAGE);
    if (taken.length === 0) return taken;
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "import.passwordsTaken",
      resourceType: "Job",
      resourceId: jobId,
      facts: { import: id, users: taken.length },
    });
    return taken;
  });
  return kept.flatMap(({ userId, userName, sealed }) => {
    const temporaryPassword = open(sealed, passwordPlace({ tenantId, id }, userId));
    return temporaryPassword === undefined ? [] : [{ userId, userName, temporaryPassword }];
  });
}
