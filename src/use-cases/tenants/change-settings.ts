import { inTransaction } from "../../db/transaction.js";
import type { ServerContext } from "../../effects/context.js";
import { changeSetting } from "./change-setting.js";

/**
 * Sets several settings of the tenant, or of one of its instances, all or none.
 * @param instanceId - empty for the tenant
 * @param choices - texts by name; undefined puts a setting back to its default
 * @throws AppError `invalidValue` for a name or text that is none
 */
export async function changeSettings(
  ctx: ServerContext,
  instanceId: string,
  choices: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    const within = { ...ctx, db: { ...ctx.db, read: trx, write: trx } };
    for (const [name, text] of Object.entries(choices)) await changeSetting(within, instanceId, name, text);
  });
}
