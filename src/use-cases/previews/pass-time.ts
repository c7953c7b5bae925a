import { findDuePeople } from "../../crm/history/due.js";
import type { Trx } from "../../db/connect.js";
import { notesOf } from "../../db/transaction-notes.js";
import type { Context } from "../../effects/context.js";
import { expireDue } from "../licenses/expire-due.js";

/**
 * Lets time pass in a trial until the clock of the context: what is due expires, and everybody whose access time alone
 * changes is noted.
 * @param ctx - that of a preview in the transaction
 */
export async function passTime(ctx: Context, trx: Trx): Promise<void> {
  await expireDue({
    ...ctx,
    actor: { kind: "system", id: "expiry" },
    trigger: "expiry",
    administrator: undefined,
  });
  for (const { instanceId, userId } of await findDuePeople(trx, ctx.viewer.tenantId, ctx.now())) {
    notesOf(trx)?.addPeople(instanceId, [userId]);
  }
}
