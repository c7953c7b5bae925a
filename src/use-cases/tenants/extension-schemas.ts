import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import {
  type DeclaredExtension,
  deleteExtensionRow,
  insertExtension,
} from "../../tenants/extension-schemas.js";
import { waitForSchemas } from "../../tenants/schema-cache.js";

/**
 * Declares an extension schema of the tenant's own, or declares it anew with more or tighter attributes. Ends when every
 * server goes by it: values that one of them did not know would be dropped as unknown names.
 * @param document - see `parseExtension`
 * @throws AppError `invalidValue`, `uniqueness`, `conflict` as `addExtension`
 */
export async function addExtensionSchema(ctx: ServerContext, document: unknown): Promise<DeclaredExtension> {
  const now = ctx.now();
  const declared = await inTransaction(ctx.db, async (trx) => {
    const added = await insertExtension(trx, ctx.viewer.tenantId, document, now);
    const { urn, ...facts } = added;
    await recordAudit(trx, originOf(ctx), now, {
      action: "schema.declared",
      resourceType: "Schema",
      resourceId: urn,
      facts,
    });
    return added;
  });
  await waitForSchemas();
  return declared;
}

/**
 * Takes back an extension schema that the tenant declared; ends when every server goes by it.
 * @throws AppError `notFound` when there is none, `conflict` while a resource has values of it
 */
export async function removeExtensionSchema(ctx: ServerContext, urn: string): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    const declared = await deleteExtensionRow(trx, ctx.viewer.tenantId, urn);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "schema.removed",
      resourceType: "Schema",
      resourceId: declared,
    });
  });
  await waitForSchemas();
}
