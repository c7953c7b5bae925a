import type { Database } from "../../src/db/connect.js";
import { queryRows } from "../../src/db/query.js";

type SeatCounts = Readonly<
  Record<
    | "purchased"
    | "assigned"
    | "held"
    | "limits"
    | "active"
    | "holds"
    | "waiting"
    | "ledger"
    | "unwished"
    | "unseated",
    number
  >
>;

/** What is wrong with the seats of a tenant; nothing, if all is well. R149 */
export async function seatFaults(db: Database, tenantId: string): Promise<string[]> {
  const rows = await queryRows<SeatCounts>(
    db.write,
    `select k.purchased, k.assigned, k.held, coalesce(k.promised, k.purchased) as limits,
       (select count(*) from seats s where s.tenant_id = k.tenant_id and s.sku_id = k.id and s.state = 'active') as active,
       (select count(*) from seats s where s.tenant_id = k.tenant_id and s.sku_id = k.id and s.state = 'held') as holds,
       (select count(*) from seats s where s.tenant_id = k.tenant_id and s.sku_id = k.id and s.state = 'error') as waiting,
       (select coalesce(sum(l.amount), 0) from seat_ledger l where l.tenant_id = k.tenant_id and l.sku_id = k.id) as ledger,
       (select count(*) from seats s where s.tenant_id = k.tenant_id and s.sku_id = k.id and not exists (
          select 1 from license_grants g where g.tenant_id = s.tenant_id and g.user_id = s.user_id
            and g.sku_id = s.sku_id)) as unwished,
       (select count(*) from license_grants g where g.tenant_id = k.tenant_id and g.sku_id = k.id and not exists (
          select 1 from seats s where g.tenant_id = s.tenant_id and g.user_id = s.user_id
            and g.sku_id = s.sku_id)) as unseated
     from skus k where k.tenant_id = ?`,
    [tenantId],
  );
  return rows.flatMap((n) => {
    const used = n.assigned + n.held;
    return [
      [n.assigned === n.active, `${n.assigned} assigned, ${n.active} rows`],
      [n.held === n.holds, `${n.held} held, ${n.holds} rows`],
      [used >= 0 && used <= n.purchased, `${used} of ${n.purchased} used`],
      [n.ledger === used, `the ledger says ${n.ledger}, ${used} are used`],
      [n.unwished === 0, `${n.unwished} seats without a wish`],
      [n.unseated === 0, `${n.unseated} wishes without a seat`],
      [n.waiting === 0 || used >= n.limits, `${n.waiting} wait while ${n.limits - used} are free`],
    ].flatMap(([isWell, fault]) => (isWell === true ? [] : [String(fault)]));
  });
}
