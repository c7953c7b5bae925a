import { inTransaction } from "../../db/transaction.js";
import { requireConfirmed } from "../../effects/administrators/require-confirmed.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { eraseAuditValues } from "../../observability/audit-erase.js";

/**
 * Erases the values of a resource from the audit trail. What changed, when and by whom stays, and the chain stays
 * valid.
 * @returns the number of entries whose values were erased
 * @throws AppError `notFound` if the trail has no entry of the resource; if the password has to be repeated
 */
export async function eraseAudit(ctx: ServerContext, resourceId: string): Promise<{ entries: number }> {
  requireConfirmed(ctx, "to erase values from the audit trail");
  return inTransaction(ctx.db, async (trx) => {
    const { entries, resourceType } = await eraseAuditValues(trx, ctx.viewer.tenantId, resourceId);
    if (resourceType === undefined) {
      throw new AppError("notFound", `The audit trail has no entry of "${resourceId.slice(0, 60)}"`);
    }
    if (entries === 0) return { entries };
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "audit.erased",
      resourceType,
      resourceId,
      facts: { entries },
    });
    return { entries };
  });
}
