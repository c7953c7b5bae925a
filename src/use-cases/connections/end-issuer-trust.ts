import { removeIssuer } from "../../auth/trusted-issuers.js";
import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Ends the trust in an issuer, and the access tokens that were given for its tokens.
 * @throws AppError `notFound`
 */
export async function endIssuerTrust(ctx: ServerContext, id: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    await removeIssuer(trx, ctx.viewer.tenantId, id);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "issuer.removed",
      resourceType: "Issuer",
      resourceId: id,
    });
  });
}
