import type { Database } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import type { ModePlaces, PersonInInstance } from "../modes/mode-places.js";
import { lockModes, readModePlaces } from "../modes/mode-places.js";

/**
 * Reserves a place among the non-interactive people of an instance for a record, until the task is finished. Another
 * worker that takes over the task finds the place reserved. R121, R150
 * @returns the places if none is left; undefined if one was reserved
 */
export async function claimPlace(db: Database, task: PersonInInstance): Promise<ModePlaces | undefined> {
  const { tenantId, instanceId, userId } = task;
  return inTransaction(db, async (trx) => {
    await lockModes(trx, tenantId, instanceId);
    const places = await readModePlaces(trx, tenantId, instanceId, userId);
    if (places.count >= places.limit) return places;
    await queryRows(
      trx,
      "update sync_tasks set claims_mode = 1 where tenant_id = ? and instance_id = ? and user_id = ?",
      [tenantId, instanceId, userId],
    );
    return undefined;
  });
}
