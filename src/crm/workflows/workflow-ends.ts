import type { Db, Trx } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";

/**
 * Cancels a workflow in its current state, so that a step in progress is rolled back.
 * @returns false if it is confirmed or canceled already
 */
export async function endWorkflow(trx: Trx, tenantId: string, id: string, now: number): Promise<boolean> {
  const ended = await queryRows(
    trx,
    `update workflows set state = 'canceled', leased_until = 0, changed_at = ?, ended_at = ?
     where tenant_id = ? and id = ? and state not in ('confirmed', 'canceled') returning id`,
    [now, now, tenantId, id],
  );
  return ended.length > 0;
}

/** Returns the ids of open workflows that give and take a SKU. */
export async function openWorkflowsOfSku(db: Db, tenantId: string, skuId: string): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    db,
    "select id from workflows where tenant_id = ? and sku_id = ? and ended_at is null order by id",
    [tenantId, skuId],
  );
  return rows.map(({ id }) => id);
}
