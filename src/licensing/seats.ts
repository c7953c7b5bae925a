import { queryRows } from "../db/query.js";
import { addGrants, causeOf, dropGrants, type GrantFilter, type GrantSource } from "./grants.js";
import { type Movement, recordMovements } from "./ledger.js";
import { exhausted } from "./pool.js";
import { queryForUsers, type SeatWork, USERS_PER_STATEMENT } from "./seat-work.js";
import { getSku, moveCounters, takeSeats } from "./skus.js";

/** What happens if no seat is left: the change is refused, or the user waits. docs/licensing.md */
export type WhenEmpty = "refuse" | "wait";

/** The state of a user's seat. */
export interface SeatRow {
  readonly user_id: string;
  readonly state: "active" | "held" | "error" | "released";
}

/** Records movements of seats in the ledger and remembers the users concerned. */
export async function noteMovements(
  work: SeatWork,
  skuId: string,
  movement: Movement,
  cause: string,
  userIds: readonly string[],
): Promise<void> {
  await recordMovements(work.trx, work.origin, work.now, { skuId, movement, cause, userIds });
  for (const id of userIds) work.touched.add(id);
}

/** Returns the seats that users have of a SKU. */
export async function findSeats(
  { trx, origin }: SeatWork,
  skuId: string,
  userIds: readonly string[],
): Promise<SeatRow[]> {
  return queryForUsers<SeatRow>(
    trx,
    (ids) => `select user_id, state from seats where tenant_id = ? and sku_id = ? and user_id in (${ids})`,
    [origin.tenantId, skuId],
    userIds,
  );
}

/**
 * Gives users a seat of a SKU, in the given order. Idempotent: a user who has a seat keeps it, and a seat held by an
 * invitation becomes the user's own. R051, R057
 * @param work - expired holds are freed already, by `expireHoldsOf`
 * @throws AppError `conflict` LICENSE_POOL_EXHAUSTED if there are too few seats and `whenEmpty` is `refuse`
 */
export async function giveSeats(
  work: SeatWork,
  skuId: string,
  userIds: readonly string[],
  source: GrantSource,
  whenEmpty: WhenEmpty,
): Promise<void> {
  for (let i = 0; i < userIds.length; i += USERS_PER_STATEMENT) {
    await giveSome(work, skuId, userIds.slice(i, i + USERS_PER_STATEMENT), source, whenEmpty);
  }
}

async function giveSome(
  work: SeatWork,
  skuId: string,
  userIds: readonly string[],
  source: GrantSource,
  whenEmpty: WhenEmpty,
): Promise<void> {
  const { trx, origin } = work;
  await addGrants(work, skuId, userIds, source);
  const states = new Map((await findSeats(work, skuId, userIds)).map((row) => [row.user_id, row.state]));
  const inState = (...wanted: (SeatRow["state"] | undefined)[]): string[] =>
    userIds.filter((id) => wanted.includes(states.get(id)));
  await convertHolds(work, skuId, inState("held"), causeOf(source));
  // A seat that was freed because its user was inactive returns with the user.
  const wanting = inState(undefined, ...(whenEmpty === "refuse" ? (["error"] as const) : []));
  if (wanting.length === 0) return;
  const got = await takeSeats(trx, origin.tenantId, skuId, wanting.length);
  if (got < wanting.length && whenEmpty === "refuse") {
    throw exhausted(await getSku(trx, origin.tenantId, skuId, work.now));
  }
  await storeSeats(work, skuId, wanting.slice(0, got), "active");
  await storeSeats(work, skuId, wanting.slice(got), "error");
  await noteMovements(work, skuId, "assigned", causeOf(source), wanting.slice(0, got));
  await noteMovements(work, skuId, "waiting", causeOf(source), wanting.slice(got));
}

async function storeSeats(
  { trx, origin, now }: SeatWork,
  skuId: string,
  userIds: readonly string[],
  state: "active" | "error",
): Promise<void> {
  if (userIds.length === 0) return;
  const error = state === "error" ? "CountViolation" : null;
  await queryForUsers(
    trx,
    (ids) => `insert into seats (tenant_id, sku_id, user_id, state, error, since, wished_at)
      select ?, ?, x.id, ?, ?, cast(? as bigint), cast(? as bigint)
      from (${ids.replace("->> 'id'", "->> 'id' as id")}) x where true
      on conflict (tenant_id, sku_id, user_id) do update set state = excluded.state, error = excluded.error,
        since = excluded.since, expires_at = null, release_at = null`,
    [origin.tenantId, skuId, state, error, now, now],
    userIds,
  );
}

/** Turns held seats into assigned ones. A person never has two. R051 */
export async function convertHolds(
  work: SeatWork,
  skuId: string,
  userIds: readonly string[],
  cause: string,
): Promise<void> {
  if (userIds.length === 0) return;
  const { trx, origin, now } = work;
  const converted = await queryForUsers<{ user_id: string }>(
    trx,
    (ids) => `update seats set state = 'active', error = null, expires_at = null, since = cast(? as bigint)
      where tenant_id = ? and sku_id = ? and state = 'held' and user_id in (${ids}) returning user_id`,
    [now, origin.tenantId, skuId],
    userIds,
  );
  const ids = converted.map(({ user_id: id }) => id);
  await moveCounters(trx, origin.tenantId, skuId, { assigned: ids.length, held: -ids.length });
  await noteMovements(work, skuId, "converted", cause, ids);
}

/**
 * Removes grants and frees the seats that no grant is left for. The people who wait get them. R060, R091
 * @param serve - false if the caller gives the seats to someone else in the same transaction
 * @returns the ids of users who lost a seat or a grant
 */
export async function takeBackSeats(
  work: SeatWork,
  filter: GrantFilter,
  cause: string,
  serve = true,
): Promise<string[]> {
  const concerned = new Set<string>();
  for (let i = 0; i < filter.userIds.length; i += USERS_PER_STATEMENT) {
    const userIds = filter.userIds.slice(i, i + USERS_PER_STATEMENT);
    const dropped = await dropGrants(work, { ...filter, userIds });
    for (const [skuId, users] of dropped) {
      for (const id of users) {
        work.touched.add(id);
        concerned.add(id);
      }
      await releaseUnwished(work, skuId, users, cause, serve);
    }
  }
  return [...concerned];
}

/**
 * Frees the seats of users without a grant, and gives them to the people who wait. A seat that only an open invitation
 * requests becomes a hold.
 * @param serve - false if the caller gives the seats to someone else in the same transaction
 */
export async function releaseUnwished(
  work: SeatWork,
  skuId: string,
  userIds: readonly string[],
  cause: string,
  serve: boolean,
): Promise<void> {
  const { trx, origin } = work;
  const gone = await queryForUsers<SeatRow>(
    trx,
    (ids) => `delete from seats where tenant_id = ? and sku_id = ? and user_id in (${ids})
      and not exists (select 1 from license_grants g where g.tenant_id = seats.tenant_id
        and g.user_id = seats.user_id and g.sku_id = seats.sku_id)
      returning user_id, state`,
    [origin.tenantId, skuId],
    userIds,
  );
  const of = (state: SeatRow["state"]): string[] =>
    gone.filter((row) => row.state === state).map(({ user_id: id }) => id);
  const [active, held] = [of("active"), of("held")];
  await moveCounters(trx, origin.tenantId, skuId, { assigned: -active.length, held: -held.length });
  await noteMovements(work, skuId, "released", cause, active);
  await noteMovements(work, skuId, "holdReleased", cause, held);
  await reserveForInvited(work, skuId, userIds, cause);
  const orphans = await endOrphanHolds(work, skuId, userIds, cause);
  if (serve && active.length + held.length + orphans > 0) await serveWaiting(work, skuId);
}

/** The condition that a grant `g` is that of an open invitation. */
const IS_OPEN = `g.source = 'invitation' and exists (select 1 from invitations i
  where i.tenant_id = g.tenant_id and i.id = g.source_id and i.state = 'open')`;

/**
 * Turns seats that only an open invitation requests into holds. They become the person's own when it is accepted. R049,
 * R051
 */
async function reserveForInvited(
  work: SeatWork,
  skuId: string,
  userIds: readonly string[],
  cause: string,
): Promise<void> {
  const { trx, origin, now } = work;
  const ofSeat = "g.tenant_id = seats.tenant_id and g.user_id = seats.user_id and g.sku_id = seats.sku_id";
  const rows = await queryForUsers<{ user_id: string }>(
    trx,
    (ids) => `update seats set state = 'held', since = cast(? as bigint), release_at = null,
        expires_at = (select max(i.expires_at) from license_grants g
          join invitations i on i.tenant_id = g.tenant_id and i.id = g.source_id and i.state = 'open'
          where ${ofSeat} and g.source = 'invitation')
      where tenant_id = ? and sku_id = ? and state = 'active' and user_id in (${ids})
        and not exists (select 1 from license_grants g where ${ofSeat} and not (${IS_OPEN}))
      returning user_id`,
    [now, origin.tenantId, skuId],
    userIds,
  );
  const ids = rows.map(({ user_id: id }) => id);
  await moveCounters(trx, origin.tenantId, skuId, { assigned: -ids.length, held: ids.length });
  await noteMovements(work, skuId, "released", cause, ids);
  await noteMovements(work, skuId, "held", cause, ids);
}

/** Ends holds whose invitation no longer requests a seat although other sources do. These users wait for a seat. */
async function endOrphanHolds(
  work: SeatWork,
  skuId: string,
  userIds: readonly string[],
  cause: string,
): Promise<number> {
  const { trx, origin, now } = work;
  const rows = await queryForUsers<{ user_id: string }>(
    trx,
    (
      ids,
    ) => `update seats set state = 'error', error = 'CountViolation', since = cast(? as bigint), expires_at = null
      where tenant_id = ? and sku_id = ? and state = 'held' and user_id in (${ids})
        and not exists (select 1 from license_grants g where g.tenant_id = seats.tenant_id
          and g.user_id = seats.user_id and g.sku_id = seats.sku_id and g.source = 'invitation')
      returning user_id`,
    [now, origin.tenantId, skuId],
    userIds,
  );
  const ids = rows.map(({ user_id: id }) => id);
  await moveCounters(trx, origin.tenantId, skuId, { assigned: 0, held: -ids.length });
  await noteMovements(work, skuId, "holdReleased", cause, ids);
  return ids.length;
}

/** Gives free seats to the people who wait, in the order of their requests. P16, R048 */
export async function serveWaiting(work: SeatWork, skuId: string): Promise<void> {
  const { trx, origin, now } = work;
  for (;;) {
    const rows = await queryRows<{ user_id: string }>(
      trx,
      `select user_id from seats where tenant_id = ? and sku_id = ? and state = 'error'
       order by wished_at, user_id limit ${USERS_PER_STATEMENT}`,
      [origin.tenantId, skuId],
    );
    const got = await takeSeats(trx, origin.tenantId, skuId, rows.length);
    const served = rows.slice(0, got).map(({ user_id: id }) => id);
    if (served.length === 0) return;
    await queryForUsers(
      trx,
      (ids) => `update seats set state = 'active', error = null, since = cast(? as bigint)
        where tenant_id = ? and sku_id = ? and user_id in (${ids})`,
      [now, origin.tenantId, skuId],
      served,
    );
    await noteMovements(work, skuId, "served", "waiting", served);
    await reserveForInvited(work, skuId, served, "waiting");
    if (got < USERS_PER_STATEMENT) return;
  }
}
