import { inTransaction } from "../../db/transaction.js";
import { originOf, type ServerContext, type Services } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import {
  type DeclaredExtension,
  deleteExtensionRow,
  insertExtension,
} from "../../tenants/extension-schemas.js";
import { waitForSchemas } from "../../tenants/schema-cache.js";

/**
 * Adds an extension schema, or replaces it with one that has more or tighter attributes. Resolves when all servers use
 * it: a server that did not know it would drop its values as unknown names.
 * @param document - see `parseExtension`
 * @throws AppError `invalidValue`, `uniqueness`, `conflict` as `insertExtension`
 */
export async function addExtensionSchema(
  ctx: ServerContext & Pick<Services, "wait">,
  document: unknown,
): Promise<DeclaredExtension> {
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
  await waitForSchemas(ctx.wait);
  return declared;
}

/**
 * Removes an extension schema; resolves when all servers know.
 * @throws AppError `notFound` if there is none, `conflict` while a resource has values of it
 */
export async function removeExtensionSchema(
  ctx: ServerContext & Pick<Services, "wait">,
  urn: string,
): Promise<void> {
  await inTransaction(ctx.db, async (trx) => {
    const declared = await deleteExtensionRow(trx, ctx.viewer.tenantId, urn);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "schema.removed",
      resourceType: "Schema",
      resourceId: declared,
    });
  });
  await waitForSchemas(ctx.wait);
}
