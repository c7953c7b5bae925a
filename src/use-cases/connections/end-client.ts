import { removeClient } from "../../auth/oauth-clients.js";
import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Ends an OAuth client with its secrets, trusted issuers and access tokens.
 * @throws AppError `notFound`
 */
export async function endClient(ctx: ServerContext, clientId: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    await removeClient(trx, ctx.viewer.tenantId, clientId);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "client.deleted",
      resourceType: "Client",
      resourceId: clientId,
    });
  });
}
