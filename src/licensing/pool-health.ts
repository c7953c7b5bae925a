import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";

/** The condition of a pool. Times are UTC milliseconds. */
export interface PoolHealth {
  readonly skuId: string;
  readonly partNumber: string;
  readonly consumed: number;
  readonly limit: number;
  /** When the last of the seats in use was given; undefined if none is in use. */
  readonly lastGivenAt: number | undefined;
  /** The number of people who wait for a seat. */
  readonly waiting: number;
  /** Since when the first of them waits. */
  readonly waitingSince: number | undefined;
}

/**
 * Lists the pools that are in use beyond a share of their seats, and those for which people wait. One statement.
 * @param percent - of the seats that may be in use
 */
export async function listTroubledPools(
  db: Db,
  tenantId: string,
  percent: number,
  limit: number,
): Promise<PoolHealth[]> {
  const rows = await queryRows<{
    id: string;
    part_number: string;
    consumed: number;
    seats: number;
    last_given_at: number | null;
    waiting: number;
    waiting_since: number | null;
  }>(
    db,
    `select p.id, p.part_number, p.consumed, p.seats, p.waiting,
       (select max(s.since) from seats s where s.tenant_id = ? and s.sku_id = p.id
          and s.state in ('active', 'held')) as last_given_at,
       (select min(s.wished_at) from seats s where s.tenant_id = ? and s.sku_id = p.id
          and s.state = 'error') as waiting_since
     from (select k.id, k.part_number, k.assigned + k.held as consumed,
         coalesce(k.promised, k.purchased) as seats,
         (select cast(count(*) as integer) from seats w where w.tenant_id = k.tenant_id and w.sku_id = k.id
            and w.state = 'error') as waiting
       from skus k where k.tenant_id = ?) p
     where p.waiting > 0 or (p.consumed > 0 and p.consumed * 100 >= p.seats * ?)
     order by p.id ${LIMIT}`,
    [tenantId, tenantId, tenantId, percent, limit],
  );
  return rows.map((row) => ({
    skuId: row.id,
    partNumber: row.part_number,
    consumed: row.consumed,
    limit: row.seats,
    lastGivenAt: row.last_given_at ?? undefined,
    waiting: row.waiting,
    waitingSince: row.waiting_since ?? undefined,
  }));
}
