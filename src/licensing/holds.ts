import { queryRows } from "../db/query.js";
import { addGrants, dropGrants } from "./grants.js";
import { exhausted } from "./pool.js";
import type { SeatWork } from "./seat-work.js";
import { convertHolds, findSeats, noteMovements, releaseUnwished, serveWaiting } from "./seats.js";
import { getSku, moveCounters, takeSeatHold } from "./skus.js";

/**
 * Holds a seat for an invitation until it expires, or extends the hold. A person who has a seat needs no hold now; the
 * seat becomes a hold when its source takes it back. R049, P06
 * @param expiresAt - UTC milliseconds
 * @returns true if a seat is held
 * @throws AppError `conflict` LICENSE_POOL_EXHAUSTED
 */
export async function holdSeat(
  work: SeatWork,
  skuId: string,
  userId: string,
  invitationId: string,
  expiresAt: number,
): Promise<boolean> {
  const { trx, origin, now } = work;
  const [seat] = await findSeats(work, skuId, [userId]);
  const source = { source: "invitation", sourceId: invitationId } as const;
  if (seat?.state === "active") {
    await addGrants(work, skuId, [userId], source);
    return false;
  }
  await dropGrants(work, { userIds: [userId], skuId, sources: ["invitation"] });
  await addGrants(work, skuId, [userId], source);
  if (seat?.state !== "held" && !(await takeSeatHold(trx, origin.tenantId, skuId))) {
    throw exhausted(await getSku(trx, origin.tenantId, skuId, now));
  }
  await queryRows(
    trx,
    `insert into seats (tenant_id, sku_id, user_id, state, since, wished_at, expires_at)
     values (?, ?, ?, 'held', ?, ?, ?)
     on conflict (tenant_id, sku_id, user_id) do update
       set state = 'held', error = null, since = excluded.since, expires_at = excluded.expires_at, release_at = null`,
    [origin.tenantId, skuId, userId, now, now, expiresAt],
  );
  if (seat?.state !== "held")
    await noteMovements(work, skuId, "held", `invitation:${invitationId}`, [userId]);
  work.touched.add(userId);
  return true;
}

/** Returns true if an invitation requests a seat of a SKU, whether that seat is held or given by another source. */
export async function asksForSeat(
  { trx, origin }: SeatWork,
  invitationId: string,
  skuId: string,
): Promise<boolean> {
  const rows = await queryRows(
    trx,
    `select 1 from license_grants
     where tenant_id = ? and sku_id = ? and source = 'invitation' and source_id = ?`,
    [origin.tenantId, skuId, invitationId],
  );
  return rows.length > 0;
}

/** Turns the seat that an invitation holds into the person's own. Does nothing if it holds none. R051 */
export async function acceptHold(work: SeatWork, userId: string, invitationId: string): Promise<void> {
  const rows = await queryRows<{ sku_id: string }>(
    work.trx,
    "select sku_id from license_grants where tenant_id = ? and user_id = ? and source = 'invitation' and source_id = ?",
    [work.origin.tenantId, userId, invitationId],
  );
  for (const { sku_id: skuId } of rows) {
    await convertHolds(work, skuId, [userId], `invitation:${invitationId}`);
  }
}

/** Frees the seat that an invitation holds, and removes its request. A seat given by another source stays. A8 */
export async function releaseHold(
  work: SeatWork,
  userId: string,
  invitationId: string,
  movement: "holdReleased" | "holdExpired" = "holdReleased",
): Promise<void> {
  const { trx, origin } = work;
  const rows = await queryRows<{ sku_id: string; state: string }>(
    trx,
    `select s.sku_id, s.state from seats s
     join license_grants g on g.tenant_id = s.tenant_id and g.user_id = s.user_id and g.sku_id = s.sku_id
     where s.tenant_id = ? and s.user_id = ? and g.source = 'invitation' and g.source_id = ?`,
    [origin.tenantId, userId, invitationId],
  );
  for (const { sku_id: skuId, state } of rows) {
    await dropGrants(work, { userIds: [userId], skuId, sources: ["invitation"], sourceId: invitationId });
    if (state !== "held") {
      work.touched.add(userId);
      await releaseUnwished(work, skuId, [userId], `invitation:${invitationId}`, true);
      continue;
    }
    await endHold(work, skuId, userId);
    await moveCounters(trx, origin.tenantId, skuId, { assigned: 0, held: -1 });
    await noteMovements(work, skuId, movement, `invitation:${invitationId}`, [userId]);
    await serveWaiting(work, skuId);
  }
}

async function endHold({ trx, origin, now }: SeatWork, skuId: string, userId: string): Promise<void> {
  const key = [origin.tenantId, skuId, userId];
  const waiting = await queryRows(
    trx,
    `update seats set state = 'error', error = 'CountViolation', since = ?, expires_at = null
     where tenant_id = ? and sku_id = ? and user_id = ? and exists (
       select 1 from license_grants g where g.tenant_id = seats.tenant_id and g.user_id = seats.user_id
         and g.sku_id = seats.sku_id)
     returning user_id`,
    [now, ...key],
  );
  if (waiting.length > 0) return;
  await queryRows(trx, "delete from seats where tenant_id = ? and sku_id = ? and user_id = ?", key);
}
