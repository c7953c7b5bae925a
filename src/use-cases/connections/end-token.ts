import { revokeToken } from "../../auth/tokens.js";
import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Ends a token for good; servers accept it for `TOKEN_CACHE_LIFETIME` more. Doing it twice is the same as once.
 * @throws AppError `notFound` when the tenant has no such token
 */
export async function endToken(ctx: ServerContext, id: string): Promise<void> {
  const now = ctx.now();
  await inTransaction(ctx.db, async (trx) => {
    if (!(await revokeToken(trx, ctx.viewer.tenantId, id, now))) return;
    await recordAudit(trx, originOf(ctx), now, {
      action: "token.revoked",
      resourceType: "Token",
      resourceId: id,
    });
  });
}
