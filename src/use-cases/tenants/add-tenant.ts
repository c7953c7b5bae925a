import { inTransaction } from "../../db/transaction.js";
import { connectionValues, valueChanges } from "../../effects/audit/audit-values.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { insertConnection } from "../../tenants/connections.js";
import { insertTenant, type Tenant } from "../../tenants/tenants.js";
import { createFirstInstance } from "../instances/instances.js";
import { DEFAULT_NAME } from "./bootstrap.js";

/**
 * Adds a tenant with its first connection and instance, and records that in the tenant's audit trail.
 * @param bare - without an instance
 * @throws AppError `uniqueness` if the name is taken, `invalidValue` if it is invalid
 */
export async function addTenant(
  ctx: Omit<ServerContext, "viewer">,
  name: string,
  { bare = false }: { bare?: boolean } = {},
): Promise<Tenant> {
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const tenant = await insertTenant(trx, name, now);
    if (tenant === undefined) throw new AppError("uniqueness", `There is already a tenant named '${name}'`);
    const origin = originOf({ ...ctx, viewer: { tenantId: tenant.id } });
    await recordAudit(trx, origin, now, {
      action: "tenant.created",
      resourceType: "Tenant",
      resourceId: tenant.id,
      changes: valueChanges({}, { name }),
    });
    if (!bare) await createFirstInstance(trx, tenant.id, now);
    const connection = await insertConnection(trx, tenant.id, DEFAULT_NAME, {}, now);
    await recordAudit(trx, origin, now, {
      action: "connection.created",
      resourceType: "Connection",
      resourceId: connection.id,
      changes: valueChanges({}, connectionValues(connection)),
    });
    return tenant;
  });
}
