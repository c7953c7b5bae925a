import { revokeClientSecret } from "../../auth/client-secrets.js";
import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Ends a secret of an OAuth client, and the access tokens that were given for it.
 * @throws AppError `notFound`
 */
export async function endClientSecret(ctx: ServerContext, secretId: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    const clientId = await revokeClientSecret(trx, ctx.viewer.tenantId, secretId);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "client.secretRevoked",
      resourceType: "Client",
      resourceId: clientId,
      facts: { secretId },
    });
  });
}
