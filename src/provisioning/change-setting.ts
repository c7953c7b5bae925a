import { insertJob } from "../crm/sync-jobs.js";
import { inTransaction } from "../db/transaction.js";
import {
  findTenantSettings,
  type SettingName,
  setTenantSetting,
  type TenantSettings,
} from "../directory/tenant-settings.js";
import { recordAudit } from "../observability/audit.js";
import { originOf, type ServerContext } from "./context.js";
import { refreshAdministrators } from "./refresh-roles.js";

/** Settings on which it depends who may enter, and which roles representations of administrators show. crm.md R004 */
const SHOWN_SETTINGS: ReadonlySet<string> = new Set<SettingName>([
  "ruleset",
  "adminRoles.autoSystemAdministrator",
]);

/**
 * Sets one setting of the tenant, or of one of its instances; undefined puts it back to its default.
 * @param instanceId - empty for the tenant
 * @returns the settings that are in force now
 * @throws AppError `invalidValue` for a name or text that is none
 */
export async function changeSetting(
  ctx: ServerContext,
  instanceId: string,
  name: string,
  text: string | undefined,
): Promise<TenantSettings> {
  const { tenantId } = ctx.viewer;
  const settings = await inTransaction(ctx.db, async (trx) => {
    const before = await findTenantSettings(trx, tenantId, instanceId);
    await setTenantSetting(trx, tenantId, instanceId, name, text);
    const after = await findTenantSettings(trx, tenantId, instanceId);
    const [old, now] = [before[name as SettingName], after[name as SettingName]];
    if (old === now) return after;
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "setting.changed",
      resourceType: instanceId === "" ? "Tenant" : "Instance",
      resourceId: instanceId === "" ? tenantId : instanceId,
      facts: { name, before: old, after: now },
    });
    if (SHOWN_SETTINGS.has(name))
      await insertJob(trx, tenantId, instanceId === "" ? undefined : instanceId, ctx.now());
    return after;
  });
  if (SHOWN_SETTINGS.has(name)) await refreshAdministrators(ctx);
  return settings;
}
