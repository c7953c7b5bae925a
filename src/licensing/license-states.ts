import type { Db } from "../db/connect.js";
import { candidateIdsSql, queryRows } from "../db/query.js";

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
  const rows = await queryRows<{ user_id: string; state: string; instance_id: string | null }>(
    db,
    `select s.user_id, case when s.kept is null then s.state else 'released' end as state, i.instance_id from seats s
     left join sku_instances i on i.tenant_id = s.tenant_id and i.sku_id = s.sku_id
     where s.tenant_id = ? and s.user_id ${candidateIdsSql(db, "e")}
       and not (s.state = 'held' and s.expires_at <= ?)`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id }))), now],
  );
  const found = new Map<string, { state: OpeningLicense; instanceId: string | null }[]>();
  for (const { user_id: userId, state, instance_id: instanceId } of rows) {
    const states = found.get(userId) ?? [];
    states.push({ state: STATES[state] ?? "none", instanceId });
    found.set(userId, states);
  }
  return (userId, instanceId) => {
    const states = (found.get(userId) ?? []).filter(
      (one) => one.instanceId === null || one.instanceId === instanceId,
    );
    return ORDER.find((candidate) => states.some(({ state }) => state === candidate)) ?? "none";
  };
}
