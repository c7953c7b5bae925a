import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { type Movement, readCause } from "./ledger.js";
import { availableOf } from "./pool.js";

/** Two moments, in UTC milliseconds. */
interface Moments {
  readonly from: number;
  readonly to: number;
}

/** What the ledger has of a SKU between two moments. */
export interface PastSeats {
  readonly skuId: string;
  /** Undefined once the SKU is removed. */
  readonly partNumber: string | undefined;
  /** The free seats at both moments. */
  readonly availableBefore: number;
  readonly availableAfter: number;
  /** The number of users by their first and last movement in between. */
  readonly moved: readonly { readonly first: Movement; readonly last: Movement; readonly users: number }[];
}

/** The pool of a SKU at a moment, as far as free seats depend on it. */
export interface PoolThen {
  purchased: number;
  promised: number | undefined;
}

/** An event of a pool. */
export interface PoolRow {
  readonly sku_id: string;
  readonly at: number;
  readonly movement: Movement;
  readonly cause: string;
}

/** Reads what happened to the seats of each SKU between two moments; SKUs without any event are left out. */
export async function readPastSeats(
  db: Db,
  tenantId: string,
  moments: Moments,
): Promise<readonly PastSeats[]> {
  const used = await readUsed(db, tenantId, moments);
  const moved = await countMoved(db, tenantId, moments);
  const pools = await listPoolRows(db, tenantId, moments.to);
  const names = await queryRows<{ id: string; part_number: string }>(
    db,
    "select id, part_number from skus where tenant_id = ?",
    [tenantId],
  );
  const nameOf = new Map(names.map((row) => [row.id, row.part_number]));
  const skuIds = new Set([
    ...moved.map((row) => row.sku_id),
    ...pools.filter((row) => row.at > moments.from).map((row) => row.sku_id),
  ]);
  return [...skuIds].map((skuId) => {
    const own = pools.filter((row) => row.sku_id === skuId);
    const { before = 0, after = 0 } = used.get(skuId) ?? {};
    return {
      skuId,
      partNumber: nameOf.get(skuId),
      availableBefore: freeSeats(poolAt(own, moments.from), before),
      availableAfter: freeSeats(poolAt(own, moments.to), after),
      moved: moved.filter((row) => row.sku_id === skuId),
    };
  });
}

/** Lists the events of all pools of a tenant until a moment, oldest first. */
export function listPoolRows(db: Db, tenantId: string, until: number): Promise<PoolRow[]> {
  return queryRows(
    db,
    `select sku_id, at, movement, cause from seat_ledger where tenant_id = ? and user_id is null and at <= ?
     order by id`,
    [tenantId, until],
  );
}

/** Counts the seats in use at both moments, by SKU. */
async function readUsed(
  db: Db,
  tenantId: string,
  { from, to }: Moments,
): Promise<ReadonlyMap<string, { readonly before: number; readonly after: number }>> {
  const rows = await queryRows<{ sku_id: string; before: number; after: number }>(
    db,
    `select sku_id, cast(sum(case when at <= ? then amount else 0 end) as integer) as before,
       cast(sum(amount) as integer) as after
     from seat_ledger where tenant_id = ? and at <= ? group by sku_id`,
    [from, tenantId, to],
  );
  return new Map(rows.map(({ sku_id: skuId, ...used }) => [skuId, used]));
}

function countMoved(
  db: Db,
  tenantId: string,
  { from, to }: Moments,
): Promise<{ sku_id: string; first: Movement; last: Movement; users: number }[]> {
  return queryRows(
    db,
    `select f.sku_id, f.movement as first, l.movement as last, cast(count(*) as integer) as users
     from (select min(id) as first_id, max(id) as last_id from seat_ledger
       where tenant_id = ? and at > ? and at <= ? and user_id is not null group by sku_id, user_id) g
     join seat_ledger f on f.tenant_id = ? and f.id = g.first_id
     join seat_ledger l on l.tenant_id = ? and l.id = g.last_id
     group by f.sku_id, f.movement, l.movement`,
    [tenantId, from, to, tenantId, tenantId],
  );
}

/** Follows the events of a pool until a moment. */
export function poolAt(rows: readonly PoolRow[], at: number): PoolThen {
  const pool: PoolThen = { purchased: 0, promised: undefined };
  for (const row of rows) {
    if (row.at > at) continue;
    const { seats = 0 } = readCause(row.movement, row.cause);
    if (row.movement === "purchased") pool.purchased += seats;
    else if (row.movement === "reductionRequested") pool.promised = seats;
    else if (row.movement !== "reductionScheduled") {
      if (row.movement === "reductionApplied") pool.purchased = seats;
      pool.promised = undefined;
    }
  }
  return pool;
}

function freeSeats(pool: PoolThen, used: number): number {
  return availableOf({ ...pool, partNumber: "", offerMinimum: 0, assigned: used, held: 0 });
}
