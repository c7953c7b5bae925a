import { inTransaction } from "../../db/transaction.js";
import { connectionValues, valueChanges } from "../../effects/audit/audit-values.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { recordAudit } from "../../observability/audit.js";
import type { Connection } from "../../tenants/connection.js";
import {
  type ConnectionSettings,
  insertConnection,
  lockConnection,
  updateConnection,
} from "../../tenants/connections.js";

/**
 * Adds a connection to the tenant.
 * @throws AppError `uniqueness` if the name is taken, `invalidValue` if it is invalid
 */
export async function addConnection(
  ctx: ServerContext,
  name: string,
  settings: ConnectionSettings,
): Promise<Connection> {
  const now = ctx.now();
  return inTransaction(ctx.db, async (trx) => {
    const added = await insertConnection(trx, ctx.viewer.tenantId, name, settings, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "connection.created",
      resourceType: "Connection",
      resourceId: added.id,
      changes: valueChanges({}, connectionValues(added)),
    });
    return added;
  });
}

/**
 * Changes the properties of a connection; omitted ones stay unchanged.
 * @throws AppError `notFound` when the tenant has no connection of that name
 */
export async function changeConnection(
  ctx: ServerContext,
  name: string,
  settings: ConnectionSettings,
): Promise<Connection> {
  const { tenantId } = ctx.viewer;
  return inTransaction(ctx.db, async (trx) => {
    const before = await lockConnection(trx, tenantId, name);
    const after = await updateConnection(trx, tenantId, name, settings);
    const changes = valueChanges(connectionValues(before), connectionValues(after));
    if (Object.keys(changes).length === 0) return after;
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "connection.changed",
      resourceType: "Connection",
      resourceId: after.id,
      changes,
    });
    return after;
  });
}
