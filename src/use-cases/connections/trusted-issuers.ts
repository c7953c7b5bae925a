import { deleteIssuerRow, insertIssuer, type NewIssuer } from "../../auth/trusted-issuers.js";
import { inTransaction } from "../../db/transaction.js";
import { valueChanges } from "../../effects/audit/audit-values.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";

/**
 * Adds a trusted issuer of signed tokens.
 * @returns its id
 * @throws AppError `uniqueness`, `notFound` for an unknown client, `invalidValue` for an invalid property
 */
export async function addTrustedIssuer(
  ctx: ServerContext,
  issuer: Omit<NewIssuer, "tenantId">,
): Promise<string> {
  const now = ctx.now();
  const { trust, ...values } = issuer;
  return inTransaction(ctx.db, async (trx) => {
    const id = await insertIssuer(trx, { ...issuer, tenantId: ctx.viewer.tenantId }, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "issuer.trusted",
      resourceType: "Issuer",
      resourceId: id,
      changes: valueChanges({}, values),
      facts: { ...trust },
    });
    return id;
  });
}

/**
 * Removes a trusted issuer and the access tokens issued for its tokens.
 * @throws AppError `notFound`
 */
export async function removeTrustedIssuer(ctx: ServerContext, id: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    await deleteIssuerRow(trx, ctx.viewer.tenantId, id);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "issuer.removed",
      resourceType: "Issuer",
      resourceId: id,
    });
  });
}
