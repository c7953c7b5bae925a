import { isDeepStrictEqual } from "node:util";
import { getInstance, type Instance, updateInstance } from "../../access/instances.js";
import { inTransaction } from "../../db/transaction.js";
import { instanceValues } from "../../effects/audit/instance-values.js";
import { valueChanges } from "../../effects/audit/value-changes.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { refreshGroupAccess } from "../../effects/groups/group-representation.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { recordAudit } from "../../observability/audit.js";

/** The properties of an instance that can change; omitted ones stay unchanged. */
export type InstanceChange = Partial<Pick<Instance, "displayName" | "type" | "connectorConfig">>;

/**
 * Changes the name, the purpose and the URL of an instance.
 * @param ref - its id or name
 * @throws AppError `notFound`, `preconditionFailed`
 */
export async function changeInstance(
  ctx: ServerContext,
  ref: string,
  precondition: Precondition,
  change: InstanceChange,
): Promise<Instance> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const before = await getInstance(trx, tenantId, ref, true);
    checkPrecondition(before.version, precondition);
    const after: Instance = { ...before, ...change };
    if (isDeepStrictEqual(before, after)) return before;
    await updateInstance(trx, tenantId, after, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "instance.changed",
      resourceType: "Instance",
      resourceId: before.id,
      changes: valueChanges(instanceValues(before), instanceValues(after)),
      facts: { connectorChanged: !isDeepStrictEqual(before.connectorConfig, after.connectorConfig) },
    });
    const { guardGroupId } = before;
    if (guardGroupId !== undefined) await refreshGroupAccess(trx, ctx, [guardGroupId]);
    return getInstance(trx, tenantId, before.id);
  });
}
