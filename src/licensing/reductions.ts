import type { Db, Trx } from "../db/connect.js";
import { newId } from "../db/new-id.js";
import { queryFirst, queryRows } from "../db/query.js";
import { poolCause, recordMovements } from "./ledger.js";
import { checkNotReducing, consumedOf } from "./pool.js";
import type { SeatWork } from "./seat-work.js";
import { type Sku, setPromise, updateSku } from "./skus.js";

/** A reduction of a pool: requested, then scheduled by the operator, then in effect at the cycle date. R052, R055 */
export interface Reduction {
  readonly id: string;
  readonly skuId: string;
  readonly target: number;
  readonly state: "requested" | "scheduled" | "applied" | "failed" | "withdrawn";
  /** UTC milliseconds. */
  readonly requestedAt: number;
  /** When it takes effect, in UTC milliseconds; undefined until it is scheduled. */
  readonly effectiveAt: number | undefined;
}

interface ReductionRow {
  id: string;
  sku_id: string;
  target: number;
  state: Reduction["state"];
  requested_at: number;
  effective_at: number | null;
}

const COLUMNS = "id, sku_id, target, state, requested_at, effective_at";

function toReduction(row: ReductionRow): Reduction {
  return {
    id: row.id,
    skuId: row.sku_id,
    target: row.target,
    state: row.state,
    requestedAt: row.requested_at,
    effectiveAt: row.effective_at ?? undefined,
  };
}

/** Lists the reductions of a SKU, newest first. */
export async function listReductions(db: Db, tenantId: string, skuId: string): Promise<Reduction[]> {
  const rows = await queryRows<ReductionRow>(
    db,
    `select ${COLUMNS} from sku_reductions where tenant_id = ? and sku_id = ? order by id desc limit 1000`,
    [tenantId, skuId],
  );
  return rows.map(toReduction);
}

/** Returns the reduction of a SKU that is not scheduled yet; undefined if there is none. */
export async function findOpenReduction(
  db: Db,
  tenantId: string,
  skuId: string,
): Promise<Reduction | undefined> {
  const row = await queryFirst<ReductionRow>(
    db,
    `select ${COLUMNS} from sku_reductions where tenant_id = ? and sku_id = ? and state in ('requested', 'scheduled')`,
    [tenantId, skuId],
  );
  return row && toReduction(row);
}

/** Stores a request for a reduction. From then on, no seat beyond its target is given. R056 */
export async function requestReduction(work: SeatWork, sku: Sku, target: number): Promise<Reduction> {
  const { trx, origin, now } = work;
  checkNotReducing(sku);
  const row: ReductionRow = {
    id: newId(),
    sku_id: sku.id,
    target,
    state: "requested",
    requested_at: now,
    effective_at: null,
  };
  await queryRows(
    trx,
    `insert into sku_reductions (tenant_id, id, sku_id, target, state, requested_at)
     values (?, ?, ?, ?, 'requested', ?)`,
    [origin.tenantId, row.id, sku.id, target, now],
  );
  await setPromise(trx, origin.tenantId, sku.id, target);
  await noteReduction(work, sku.id, "reductionRequested", target);
  return toReduction(row);
}

async function noteReduction(
  work: SeatWork,
  skuId: string,
  movement: Parameters<typeof recordMovements>[3]["movement"],
  target: number,
): Promise<void> {
  await recordMovements(work.trx, work.origin, work.now, {
    skuId,
    movement,
    cause: poolCause("reduction", target),
    userIds: [undefined],
  });
}

async function closeReduction(
  trx: Trx,
  tenantId: string,
  id: string,
  state: Reduction["state"],
  now: number,
): Promise<void> {
  await queryRows(trx, "update sku_reductions set state = ?, settled_at = ? where tenant_id = ? and id = ?", [
    state,
    now,
    tenantId,
    id,
  ]);
}

/** Schedules a requested reduction for the next cycle date. R052, R055 */
export async function scheduleReduction(work: SeatWork, sku: Sku, reduction: Reduction): Promise<void> {
  await queryRows(
    work.trx,
    "update sku_reductions set state = 'scheduled', effective_at = ? where tenant_id = ? and id = ?",
    [sku.nextCycleAt, work.origin.tenantId, reduction.id],
  );
  await noteReduction(work, sku.id, "reductionScheduled", reduction.target);
}

/** Withdraws an open reduction. Its seats can be given again. */
export async function withdrawReduction(work: SeatWork, sku: Sku, reduction: Reduction): Promise<void> {
  const { trx, origin, now } = work;
  await closeReduction(trx, origin.tenantId, reduction.id, "withdrawn", now);
  await setPromise(trx, origin.tenantId, sku.id, undefined);
  await noteReduction(work, sku.id, "reductionWithdrawn", reduction.target);
}

/** Applies a reduction whose date has come. It fails if more seats are in use. R055, R056 */
export async function applyDueReduction(work: SeatWork, sku: Sku): Promise<void> {
  const { trx, origin, now } = work;
  const open = await findOpenReduction(trx, origin.tenantId, sku.id);
  if (open?.effectiveAt === undefined || open.effectiveAt > now) return;
  const fits = consumedOf(sku) <= open.target;
  await closeReduction(trx, origin.tenantId, open.id, fits ? "applied" : "failed", now);
  await setPromise(trx, origin.tenantId, sku.id, undefined);
  if (fits) await updateSku(trx, origin.tenantId, { ...sku, purchased: open.target }, now);
  await noteReduction(work, sku.id, fits ? "reductionApplied" : "reductionFailed", open.target);
}
