import { queryRows } from "../db/query.js";
import { addGrants, causeOf, dropGrants, type GrantFilter, type GrantSource } from "./grants.js";
import { type Movement, recordMovements } from "./ledger.js";
import { exhausted } from "./pool.js";
import { queryForUsers, type SeatWork, USERS_PER_STATEMENT } from "./seat-work.js";
import { getSku, moveCounters, takeHold, takeSeats } from "./skus.js";

/** What becomes of whoever finds no seat: the change is refused, or the wish waits. crm.md D3 */
export type WhenEmpty = "refuse" | "wait";

interface SeatRow {
  readonly user_id: string;
  readonly state: "active" | "held" | "error" | "released";
}

async function note(
  work: SeatWork,
  skuId: string,
  movement: Movement,
  cause: string,
  userIds: readonly string[],
): Promise<void> {
  await recordMovements(work.trx, work.origin, work.now, { skuId, movement, cause, userIds });
  for (const id of userIds) work.touched.add(id);
}

async function findSeats(
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
 * Gives users a seat of a SKU, in the order in which they are named. Doing it twice is the same as doing it once:
 * whoever has a seat keeps that one, and one that an invitation holds becomes theirs. crm.md R051, R057
 * @param work - whoever is due has lost its hold already: `settleDue`
 * @throws AppError `conflict` LICENSE_POOL_EXHAUSTED when there are too few and `whenEmpty` says to refuse
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
  const held = inState("held");
  await convertHolds(work, skuId, held, causeOf(source));
  // The seat is theirs by this wish now: the invitation holds none from here on.
  if (held.length > 0) await dropGrants(work, { userIds: held, skuId, sources: ["invitation"] });
  const wanting = inState(undefined, "released", ...(whenEmpty === "refuse" ? (["error"] as const) : []));
  if (wanting.length === 0) return;
  const got = await takeSeats(trx, origin.tenantId, skuId, wanting.length);
  if (got < wanting.length && whenEmpty === "refuse") {
    throw exhausted(await getSku(trx, origin.tenantId, skuId, work.now));
  }
  await storeSeats(work, skuId, wanting.slice(0, got), "active");
  await storeSeats(work, skuId, wanting.slice(got), "error");
  await note(work, skuId, "assigned", causeOf(source), wanting.slice(0, got));
  await note(work, skuId, "waiting", causeOf(source), wanting.slice(got));
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

/** A held seat becomes an assigned one; never two for one person. crm.md R051 */
async function convertHolds(
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
  await note(work, skuId, "converted", cause, ids);
}

/**
 * Takes wishes back and frees the seats for which no wish is left; whoever waits gets them. crm.md R060, R091
 * @param serve - false when the caller gives the seats to somebody else at once
 * @returns the ids of users who lost a seat or a wish
 */
export async function takeBack(
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
      await freeUnwished(work, skuId, users, cause, serve);
    }
  }
  return [...concerned];
}

/** Frees the seats of users for which nobody wishes any longer, and serves who waits. */
async function freeUnwished(
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
  await note(work, skuId, "released", cause, active);
  await note(work, skuId, "holdReleased", cause, held);
  if (serve && active.length + held.length > 0) await serveWaiting(work, skuId);
}

/** Gives free seats to who waits, oldest wish first. crm.md P16, R048 */
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
    await note(work, skuId, "served", "waiting", served);
    if (got < USERS_PER_STATEMENT) return;
  }
}

/**
 * Holds a seat for an invitation until it expires; a hold that is there begins anew, and a person who has a seat
 * already needs none. crm.md R049, P06
 * @param expiresAt - UTC milliseconds
 * @returns whether a seat is held for it
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
  if (seat?.state === "active") return false;
  await dropGrants(work, { userIds: [userId], skuId, sources: ["invitation"] });
  await addGrants(work, skuId, [userId], { source: "invitation", sourceId: invitationId });
  if (seat?.state !== "held" && !(await takeHold(trx, origin.tenantId, skuId))) {
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
  if (seat?.state !== "held") await note(work, skuId, "held", `invitation:${invitationId}`, [userId]);
  work.touched.add(userId);
  return true;
}

/** The seat that an invitation holds becomes the person's own; nothing when it holds none any longer. crm.md R051 */
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

/** Frees the seat that an invitation holds; one that has become the person's own stays. crm.md A8 */
export async function releaseHold(
  work: SeatWork,
  userId: string,
  invitationId: string,
  movement: "holdReleased" | "holdExpired" = "holdReleased",
): Promise<void> {
  const { trx, origin } = work;
  const rows = await queryRows<{ sku_id: string }>(
    trx,
    `delete from seats where tenant_id = ? and user_id = ? and state = 'held' and exists (
       select 1 from license_grants g where g.tenant_id = seats.tenant_id and g.user_id = seats.user_id
         and g.sku_id = seats.sku_id and g.source = 'invitation' and g.source_id = ?)
     returning sku_id`,
    [origin.tenantId, userId, invitationId],
  );
  for (const { sku_id: skuId } of rows) {
    await dropGrants(work, { userIds: [userId], skuId, sources: ["invitation"], sourceId: invitationId });
    await moveCounters(trx, origin.tenantId, skuId, { assigned: 0, held: -1 });
    await note(work, skuId, movement, `invitation:${invitationId}`, [userId]);
    await serveWaiting(work, skuId);
  }
}
