import type { Instance, NewInstance } from "../../access/instances.js";
import { insertJob } from "../../crm/sync/jobs.js";
import { inTransaction } from "../../db/transaction.js";
import { instanceValues } from "../../effects/audit/instance-values.js";
import { valueChanges } from "../../effects/audit/value-changes.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import { refreshAllRoles } from "../roles/refresh-roles.js";
import { createInstance } from "./create-instance.js";

/**
 * Adds an instance with its root business unit and default roles; a job then creates the records of people. Roles that
 * connections want in all instances, or in one of this name, are assigned there too. R063
 * @throws AppError `uniqueness` INSTANCE_NAME_TAKEN, `invalidValue`
 */
export async function addInstance(ctx: ServerContext, instance: NewInstance): Promise<Instance> {
  const now = ctx.now();
  const added = await inTransaction(ctx.db, async (trx) => {
    const made = await createInstance(trx, ctx.viewer.tenantId, instance, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "instance.created",
      resourceType: "Instance",
      resourceId: made.id,
      changes: valueChanges({}, instanceValues(made)),
    });
    await insertJob(trx, ctx.viewer.tenantId, made.id, now);
    return made;
  });
  await refreshAllRoles(ctx);
  return added;
}
