import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { groupBySku } from "./grants.js";
import { releaseHold } from "./holds.js";
import { recordMovements } from "./ledger.js";
import { nextCycleDate } from "./pool.js";
import { applyDueReduction } from "./reductions.js";
import type { SeatWork } from "./seat-work.js";
import { serveWaiting } from "./seats.js";
import { getSku, moveCounters, type Sku, updateSku } from "./skus.js";

/**
 * Brings a pool up to date before a seat of it is requested: frees holds that have expired and applies a reduction
 * whose date has come, so that nobody has to wait for a job. R050, R055
 * @throws AppError `notFound` UNKNOWN_SKU
 */
export async function expireHoldsOf(work: SeatWork, name: string): Promise<Sku> {
  const { trx, origin, now } = work;
  const sku = await getSku(trx, origin.tenantId, name, now);
  await expireHolds(work, sku.id);
  if (sku.nextCycleAt > now) return getSku(trx, origin.tenantId, sku.id, now);
  await applyDueReduction(work, await getSku(trx, origin.tenantId, sku.id, now));
  const reduced = await getSku(trx, origin.tenantId, sku.id, now);
  const nextCycleAt = nextCycleDate(sku.billingCycle, sku.nextCycleAt, now);
  await updateSku(trx, origin.tenantId, { ...reduced, nextCycleAt }, now);
  await serveWaiting(work, sku.id);
  return getSku(trx, origin.tenantId, sku.id, now);
}

async function expireHolds(work: SeatWork, skuId: string): Promise<void> {
  const { trx, origin, now } = work;
  const due = await queryRows<{ user_id: string; source_id: string }>(
    trx,
    `select s.user_id, g.source_id from seats s
     join license_grants g on g.tenant_id = s.tenant_id and g.user_id = s.user_id and g.sku_id = s.sku_id
       and g.source = 'invitation'
     where s.tenant_id = ? and s.sku_id = ? and s.state = 'held' and s.expires_at <= ?
     order by s.expires_at, s.user_id`,
    [origin.tenantId, skuId, now],
  );
  for (const { user_id: userId, source_id: invitationId } of due) {
    await releaseHold(work, userId, invitationId, "holdExpired");
  }
}

/** A tenant in which a pool, or seats of deactivated users, are due. */
export interface DueTenant {
  readonly tenantId: string;
  readonly skuIds: readonly string[];
  /** True if seats are due to be freed because their users have been inactive long enough. */
  readonly releases: boolean;
}

/** Lists the tenants in which something is due, or one of them. */
export async function listDue(db: Db, now: number, tenantId?: string): Promise<DueTenant[]> {
  const { sql, bindings } = ofTenant(tenantId);
  const pools = await queryRows<{ tenant_id: string; sku_id: string }>(
    db,
    `select tenant_id, sku_id from seats where state = 'held' and expires_at <= ?${sql}
     union select tenant_id, id as sku_id from skus where next_cycle_at <= ?${sql}`,
    [now, ...bindings, now, ...bindings],
  );
  const releases = await queryRows<{ tenant_id: string }>(
    db,
    `select distinct tenant_id from seats where release_at is not null and release_at <= ?${sql}`,
    [now, ...bindings],
  );
  const tenants = new Set([...pools, ...releases].map(({ tenant_id: id }) => id));
  return [...tenants].map((id) => ({
    tenantId: id,
    skuIds: pools.filter((row) => row.tenant_id === id).map((row) => row.sku_id),
    releases: releases.some((row) => row.tenant_id === id),
  }));
}

/** Returns the condition that limits a search through all tenants to one; none if undefined. */
export function ofTenant(tenantId: string | undefined): SqlFragment {
  return tenantId === undefined
    ? { sql: "", bindings: [] }
    : { sql: " and tenant_id = ?", bindings: [tenantId] };
}

/** Frees the seats of a deactivated user, or sets when they are freed. Wishes stay. docs/licensing.md */
export async function suspendSeats(work: SeatWork, userId: string, releaseAt: number): Promise<void> {
  const { trx, origin, now } = work;
  if (releaseAt > now) {
    await queryRows(
      trx,
      "update seats set release_at = ? where tenant_id = ? and user_id = ? and state in ('active', 'error')",
      [releaseAt, origin.tenantId, userId],
    );
    return;
  }
  const rows = await queryRows<{ sku_id: string; was: string; held: number }>(
    trx,
    `select s.sku_id, s.state as was, (select count(*) from license_grants g where g.tenant_id = s.tenant_id
         and g.user_id = s.user_id and g.sku_id = s.sku_id and g.source = 'hold') as held
     from seats s where s.tenant_id = ? and s.user_id = ? and s.state in ('active', 'error')`,
    [origin.tenantId, userId],
  );
  for (const { sku_id: skuId, was, held } of rows) {
    if (held > 0) await suspendLater(work, skuId, userId);
    else await release(work, skuId, userId, was === "active");
  }
}

/** Marks a seat that a hold keeps, which is freed with the hold. */
async function suspendLater(
  { trx, origin, touched }: SeatWork,
  skuId: string,
  userId: string,
): Promise<void> {
  touched.add(userId);
  await queryRows(
    trx,
    `update seats set kept = coalesce(kept, 'suspended'), release_at = null
     where tenant_id = ? and sku_id = ? and user_id = ?`,
    [origin.tenantId, skuId, userId],
  );
}

async function release(work: SeatWork, skuId: string, userId: string, isActive: boolean): Promise<void> {
  const { trx, origin, now } = work;
  await queryRows(
    trx,
    `update seats set state = 'released', error = null, since = ?, release_at = null
     where tenant_id = ? and sku_id = ? and user_id = ?`,
    [now, origin.tenantId, skuId, userId],
  );
  work.touched.add(userId);
  if (!isActive) return;
  await moveCounters(trx, origin.tenantId, skuId, { assigned: -1, held: 0 });
  await recordMovements(trx, origin, now, {
    skuId,
    movement: "suspended",
    cause: "deactivation",
    userIds: [userId],
  });
  await serveWaiting(work, skuId);
}

/** Frees the seats of users who have been inactive for as long as the tenant's setting says. docs/licensing.md */
export async function releaseInactive(work: SeatWork): Promise<void> {
  const rows = await queryRows<{ sku_id: string; user_id: string }>(
    work.trx,
    "select sku_id, user_id from seats where tenant_id = ? and release_at is not null and release_at <= ?",
    [work.origin.tenantId, work.now],
  );
  for (const userId of new Set(rows.map((row) => row.user_id))) {
    await suspendSeats(work, userId, work.now);
  }
}

/** Returns the seats that were freed to a user who is active again. If none is left, the user waits for one. */
export async function resumeSeats(work: SeatWork, userId: string): Promise<void> {
  const { trx, origin, now } = work;
  await queryRows(
    trx,
    `update seats set release_at = null, kept = case kept when 'suspended' then null else kept end
     where tenant_id = ? and user_id = ?`,
    [origin.tenantId, userId],
  );
  const rows = await queryRows<{ user_id: string; sku_id: string }>(
    trx,
    `update seats set state = 'error', error = 'CountViolation', wished_at = ?, since = ?
     where tenant_id = ? and user_id = ? and state = 'released' returning user_id, sku_id`,
    [now, now, origin.tenantId, userId],
  );
  for (const skuId of groupBySku(rows).keys()) {
    work.touched.add(userId);
    await serveWaiting(work, skuId);
  }
}
