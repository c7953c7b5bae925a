import { rolesOfGroup } from "../access/team-held-roles.js";
import { inTransaction } from "../db/transaction.js";
import { getConnection } from "../directory/connections.js";
import { adoptResource } from "../directory/ownership.js";
import { findUserResource } from "../directory/user-pages.js";
import { AppError } from "../errors.js";
import { recordAudit } from "../observability/audit.js";
import { requireMayManage } from "./administrator-guard.js";
import { originOf } from "./context.js";
import { checkMayGive } from "./member-roles.js";
import type { GrantContext } from "./user-roles.js";

/**
 * Hands a user or group over to a connection that sees its own alone.
 * @param name - its id, or its userName or displayName
 * @returns its id
 * @throws AppError `notFound` when there is no such resource or connection, `forbidden` for a global administrator
 * when the one who does it is none, and where groups of the connection give the user roles that he may not give
 */
export async function handOver(
  ctx: GrantContext,
  type: "User" | "Group",
  name: string,
  connectionName: string,
): Promise<string> {
  const { tenantId } = ctx.viewer;
  return inTransaction(ctx.db, async (trx) => {
    const connection = await getConnection(trx, tenantId, connectionName);
    const adopted = await adoptResource(trx, tenantId, type, name, connection.id);
    if (adopted === undefined) {
      throw new AppError("notFound", `The tenant has no ${type} '${name.slice(0, 60)}'`);
    }
    const { id, previous, groupIds } = adopted;
    if (type === "User") requireMayManage(ctx, (await findUserResource(trx, tenantId, id))?.resource);
    // What the connection's groups give to their members becomes this user's now.
    for (const groupId of type === "User" ? groupIds : []) {
      await checkMayGive(trx, ctx, await rolesOfGroup(trx, tenantId, groupId));
    }
    if (previous === connection.id) return id;
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: type === "User" ? "user.handedOver" : "group.handedOver",
      resourceType: type,
      resourceId: id,
      facts: { from: previous, to: connection.id },
    });
    return id;
  });
}
