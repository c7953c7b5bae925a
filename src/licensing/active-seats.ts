import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";

/** A seat that a person has. */
export interface ActiveSeat {
  readonly userId: string;
  readonly skuId: string;
  readonly partNumber: string;
  /** UTC milliseconds. */
  readonly since: number;
}

/** Lists the seats of the next people who have any, by user id, after a given id. One statement. R044 */
export async function listActiveSeats(
  db: Db,
  tenantId: string,
  page: { readonly after?: string | undefined; readonly people: number },
): Promise<readonly ActiveSeat[]> {
  const rows = await queryRows<{ user_id: string; sku_id: string; part_number: string; since: number }>(
    db,
    `select s.user_id, s.sku_id, k.part_number, s.since from seats s
     join skus k on k.tenant_id = s.tenant_id and k.id = s.sku_id
     where s.tenant_id = ? and s.state = 'active' and s.user_id in (
       select distinct d.user_id from seats d
       where d.tenant_id = ? and d.state = 'active' and d.user_id > ? order by d.user_id limit ?)
     order by s.user_id, k.part_number`,
    [tenantId, tenantId, page.after ?? "", page.people],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    skuId: row.sku_id,
    partNumber: row.part_number,
    since: row.since,
  }));
}
