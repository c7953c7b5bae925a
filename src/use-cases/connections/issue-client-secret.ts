import { addClientSecret, type NewSecret } from "../../auth/client-secrets.js";
import { inTransaction } from "../../db/transaction.js";
import { valueChanges } from "../../effects/audit/value-changes.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Gives an OAuth client another secret.
 * @returns its id and itself, which cannot be had again
 * @throws AppError `notFound` for an unknown client, `conflict` when it has two that are valid
 */
export async function issueClientSecret(
  ctx: ServerContext,
  clientId: string,
  secret: NewSecret,
): Promise<{ id: string; secret: string }> {
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const added = await addClientSecret(trx, ctx.viewer.tenantId, clientId, secret, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "client.secretAdded",
      resourceType: "Client",
      resourceId: clientId,
      changes: valueChanges({}, { expiresAt: secret.expiresAt }),
      facts: { secretId: added.id, changedSecrets: ["secret"] },
    });
    return added;
  });
}
