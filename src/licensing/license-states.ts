import type { Db } from "../db/connect.js";
import { manyIdsSql, queryTuples } from "../db/query.js";

/** The state of a person's license for an instance. */
export type OpeningLicense = "none" | "assigned" | "held" | "error";

/** From best to worst. The best license among all SKUs counts. */
const ORDER: readonly OpeningLicense[] = ["assigned", "held", "error", "none"];

const STATES: Readonly<Record<string, OpeningLicense>> = {
  active: "assigned",
  held: "held",
  error: "error",
  released: "none",
};

/**
 * Returns the state of people's licenses for each instance, in one statement. Expired holds do not count, nor do seats
 * that are kept for people who have lost them. A SKU without instances opens all of them. R043, R059
 * @param now - UTC milliseconds
 */
export async function licenseStatesOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<(userId: string, instanceId: string) => OpeningLicense> {
  const rows = await queryTuples<readonly [userId: string, state: string, instanceId: string | null]>(
    db,
    ["user_id", "state", "instance_id"],
    `select s.user_id, case when s.kept is null then s.state else 'released' end as state, i.instance_id from seats s
     left join sku_instances i on i.tenant_id = s.tenant_id and i.sku_id = s.sku_id
     where s.tenant_id = ? and s.user_id ${manyIdsSql(db, "e")}
       and not (s.state = 'held' and s.expires_at <= ?)`,
    [tenantId, JSON.stringify(userIds), now],
  );
  const found = new Map<string, { state: OpeningLicense; instanceId: string | null }[]>();
  for (const [userId, state, instanceId] of rows) {
    const seat = { state: STATES[state] ?? "none", instanceId };
    const seats = found.get(userId);
    if (seats === undefined) found.set(userId, [seat]);
    else seats.push(seat);
  }
  return (userId, instanceId) => {
    let best: OpeningLicense = "none";
    for (const seat of found.get(userId) ?? []) {
      const opens = seat.instanceId === null || seat.instanceId === instanceId;
      if (opens && ORDER.indexOf(seat.state) < ORDER.indexOf(best)) best = seat.state;
    }
    return best;
  };
}
