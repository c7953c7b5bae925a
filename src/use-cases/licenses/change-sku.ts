import { listInstances } from "../../access/instances.js";
import { insertJob } from "../../crm/sync/jobs.js";
import { trackInstances } from "../../effects/administrators/track-administrators.js";
import { type Context, originOf } from "../../effects/context.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { AppError } from "../../errors.js";
import { expireHoldsOf } from "../../licensing/due.js";
import { poolCause, recordMovements } from "../../licensing/ledger.js";
import { checkNotReducing } from "../../licensing/pool.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { serveWaiting } from "../../licensing/seats.js";
import { getSku, type Sku, setSkuInstances, updateSku } from "../../licensing/skus.js";
import { type Changes, recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import { requireName } from "../../tenants/names.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { instanceIds } from "./add-sku.js";
import { refreshRenamedSku } from "./refresh-sku.js";

/** The properties of a SKU that can change, besides its seats. */
export interface SkuChange {
  readonly displayName?: string | undefined;
  readonly offerMinimum?: number | undefined;
  readonly billingCycle?: Sku["billingCycle"] | undefined;
  /** UTC milliseconds, in the future. */
  readonly nextCycleAt?: number | undefined;
  readonly instances?: readonly string[] | undefined;
}

/** The maximum number of seats in a pool. */
const MAX_SEATS = 1_000_000_000;

/**
 * Changes the name, the offer and the instances of a SKU.
 * @throws AppError `notFound` UNKNOWN_SKU, `invalidValue`, `preconditionFailed`
 */
export async function changeSku(
  ctx: Context,
  name: string,
  change: SkuChange,
  precondition: Precondition,
): Promise<Sku> {
  let isRenamed = false;
  const changed = await withSku(ctx, name, async (work, sku) => {
    checkPrecondition(sku.version, precondition);
    const next = { ...sku, ...withoutUndefined(change) };
    requireName("SKU", next.displayName);
    if (next.offerMinimum > sku.purchased) {
      throw new AppError(
        "invalidValue",
        `offerMinimum ${next.offerMinimum} is more than the ${sku.purchased} purchased seats`,
      );
    }
    if (change.nextCycleAt !== undefined && change.nextCycleAt <= work.now) {
      throw new AppError("invalidValue", "nextCycleAt must be in the future");
    }
    await updateSku(work.trx, work.origin.tenantId, next, work.now);
    if (change.instances) {
      const { tenantId } = work.origin;
      const opened = await instanceIds(work.trx, tenantId, change.instances);
      const requireKept = await trackInstances(work.trx, ctx, await closedBy(work, sku, opened));
      await setSkuInstances(work.trx, tenantId, sku.id, opened);
      await requireKept();
      // Holders of a seat may have lost or gained an instance.
      await insertJob(work.trx, tenantId, undefined, work.now);
    }
    await audit(ctx, work, sku, "sku.changed", undefined, changesOf(sku, change));
    isRenamed = next.displayName !== sku.displayName;
  });
  if (isRenamed) await refreshRenamedSku(ctx, changed);
  return changed;
}

/** Returns the instances that a SKU no longer opens; a SKU that lists none opens all. */
async function closedBy({ trx, origin }: SeatWork, sku: Sku, opened: readonly string[]): Promise<string[]> {
  if (opened.length === 0) return [];
  const all = (await listInstances(trx, origin.tenantId)).map(({ id }) => id);
  const before = sku.instances.length === 0 ? all : sku.instances;
  return before.filter((id) => !opened.includes(id));
}

function changesOf(sku: Sku, change: SkuChange): Changes {
  return Object.fromEntries(
    Object.entries(withoutUndefined(change)).map(([name, after]) => [
      name,
      { before: sku[name as keyof SkuChange], after },
    ]),
  );
}

function withoutUndefined(change: SkuChange): { [Name in keyof SkuChange]: NonNullable<SkuChange[Name]> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/**
 * Buys seats, which waiting users get first, oldest request first. R048, P16
 * @throws AppError `notFound` UNKNOWN_SKU, `invalidValue`, `conflict` REDUCTION_OPEN
 */
export async function buySeats(ctx: Context, name: string, seats: number): Promise<Sku> {
  return withSku(ctx, name, async (work, sku) => {
    checkNotReducing(sku);
    const purchased = sku.purchased + seats;
    if (seats < 1 || purchased > MAX_SEATS) {
      throw new AppError(
        "invalidValue",
        `${seats} seats cannot be bought: name 1 to ${MAX_SEATS - sku.purchased}`,
      );
    }
    await updateSku(work.trx, work.origin.tenantId, { ...sku, purchased }, work.now);
    await recordMovements(work.trx, work.origin, work.now, {
      skuId: sku.id,
      movement: "purchased",
      cause: poolCause("purchase", seats),
      userIds: [undefined],
    });
    await serveWaiting(work, sku.id);
    await audit(ctx, work, sku, "sku.seatsBought", { seats, purchased });
  });
}

/**
 * Expires what is due in a pool, changes it, and returns it.
 * @throws AppError `notFound` UNKNOWN_SKU
 */
export async function withSku(
  ctx: Context,
  name: string,
  change: (work: SeatWork, sku: Sku) => Promise<void>,
): Promise<Sku> {
  return inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      const sku = await expireHoldsOf(work, name);
      await change(work, sku);
      return getSku(trx, work.origin.tenantId, sku.id, work.now);
    },
    "surely",
  );
}

/** Records the change of a pool in the audit trail. */
export async function audit(
  ctx: Context,
  work: SeatWork,
  sku: Sku,
  action: AuditAction,
  facts: Readonly<Record<string, unknown>> = {},
  changes: Changes = {},
): Promise<void> {
  await recordAudit(work.trx, originOf(ctx), work.now, {
    action,
    resourceType: "Sku",
    resourceId: sku.id,
    facts: { partNumber: sku.partNumber, ...facts },
    changes,
  });
}
