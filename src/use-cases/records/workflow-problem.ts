import { getInstance } from "../../access/instances.js";
import { explainAccess } from "../../crm/decision/explain.js";
import { loadFacts, type UserInInstance } from "../../crm/decision/load-facts.js";
import { findPendingTasks } from "../../crm/pending/pending-tasks.js";
import type { Workflow } from "../../crm/workflows/workflows.js";
import type { Db } from "../../db/connect.js";
import { type CodedText, codedText } from "../../errors/business-codes.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import { availableOf, exhausted } from "../../licensing/pool.js";
import { findSku } from "../../licensing/skus.js";

/** The problem of a workflow in its first state without a SKU. */
export const SKU_REQUIRED = codedText(
  "SKU_REQUIRED",
  "the user has no license that opens the instance: assign one, or name a SKU that does",
);

/** The problem of a workflow whose instance is not synchronized yet. */
export const BEHIND = codedText(
  "SYNC_PENDING",
  "the instance has not been synchronized since the license was removed",
);

/**
 * Returns a workflow with its current problem, because the stored one may be over or have another cause. An ended
 * workflow keeps its last problem.
 * @param now - UTC milliseconds
 */
export async function withProblemNow(
  db: Db,
  tenantId: string,
  workflow: Workflow,
  now: number,
): Promise<Workflow> {
  if (workflow.endedAt !== undefined || workflow.problem === undefined) return workflow;
  return { ...workflow, problem: await problemNow(db, tenantId, workflow, now) };
}

async function problemNow(
  db: Db,
  tenantId: string,
  workflow: Workflow,
  now: number,
): Promise<string | undefined> {
  const instance = await getInstance(db, tenantId, workflow.instanceId);
  const [one] = await loadFacts(db, tenantId, [workflow.userId], [instance], now);
  if (one === undefined) return workflow.problem;
  switch (workflow.state) {
    case "created":
      return licenseProblem(db, tenantId, workflow, now);
    case "licensed":
      return recordProblem(db, tenantId, one, now);
    case "synced":
      return (await recordProblem(db, tenantId, one, now)) ?? workflow.problem;
    default:
      return (await parkedProblem(db, tenantId, one)) ?? workflow.problem;
  }
}

async function licenseProblem(
  db: Db,
  tenantId: string,
  { userId, instanceId, skuId }: Workflow,
  now: number,
): Promise<string | undefined> {
  const licenseOf = await licenseStatesOf(db, tenantId, [userId], now);
  if (licenseOf(userId, instanceId) === "assigned") return undefined;
  if (skuId === undefined) return SKU_REQUIRED;
  const sku = await findSku(db, tenantId, skuId, now);
  return sku !== undefined && availableOf(sku) === 0 ? exhausted(sku).message : undefined;
}

/**
 * Returns why there is no enabled record: the reasons of the decision that disable it, nearest first, otherwise the
 * problem of synchronization. Undefined if there is one.
 */
export async function recordProblem(
  db: Db,
  tenantId: string,
  one: UserInInstance,
  now: number,
): Promise<string | undefined> {
  if (one.record?.enabled === true) return undefined;
  const [explained] = await explainAccess(db, tenantId, [one], now);
  const causes = (explained?.reasons ?? []).filter(({ effect }) => effect === "disables");
  if (causes.length > 0) return causes.map(({ code, nextStep }) => `${code}: ${nextStep}`).join(" ");
  return (
    (await parkedProblem(db, tenantId, one)) ??
    codedText(
      "NOT_SYNCHRONIZED_YET",
      "the instance has no enabled record of the user yet: wait, or synchronize the user",
    )
  );
}

async function parkedProblem(
  db: Db,
  tenantId: string,
  { userId, instance }: UserInInstance,
): Promise<CodedText<"SYNC_PARKED"> | undefined> {
  const { parked } = (await findPendingTasks(db, tenantId, [userId]))(userId, instance.id) ?? {};
  if (parked === undefined) return undefined;
  return codedText(
    "SYNC_PARKED",
    `synchronization of the user is parked (${parked}): resolve that, then retry the task`,
  );
}
