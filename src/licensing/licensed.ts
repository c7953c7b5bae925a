import type { SqlFragment } from "../db/condition.js";

/**
 * Returns the condition that a SKU opens the instance of the surrounding statement. @param instance - its alias there
 */
export function openedBySku(instance: string): string {
  return `exists (select 1 from skus k where k.tenant_id = ${instance}.tenant_id
    and (exists (select 1 from sku_instances x where x.tenant_id = k.tenant_id and x.sku_id = k.id
           and x.instance_id = ${instance}.id)
      or not exists (select 1 from sku_instances x where x.tenant_id = k.tenant_id and x.sku_id = k.id)))`;
}

/** The seats that are looked for. */
export interface SeatFilter {
  /** Undefined for any SKU. */
  readonly skuId?: string | undefined;
  readonly state: "active" | "held" | "error";
}

/** Returns a select of the ids of people with such a seat; `error` is that of people who wait for one. */
export function peopleWithSeat(tenantId: string, { skuId, state }: SeatFilter): SqlFragment {
  const ofSku = skuId === undefined ? "" : "and s.sku_id = ?";
  return {
    // A literal, because the partial index of those who wait is used only then.
    sql: `select s.user_id from seats s where s.tenant_id = ? and s.state = '${state}' ${ofSku}`,
    bindings: [tenantId, ...(skuId === undefined ? [] : [skuId])],
  };
}

/** Returns the condition that the user of the surrounding statement has a seat. @param user - alias of `users` there */
export function hasSeatSql(user: string): string {
  return `exists (select 1 from seats s where s.tenant_id = ${user}.tenant_id and s.user_id = ${user}.id
    and s.state = 'active')`;
}

/**
 * Returns the condition that the user of the surrounding statement has a seat, or a held one, of a SKU that opens an
 * instance.
 * @param user - the alias of `users` there
 * @param now - UTC milliseconds; holds that expired by then do not count
 */
export function licensedForSql(user: string, instanceId: string, now: number): SqlFragment {
  return {
    sql: `exists (select 1 from seats s where s.tenant_id = ${user}.tenant_id and s.user_id = ${user}.id
      and (s.state = 'active' or (s.state = 'held' and s.expires_at > ?))
      and (exists (select 1 from sku_instances x where x.tenant_id = s.tenant_id and x.sku_id = s.sku_id
             and x.instance_id = ?)
        or not exists (select 1 from sku_instances x where x.tenant_id = s.tenant_id and x.sku_id = s.sku_id)))`,
    bindings: [now, instanceId],
  };
}
