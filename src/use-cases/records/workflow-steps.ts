import { getInstance } from "../../access/instances.js";
import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import type { InstanceUser } from "../../crm/connectors/connector.js";
import { loadFacts, type UserInInstance } from "../../crm/decision/load-facts.js";
import { findPendingTasks } from "../../crm/pending/pending-tasks.js";
import type { SyncDeps } from "../../crm/sync/sync-deps.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import { runDueTasks } from "../../crm/sync/worker.js";
import {
  advanceWorkflow,
  type Workflow,
  type WorkflowState,
  type WorkflowStep,
} from "../../crm/workflows/workflows.js";
import type { Trx } from "../../db/connect.js";
import { type Context, originOf, within } from "../../effects/context.js";
import { type CodedText, codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import { findLicenses } from "../../licensing/license-view.js";
import { listSkus } from "../../licensing/skus.js";
import { recordAudit } from "../../observability/audit.js";
import { inChange } from "../changes/in-change.js";
import { changeLicenses } from "../licenses/change-licenses.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { changeAccessMode } from "./change-access-mode.js";
import { BEHIND, recordProblem, SKU_REQUIRED } from "./workflow-problem.js";

/** A step: does the work of a state and returns the workflow in the next state. May run more than once. */
type Step = (ctx: Context, deps: SyncDeps, workflow: Workflow) => Promise<Workflow>;

/** The step of each state; final states have none. R115 */
export const WORKFLOW_STEPS: Readonly<Partial<Record<WorkflowState, Step>>> = {
  created: giveLicense,
  licensed: synchronize,
  synced: setMode,
  modeSet: removeLicense,
  licenseRemoved: confirm,
};

/** Returns the problem for which a workflow waits. */
function waits(message: string): AppError {
  return new AppError("conflict", message);
}

/** Records a step in its transaction, with its audit entry. */
async function advance(trx: Trx, ctx: Context, workflow: Workflow, step: WorkflowStep): Promise<Workflow> {
  const { tenantId } = ctx.viewer;
  const next = await advanceWorkflow(trx, tenantId, workflow, step, ctx.now());
  const { name: instance } = await getInstance(trx, tenantId, workflow.instanceId);
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action: step.to === "failed" ? "workflow.failed" : "workflow.advanced",
    resourceType: "User",
    resourceId: workflow.userId,
    facts: {
      workflow: workflow.id,
      kind: workflow.kind,
      instance,
      from: workflow.state,
      to: step.to,
      ...(step.problem !== undefined && { problem: step.problem }),
    },
  });
  return next;
}

/** Marks a workflow as failed. */
export async function failWorkflow(ctx: Context, workflow: Workflow, problem: CodedText): Promise<Workflow> {
  return inChange(ctx, (trx) => advance(trx, ctx, workflow, { to: "failed", problem }));
}

/** Runs a step that moves seats in one transaction. */
async function withSeats(
  ctx: Context,
  work: (inner: Context, trx: Trx) => Promise<Workflow>,
): Promise<Workflow> {
  return inSeatTransaction(ctx, (trx) => work(within(ctx, trx), trx), "surely");
}

/** Uses an existing license, which the last step removes. */
async function giveLicense(ctx: Context, _deps: SyncDeps, workflow: Workflow): Promise<Workflow> {
  const { tenantId } = ctx.viewer;
  const { userId, instanceId, skuId } = workflow;
  return withSeats(ctx, async (inner, trx) => {
    if (skuId !== undefined) await changeLicenses(inner, userId, { add: [skuId], remove: [] });
    const licenseOf = await licenseStatesOf(trx, tenantId, [userId], ctx.now());
    if (licenseOf(userId, instanceId) !== "assigned") {
      throw waits(SKU_REQUIRED);
    }
    const own = skuId ?? (await heldSku(trx, ctx, workflow));
    return advance(trx, ctx, workflow, { to: "licensed", skuId: own });
  });
}

/** Finds the license with which a user can already enter the instance. */
async function heldSku(
  trx: Trx,
  { viewer, now }: Context,
  { userId, instanceId }: Workflow,
): Promise<string | undefined> {
  const skus = await listSkus(trx, viewer.tenantId, now());
  const opening = new Set(
    skus.flatMap(({ id, instances }) =>
      instances.length === 0 || instances.includes(instanceId) ? [id] : [],
    ),
  );
  const held = (await findLicenses(trx, viewer.tenantId, [userId], now())).get(userId) ?? [];
  return held.find(({ skuId, status }) => status === "active" && opening.has(skuId))?.skuId;
}

async function factsOf(ctx: Context, { userId, instanceId }: Workflow): Promise<UserInInstance> {
  const { tenantId } = ctx.viewer;
  const instance = await getInstance(ctx.db.write, tenantId, instanceId);
  const [one] = await loadFacts(ctx.db.write, tenantId, [userId], [instance], ctx.now());
  if (one === undefined) throw new Error("a user who is there has facts");
  return one;
}

async function synchronizeNow(ctx: Context, deps: SyncDeps, { userId }: Workflow): Promise<void> {
  await runDueTasks({ ...deps, now: ctx.now }, { tenantId: ctx.viewer.tenantId, userIds: [userId] });
}

async function synchronize(ctx: Context, deps: SyncDeps, workflow: Workflow): Promise<Workflow> {
  const { tenantId } = ctx.viewer;
  const { userId, instanceId } = workflow;
  if ((await factsOf(ctx, workflow)).record?.enabled !== true) {
    const request = { tenantId, userIds: [userId], instanceId, cause: "workflow" };
    await inChange(ctx, (trx) => enqueueSync(trx, request, ctx.now()));
    await synchronizeNow(ctx, deps, workflow);
  }
  const problem = await recordProblem(ctx.db.write, tenantId, await factsOf(ctx, workflow), ctx.now());
  if (problem !== undefined) throw waits(problem);
  return inChange(ctx, (trx) => advance(trx, ctx, workflow, { to: "synced" }));
}

async function setMode(ctx: Context, _deps: SyncDeps, workflow: Workflow): Promise<Workflow> {
  const { userId, instanceId, kind } = workflow;
  return inChange(ctx, async (trx) => {
    await changeAccessMode(within(ctx, trx), userId, instanceId, kind);
    return advance(trx, ctx, workflow, { to: "modeSet" });
  });
}

/** Reads the current row of the instance. */
async function readRow(ctx: Context, deps: SyncDeps, workflow: Workflow): Promise<InstanceUser | undefined> {
  const { tenantId } = ctx.viewer;
  const { userId, instanceId } = workflow;
  await synchronizeNow(ctx, deps, workflow);
  const instance = await getInstance(ctx.db.write, tenantId, instanceId);
  return (await deps.connectorOf(tenantId, instance).find([userId])).get(userId);
}

/**
 * Removes the license only after the instance itself has the mode, because the user would lose access otherwise. R114
 */
async function removeLicense(ctx: Context, deps: SyncDeps, workflow: Workflow): Promise<Workflow> {
  const { userId, kind, skuId } = workflow;
  const row = await readRow(ctx, deps, workflow);
  if (row?.mode !== kind) {
    throw waits(
      codedText("MODE_NOT_APPLIED_YET", `the instance does not show ${ACCESS_MODE_LABELS[kind]} yet`),
    );
  }
  return withSeats(ctx, async (inner, trx) => {
    if (skuId !== undefined) await changeLicenses(inner, userId, { add: [], remove: [skuId] });
    return advance(trx, ctx, workflow, { to: "licenseRemoved" });
  });
}

/**
 * Reads the instance's own row again: if something changed the mode or the access, that is reported and not silently
 * corrected. R126
 */
async function confirm(ctx: Context, deps: SyncDeps, workflow: Workflow): Promise<Workflow> {
  const { userId, instanceId, kind } = workflow;
  const row = await readRow(ctx, deps, workflow);
  const problem = lossOf(row, kind);
  if (problem !== undefined) return failWorkflow(ctx, workflow, problem);
  const pendingOf = await findPendingTasks(ctx.db.write, ctx.viewer.tenantId, [userId]);
  if (pendingOf(userId, instanceId) !== undefined) {
    throw waits(BEHIND);
  }
  return inChange(ctx, (trx) => advance(trx, ctx, workflow, { to: "confirmed" }));
}

function lossOf(row: InstanceUser | undefined, kind: Workflow["kind"]): CodedText | undefined {
  const label = ACCESS_MODE_LABELS[kind];
  if (row === undefined) return codedText("RECORD_LOST", "the instance no longer has a row of the user");
  if (row.mode !== kind) {
    return codedText(
      "MODE_LOST",
      `the instance shows ${ACCESS_MODE_LABELS[row.mode]} where ${label} was set: assign a license and resume`,
    );
  }
  if (!row.enabled) {
    return codedText(
      "RECORD_DISABLED",
      `the user was disabled when the license was removed, though ${label} was set: see the user's access, then resume`,
    );
  }
  return undefined;
}
