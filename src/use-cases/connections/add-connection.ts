import { inTransaction } from "../../db/transaction.js";
import { connectionValues } from "../../effects/audit/connection-values.js";
import { valueChanges } from "../../effects/audit/value-changes.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import type { Connection } from "../../tenants/connection.js";
import { type ConnectionSettings, createConnection } from "../../tenants/connections.js";

/**
 * Adds a connection to the tenant.
 * @throws AppError `uniqueness` when the name is taken, `invalidValue` when it is none
 */
export async function addConnection(
  ctx: ServerContext,
  name: string,
  settings: ConnectionSettings,
): Promise<Connection> {
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const added = await createConnection(trx, ctx.viewer.tenantId, name, settings, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "connection.created",
      resourceType: "Connection",
      resourceId: added.id,
      changes: valueChanges({}, connectionValues(added)),
    });
    return added;
  });
}
