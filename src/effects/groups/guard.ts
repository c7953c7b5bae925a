import { countGuarded } from "../../access/guard-counts.js";
import { type Instance, listGuarded, updateInstance } from "../../access/instances.js";
import { insertJob } from "../../crm/sync/jobs.js";
import type { Trx } from "../../db/connect.js";
import { recordAudit } from "../../observability/audit.js";
import { crmOfGroup } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { type Alarm, type Context, originOf, type ServerContext } from "../context.js";

/**
 * Sets the guard of an instance whose row is locked; its records follow. The caller refreshes the representations of
 * the groups.
 */
export async function setGuard(
  trx: Trx,
  ctx: ServerContext,
  instance: Instance,
  groupId: string | undefined,
): Promise<void> {
  if (instance.guardGroupId === groupId) return;
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const { disabled, gaining } = await countGuarded(trx, tenantId, { instance, groupId, now });
  await updateInstance(trx, tenantId, { ...instance, guardGroupId: groupId }, now);
  await insertJob(trx, tenantId, instance.id, now);
  await recordAudit(trx, originOf(ctx), now, {
    action: groupId === undefined ? "instance.guardCleared" : "instance.guardSet",
    resourceType: "Instance",
    resourceId: instance.id,
    facts: { before: instance.guardGroupId ?? null, after: groupId ?? null, disabled, gaining },
  });
}

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
