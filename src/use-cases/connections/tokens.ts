import { insertToken, type NewToken, revokeTokenRow } from "../../auth/tokens.js";
import { inTransaction } from "../../db/transaction.js";
import { requireConfirmed } from "../../effects/administrators/require-confirmed.js";
import { valueChanges } from "../../effects/audit/audit-values.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import type { Scope } from "../../tenants/connection.js";

/**
 * Creates a static token for a connection.
 * @returns its id and its secret, which cannot be shown again
 * @throws AppError `invalidValue` for an invalid name or an unknown user, `uniqueness` if a given secret is in use; if
 * the password has to be repeated
 */
export async function createToken(
  ctx: ServerContext,
  token: Omit<NewToken, "tenantId" | "grant">,
): Promise<{ id: string; secret: string }> {
  const { tenantId } = ctx.viewer;
  const { connectionId, name, scopes, expiresAt, userId } = token;
  confirmScopes(ctx, scopes);
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

/** Requires a confirmation for scopes with which a token could do what its maker has to confirm. */
export function confirmScopes(ctx: ServerContext, scopes: readonly Scope[]): void {
  if (scopes.some((scope) => scope.startsWith("admin:") || scope === "scim.adminroles"))
    requireConfirmed(ctx, "to give a program the rights of an administrator");
}

/**
 * Revokes a token permanently; servers accept it for up to `TOKEN_CACHE_LIFETIME`. Revoking it again changes nothing.
 * @throws AppError `notFound` if the tenant has no such token
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
