import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import { removeExtension } from "../../tenants/extension-schemas.js";
import { untilSchemasCount } from "../../tenants/schema-cache.js";

/**
 * Takes back an extension schema that the tenant declared; ends when every server goes by it.
 * @throws AppError `notFound` when there is none, `conflict` while a resource has values of it
 */
export async function withdrawExtension(ctx: ServerContext, urn: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    const declared = await removeExtension(trx, ctx.viewer.tenantId, urn);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "schema.removed",
      resourceType: "Schema",
      resourceId: declared,
    });
  });
  await untilSchemasCount();
}
