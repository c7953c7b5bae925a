import { suspendSeats } from "./due.js";
import { queryForUsers, type SeatWork } from "./seat-work.js";
import { takeBackSeats } from "./seats.js";

/** The condition that a grant `g` belongs to the seat of the surrounding statement. */
const OF_SEAT = "g.tenant_id = seats.tenant_id and g.user_id = seats.user_id and g.sku_id = seats.sku_id";

/**
 * Lets a hold grant the seats that people have, so that a change which takes all other grants leaves the seats where
 * they are. The ledger and the counters stay untouched.
 */
export async function keepSeats(
  { trx, origin, now }: SeatWork,
  userIds: readonly string[],
  holdId: string,
): Promise<void> {
  await queryForUsers(
    trx,
    (ids) => `insert into license_grants (tenant_id, user_id, sku_id, source, source_id, granted_at)
      select s.tenant_id, s.user_id, s.sku_id, 'hold', ?, cast(? as bigint) from seats s
      where s.tenant_id = ? and s.state = 'active' and s.user_id in (${ids})
      on conflict (tenant_id, user_id, sku_id, source, source_id) do nothing`,
    [holdId, now, origin.tenantId],
    userIds,
  );
}

/**
 * Marks the seats of people that nothing but holds grant, and takes the mark from those that something else grants
 * again.
 * @returns the ids of the people whose seats are marked differently now
 */
export async function markKeptSeats(
  { trx, origin, touched }: SeatWork,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const isDropped = `(exists (select 1 from license_grants g where ${OF_SEAT} and g.source = 'hold')
    and not exists (select 1 from license_grants g where ${OF_SEAT} and g.source <> 'hold'))`;
  const rows = await queryForUsers<{ user_id: string }>(
    trx,
    (ids) => `update seats set kept = case when ${isDropped} then 'dropped' end
      where tenant_id = ? and user_id in (${ids})
        and ((kept is null and ${isDropped}) or (kept = 'dropped' and not ${isDropped}))
      returning user_id`,
    [origin.tenantId],
    userIds,
  );
  const changed = new Set(rows.map(({ user_id: id }) => id));
  for (const id of changed) touched.add(id);
  return changed;
}

/**
 * Takes back the seats that a hold kept for people, as the changes would have done that it held. The people who wait
 * get them.
 */
export async function releaseKeptSeats(
  work: SeatWork,
  userIds: readonly string[],
  holdId: string,
): Promise<void> {
  await takeBackSeats(work, { userIds, sources: ["hold"], sourceId: holdId }, `hold:${holdId}`);
  const { trx, origin, now } = work;
  const rows = await queryForUsers<{ user_id: string }>(
    trx,
    (ids) => `update seats set kept = null where tenant_id = ? and kept = 'suspended' and user_id in (${ids})
        and not exists (select 1 from license_grants g where ${OF_SEAT} and g.source = 'hold')
      returning user_id`,
    [origin.tenantId],
    userIds,
  );
  for (const id of new Set(rows.map(({ user_id: userId }) => userId))) await suspendSeats(work, id, now);
}
