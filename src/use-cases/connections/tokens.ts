import { insertToken, type NewToken, revokeTokenRow } from "../../auth/tokens.js";
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
export async function createToken(
  ctx: ServerContext,
  token: Omit<NewToken, "tenantId" | "grant">,
): Promise<{ id: string; secret: string }> {
  const { tenantId } = ctx.viewer;
  const { connectionId, name, scopes, expiresAt, userId } = token;
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const created = await insertToken(trx, { ...token, tenantId }, now);
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

/**
 * Ends a token for good; servers accept it for `TOKEN_CACHE_LIFETIME` more. Doing it twice is the same as once.
 * @throws AppError `notFound` when the tenant has no such token
 */
export async function revokeToken(ctx: ServerContext, id: string): Promise<void> {
  const now = ctx.now();
  await inTransaction(ctx.db, async (trx) => {
    if (!(await revokeTokenRow(trx, ctx.viewer.tenantId, id, now))) return;
    await recordAudit(trx, originOf(ctx), now, {
      action: "token.revoked",
      resourceType: "Token",
      resourceId: id,
    });
  });
}
