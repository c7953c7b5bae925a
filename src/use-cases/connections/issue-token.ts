import { createToken, type NewToken } from "../../auth/tokens.js";
import { inTransaction } from "../../db/transaction.js";
import { valueChanges } from "../../effects/audit/value-changes.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Gives a connection another static token.
 * @returns its id and its secret, which cannot be had again
 * @throws AppError `invalidValue` for a name that is none and for a user who does not exist, `uniqueness` when a given
 * secret is in use
 */
export async function issueToken(
  ctx: ServerContext,
  token: Omit<NewToken, "tenantId" | "grant">,
): Promise<{ id: string; secret: string }> {
  const { tenantId } = ctx.viewer;
  const { connectionId, name, scopes, expiresAt, userId } = token;
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const created = await createToken(trx, { ...token, tenantId }, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "token.created",
      resourceType: "Token",
      resourceId: created.id,
      changes: valueChanges({}, { name, scopes, expiresAt, userId }),
      facts: { connectionId },
    });
    return created;
  });
}
