import { listGuarded } from "../../access/instances.js";
import type { Trx } from "../../db/connect.js";
import { recordAudit } from "../../observability/audit.js";
import { crmOfGroup } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { type Alarm, type Context, originOf } from "../context.js";

/**
 * Records that the guard of an instance is deleted: a provider can always do that, the guard stays set, and nobody can
 * enter. Costs nothing for other groups. docs/access-catalog.md
 * @returns the alarm for the operator, to be raised after the commit
 */
export async function noteLostGuards(
  trx: Trx,
  ctx: Context,
  groupId: string,
  group: Resource,
): Promise<readonly Alarm[]> {
  if (crmOfGroup(group).guardsInstance === undefined) return [];
  const alarms: Alarm[] = [];
  for (const { id, name } of await listGuarded(trx, ctx.viewer.tenantId, groupId)) {
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "instance.guardMissing",
      resourceType: "Instance",
      resourceId: id,
      facts: { instance: name, groupId, alarm: "GUARD_MISSING" },
    });
    alarms.push({ code: "GUARD_MISSING", facts: { instanceId: id, instance: name, groupId } });
  }
  return alarms;
}
