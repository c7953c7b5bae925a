import { permits } from "../../access/administrator-roles.js";
import { getInstance } from "../../access/instances.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { endWorkflow } from "../../crm/workflows/workflow-ends.js";
import {
  getWorkflow,
  insertWorkflow,
  leaseWorkflow,
  postponeWorkflow,
  releaseWorkflow,
  renewWorkflow,
  reopenWorkflow,
  type Workflow,
  type WorkflowKind,
} from "../../crm/workflows/workflows.js";
import type { Trx } from "../../db/connect.js";
import { withRenewedLease } from "../../db/lease.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import { lockUsers } from "../../directory/users/users.js";
import { type Context, originOf, within } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { refuseFixed } from "../../effects/users/application-rules.js";
import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { getSku } from "../../licensing/skus.js";
import { recordAudit } from "../../observability/audit.js";
import type { Resource } from "../../schema/model.js";
import { createAccount } from "../accounts/create-account.js";
import { inChange } from "../changes/in-change.js";
import { failWorkflow, WORKFLOW_STEPS } from "./workflow-steps.js";

/** The request to start a workflow. */
export interface WorkflowInput {
  readonly kind: WorkflowKind;
  /** The user whose mode changes; undefined if `user` is to be created first. */
  readonly userId?: string | undefined;
  /** Attributes of a SCIM User. */
  readonly user?: Readonly<Record<string, unknown>> | undefined;
  /** Id or name. */
  readonly instance: string;
  /** Id or part number of the license to assign and remove; optional if the user has one. */
  readonly sku?: string | undefined;
}

/** A started workflow. */
export interface StartedWorkflow {
  readonly workflow: Workflow;
  /** The temporary password of a created user, shown only once. */
  readonly temporaryPassword: string | undefined;
}

/**
 * Starts a workflow that brings a person into a mode without a license, and advances it as far as possible now; the job
 * does the rest. R106–R127
 * @throws AppError `notFound`; `forbidden`; `invalidValue`; `conflict` WORKFLOW_OPEN; and as `createAccount`
 */
export async function startWorkflow(
  ctx: Context,
  deps: SyncDeps,
  input: WorkflowInput,
): Promise<StartedWorkflow> {
  requireRoles(ctx, input);
  const { tenantId } = ctx.viewer;
  const begun = await inChange(ctx, async (trx) => {
    const { id: instanceId, name: instance } = await getInstance(trx, tenantId, input.instance);
    const skuId = await openingSku(trx, ctx, input.sku, instanceId);
    const { userId, temporaryPassword } = await userOf(trx, within(ctx, trx), input);
    const id = await insertWorkflow(
      trx,
      tenantId,
      { kind: input.kind, userId, instanceId, skuId },
      ctx.now(),
    );
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "workflow.started",
      resourceType: "User",
      resourceId: userId,
      facts: { workflow: id, kind: input.kind, instance, ...(skuId !== undefined && { skuId }) },
    });
    return { id, temporaryPassword };
  });
  const workflow = await runWorkflow(ctx, deps, begun.id);
  return { workflow, temporaryPassword: begun.temporaryPassword };
}

/** Checks the roles for everything a workflow does: it creates and licenses people, and changes the instance. R095 */
function requireRoles({ administrator }: Context, { user }: WorkflowInput): void {
  if (administrator === undefined) return;
  const action = user === undefined ? "assignLicenses" : "manageUsers";
  if (permits(administrator.roles, action)) return;
  throw new AppError(
    "ADMINISTRATOR_ROLE_REQUIRED",
    "the workflow assigns and removes a license, which also needs 'global' or 'userManagement': ask somebody who holds one of them",
  );
}

async function openingSku(
  trx: Trx,
  ctx: Context,
  name: string | undefined,
  instanceId: string,
): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const sku = await getSku(trx, ctx.viewer.tenantId, name, ctx.now());
  if (sku.instances.length === 0 || sku.instances.includes(instanceId)) return sku.id;
  throw new AppError(
    "SKU_OPENS_OTHERS",
    `SKU "${sku.partNumber}" does not open the instance: name one that does`,
  );
}

async function userOf(
  trx: Trx,
  ctx: Context,
  { userId, user }: WorkflowInput,
): Promise<{ userId: string; temporaryPassword: string | undefined }> {
  if ((userId === undefined) === (user === undefined)) {
    throw new AppError("invalidValue", "Send either 'userId', or 'user' to create one");
  }
  if (user !== undefined) {
    const account = await createAccount(ctx, { attributes: user });
    refuseFixed(JSON.parse(account.user.resource) as Resource, "accessMode");
    return { userId: account.user.id, temporaryPassword: account.temporaryPassword };
  }
  const [row] = await lockUsers(trx, ctx.viewer.tenantId, [userId ?? ""]);
  if (row === undefined) throw await userNotFound(trx, ctx.viewer.tenantId, userId ?? "");
  refuseFixed(JSON.parse(row.resource) as Resource, "accessMode");
  return { userId: row.id, temporaryPassword: undefined };
}

/**
 * Advances a workflow from its current state as far as possible: for a request, for the job, and after a crash. Each
 * step is one transaction or can be repeated. R115
 * @param limit - the maximum number of steps
 */
export async function runWorkflow(
  ctx: Context,
  deps: SyncDeps,
  id: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<Workflow> {
  const { tenantId } = ctx.viewer;
  const leased = await leaseWorkflow(ctx.db.write, tenantId, id, ctx.now());
  if (leased !== undefined) {
    await withRenewedLease(
      () => renewWorkflow(ctx.db.write, tenantId, id, ctx.now()),
      () => runSteps(ctx, deps, leased, limit),
    );
  }
  return getWorkflow(ctx.db.write, tenantId, id);
}

async function runSteps(ctx: Context, deps: SyncDeps, leased: Workflow, limit: number): Promise<void> {
  let workflow = leased;
  for (let done = 0; workflow.endedAt === undefined; done++) {
    const step = WORKFLOW_STEPS[workflow.state];
    if (done >= limit || step === undefined) break;
    const next = await tryStep(ctx, deps, workflow, step);
    if (next === undefined) return;
    workflow = next;
  }
  await releaseWorkflow(ctx.db.write, ctx.viewer.tenantId, leased.id);
}

/** Returns undefined when the workflow has to wait. */
async function tryStep(
  ctx: Context,
  deps: SyncDeps,
  workflow: Workflow,
  step: NonNullable<(typeof WORKFLOW_STEPS)[keyof typeof WORKFLOW_STEPS]>,
): Promise<Workflow | undefined> {
  const { tenantId } = ctx.viewer;
  if ((await findUserResource(ctx.db.write, tenantId, workflow.userId)) === undefined) {
    return failWorkflow(ctx, workflow, codedText("USER_DELETED", "the user was deleted"));
  }
  try {
    return await step(ctx, deps, workflow);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await postponeWorkflow(ctx.db.write, tenantId, workflow, error.message, ctx.now());
    return undefined;
  }
}

/**
 * Cancels a workflow; a license, record or mode it has already set stays. A failed workflow raises no alarm any longer;
 * canceling again changes nothing.
 * @throws AppError `notFound`, `conflict` WORKFLOW_CONFIRMED
 */
export async function cancelWorkflow(ctx: Context, id: string): Promise<Workflow> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const before = await getWorkflow(trx, tenantId, id);
    const isEnded = await endWorkflow(trx, tenantId, id, ctx.now());
    const canceled = await getWorkflow(trx, tenantId, id);
    if (!isEnded && canceled.state === "canceled") return canceled;
    if (!isEnded) {
      throw new AppError(
        "WORKFLOW_CONFIRMED",
        "the workflow has ended: to undo it, assign a license and set another mode",
      );
    }
    const { name: instance } = await getInstance(trx, tenantId, canceled.instanceId);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "workflow.canceled",
      resourceType: "User",
      resourceId: canceled.userId,
      facts: { workflow: id, kind: canceled.kind, instance, from: before.state },
    });
    return canceled;
  });
}

/**
 * Resumes a workflow; a failed or canceled one starts again with the license, a confirmed one stays unchanged.
 * @throws AppError `notFound`, `forbidden`, `conflict` WORKFLOW_OPEN
 */
export async function resumeWorkflow(ctx: Context, deps: SyncDeps, id: string): Promise<Workflow> {
  const { tenantId } = ctx.viewer;
  const { kind, instanceId: instance, userId } = await getWorkflow(ctx.db.read, tenantId, id);
  requireRoles(ctx, { kind, instance, userId });
  await inChange(ctx, (trx) => reopenWorkflow(trx, tenantId, id, ctx.now()));
  return runWorkflow(ctx, deps, id);
}
