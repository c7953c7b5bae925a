import type { Db } from "../db/connect.js";
import { DAY } from "../db/duration.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import { countSteps, type StepValue, stepSql, type TimeSteps } from "../db/time-steps.js";
import { listPoolRows, poolAt } from "./past-seats.js";
import type { Sku } from "./skus.js";

/** The seats of a SKU at the end of a step. */
export interface SeatValue extends StepValue {
  readonly skuId: string;
  readonly name: "assigned" | "held" | "purchased";
}

interface Moved {
  readonly sku_id: string;
  readonly step: number;
  readonly used: number;
  readonly held: number;
}

/**
 * Returns the seats of SKUs over time. It goes back from the present numbers, so it reads only the movements since the
 * first step. Two statements.
 * @param skus - as they are now
 */
export async function readSeatSteps(
  db: Db,
  tenantId: string,
  steps: TimeSteps,
  skus: readonly Sku[],
): Promise<SeatValue[]> {
  const moved = await sumMovements(db, tenantId, steps, skus.length === 1 ? skus[0]?.id : undefined);
  const pools = await listPoolRows(db, tenantId, steps.to);
  return skus.flatMap((sku) => {
    const own = moved.filter((row) => row.sku_id === sku.id);
    const pool = pools.filter((row) => row.sku_id === sku.id);
    return Array.from({ length: countSteps(steps) }, (_, step): SeatValue[] => {
      const later = own.filter((row) => row.step > step);
      const held = sku.held - sum(later, "held");
      const assigned = sku.assigned + sku.held - sum(later, "used") - held;
      const { purchased } = poolAt(pool, steps.from + (step + 1) * steps.step - 1);
      const seats = { assigned, held, purchased };
      return (["assigned", "held", "purchased"] as const).map((name) => ({
        skuId: sku.id,
        name,
        step,
        value: seats[name],
      }));
    }).flat();
  });
}

function sum(rows: readonly Moved[], column: "used" | "held"): number {
  return rows.reduce((total, row) => total + row[column], 0);
}

/** Adds up the movements since the first step, also those behind the last one. */
function sumMovements(
  db: Db,
  tenantId: string,
  { from, step }: TimeSteps,
  skuId: string | undefined,
): Promise<Moved[]> {
  return queryRows(
    db,
    `select sku_id, ${stepSql("at")} as step, cast(sum(amount) as integer) as used,
       cast(sum(case when movement = 'held' then 1
         when movement in ('holdReleased', 'holdExpired', 'converted') then -1 else 0 end) as integer) as held
     from seat_ledger where tenant_id = ? and id >= ? and at >= ? and user_id is not null
       ${skuId === undefined ? "" : "and sku_id = ?"}
     group by 1, 2`,
    // Ids are indexed. They begin with the time of the process that made them, which may differ from `at` a little.
    [from, step, tenantId, firstIdAt(from - DAY), from, ...(skuId === undefined ? [] : [skuId])],
  );
}
