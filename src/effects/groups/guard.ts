import { countGuarded } from "../../access/guard-preview.js";
import { type Instance, updateInstance } from "../../access/instances.js";
import { insertJob } from "../../crm/sync/jobs.js";
import type { Trx } from "../../db/connect.js";
import { recordAudit } from "../../observability/audit.js";
import { originOf, type ServerContext } from "../context.js";

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
