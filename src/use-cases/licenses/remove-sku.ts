import { type Instance, listInstances } from "../../access/instances.js";
import { insertJob } from "../../crm/sync/jobs.js";
import { openWorkflowsOfSku } from "../../crm/workflows/workflow-ends.js";
import type { Trx } from "../../db/connect.js";
import { findGroupNames } from "../../directory/groups/group-names.js";
import type { Context } from "../../effects/context.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { AppError } from "../../errors.js";
import { expireHoldsOf } from "../../licensing/due.js";
import { deleteSku, findSkuUses, type SkuUse } from "../../licensing/sku-removal.js";
import { listSkus, type Sku } from "../../licensing/skus.js";
import { describeUses, type Use, userNamesOf } from "../in-use.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { audit } from "./change-sku.js";

/** A removed SKU. */
export interface RemovedSku {
  readonly id: string;
  readonly partNumber: string;
  /** The names of instances that no SKU opens any longer. */
  readonly instancesWithoutSku: readonly string[];
}

/**
 * Removes a SKU that is not in use: no seats, holds, waiting users or groups. Its ledger stays; a later SKU with the
 * same part number serves the requests made meanwhile.
 * @throws AppError `notFound` UNKNOWN_SKU, `conflict` SKU_IN_USE, `preconditionFailed`
 */
export async function removeSku(ctx: Context, name: string, precondition: Precondition): Promise<RemovedSku> {
  const { tenantId } = ctx.viewer;
  return inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      const sku = await expireHoldsOf(work, name);
      checkPrecondition(sku.version, precondition);
      const uses = await usesOf(trx, tenantId, sku.id);
      if (uses.length > 0) throw inUse(sku, uses);
      await deleteSku(trx, tenantId, sku.id);
      const instances = await listInstances(trx, tenantId);
      const left = await listSkus(trx, tenantId, work.now);
      const closed = instances.filter((one) => opens(sku, one) && !left.some((other) => opens(other, one)));
      if (closed.length > 0) await insertJob(trx, tenantId, undefined, work.now);
      const instancesWithoutSku = closed.map((one) => one.name);
      await audit(ctx, work, sku, "sku.deleted", { purchased: sku.purchased, instancesWithoutSku });
      return { id: sku.id, partNumber: sku.partNumber, instancesWithoutSku };
    },
    "surely",
  );
}

function opens({ instances }: Sku, { id }: Instance): boolean {
  return instances.length === 0 || instances.includes(id);
}

async function usesOf(trx: Trx, tenantId: string, skuId: string): Promise<Use[]> {
  const uses: Use[] = [];
  for (const use of await findSkuUses(trx, tenantId, skuId)) {
    uses.push({ ...use, sample: await namesOf(trx, tenantId, use) });
  }
  const workflows = await openWorkflowsOfSku(trx, tenantId, skuId);
  if (workflows.length > 0) {
    uses.push({ noun: "workflows", count: workflows.length, sample: workflows.slice(0, 3) });
  }
  return uses;
}

async function namesOf(trx: Trx, tenantId: string, { noun, sample }: SkuUse): Promise<string[]> {
  if (noun === "groups") {
    const names = await findGroupNames(trx, tenantId, sample);
    return sample.map((id) => names.get(id) ?? id);
  }
  return userNamesOf(trx, tenantId, sample);
}

function inUse(sku: Sku, uses: readonly Use[]): AppError {
  return new AppError(
    "SKU_IN_USE",
    `SKU "${sku.partNumber}" is still used by ${describeUses(uses)}: remove it from them first`,
  );
}
