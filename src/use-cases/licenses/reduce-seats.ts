import type { Db } from "../../db/connect.js";
import type { Context } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { checkReduction } from "../../licensing/pool.js";
import {
  findOpenReduction,
  type Reduction,
  requestReduction,
  scheduleReduction,
  withdrawReduction,
} from "../../licensing/reductions.js";
import { serveWaiting } from "../../licensing/seats.js";
import type { Sku } from "../../licensing/skus.js";
import { audit, withSku } from "./change-sku.js";

/**
 * Requests the reduction of a pool, which the operator carries out. From now on no seat beyond the target is assigned.
 * R052–R054, R056
 * @throws AppError `conflict` BELOW_CONSUMED, BELOW_OFFER_MINIMUM, REDUCTION_OPEN; `invalidValue`; `notFound`
 */
export async function askForReduction(ctx: Context, name: string, target: number): Promise<Sku> {
  return withSku(ctx, name, async (work, sku) => {
    checkReduction(sku, target);
    await requestReduction(work, sku, target);
    await audit(ctx, work, sku, "sku.reductionRequested", { from: sku.purchased, to: target });
  });
}

/**
 * Carries out a requested reduction, which takes effect at the next cycle date. For operators only. R052, R055
 * @throws AppError `conflict` if no reduction was requested, or more seats are in use by now
 */
export async function carryOutReduction(ctx: Context, name: string): Promise<Sku> {
  return withSku(ctx, name, async (work, sku) => {
    const open = await requireOpen(work.trx, work.origin.tenantId, sku);
    if (open.state === "scheduled") return;
    checkReduction(sku, open.target);
    await scheduleReduction(work, sku, open);
    await audit(ctx, work, sku, "sku.reductionScheduled", { to: open.target });
  });
}

/**
 * Withdraws a reduction that is not in effect yet.
 * @throws AppError `conflict` when there is none
 */
export async function takeReductionBack(ctx: Context, name: string): Promise<Sku> {
  return withSku(ctx, name, async (work, sku) => {
    const open = await requireOpen(work.trx, work.origin.tenantId, sku);
    await withdrawReduction(work, sku, open);
    await serveWaiting(work, sku.id);
    await audit(ctx, work, sku, "sku.reductionWithdrawn", { to: open.target });
  });
}

async function requireOpen(db: Db, tenantId: string, sku: Sku): Promise<Reduction> {
  const open = await findOpenReduction(db, tenantId, sku.id);
  if (open !== undefined) return open;
  throw new AppError("NO_REDUCTION", `no reduction of SKU "${sku.partNumber}" is open: ask for one first`);
}
