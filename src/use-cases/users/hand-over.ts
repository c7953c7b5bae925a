import { rolesOfGroup } from "../../access/team-held-roles.js";
import { inTransaction } from "../../db/transaction.js";
import { hasExternalId, setExternalId } from "../../directory/resources/external-ids.js";
import { adoptResource, findOwned } from "../../directory/resources/ownership.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import { requireMayManage } from "../../effects/administrators/global-administrators.js";
import type { GrantContext } from "../../effects/administrators/role-authority.js";
import { originOf } from "../../effects/context.js";
import { checkMayGive } from "../../effects/groups/member-roles.js";
import { type CodedText, codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { getConnection } from "../../tenants/connections.js";

/**
 * What has to be considered before a resource is handed over: the connection's provider sees it from then on, and one
 * that knows its resources by externalId deletes what it does not know. Undefined where it has one there.
 * @throws AppError `notFound`
 */
export async function adoptionRisk(
  { db, viewer }: Pick<GrantContext, "db" | "viewer">,
  type: "User" | "Group",
  name: string,
  connectionName: string,
): Promise<CodedText<"ADOPTED_WITHOUT_EXTERNAL_ID"> | undefined> {
  const { tenantId } = viewer;
  const connection = await getConnection(db.read, tenantId, connectionName);
  const found = await findOwned(db.read, tenantId, type, name);
  if (found === undefined) throw nothingToAdopt(type, name);
  if (await hasExternalId(db.read, tenantId, connection.id, found.id)) return undefined;
  return codedText(
    "ADOPTED_WITHOUT_EXTERNAL_ID",
    `the connection '${connectionName}' has no externalId for the ${type} '${name}': some providers (Pocket ID) delete at their next synchronization what they do not know by it: name the one that the provider has`,
  );
}

function nothingToAdopt(type: "User" | "Group", name: string): AppError {
  return new AppError("notFound", `The tenant has no ${type} '${name.slice(0, 60)}'`);
}

/**
 * Hands a user or group over to a connection that sees its own alone.
 * @param name - its id, or its userName or displayName
 * @param externalId - what the connection's provider calls it, to be set in the same step
 * @returns its id
 * @throws AppError `notFound` when there is no such resource or connection, `forbidden` for a global administrator
 * when the one who does it is none, and where groups of the connection give the user roles that he may not give
 */
export async function handOver(
  ctx: GrantContext,
  type: "User" | "Group",
  name: string,
  connectionName: string,
  externalId?: string,
): Promise<string> {
  const { tenantId } = ctx.viewer;
  return inTransaction(ctx.db, async (trx) => {
    const connection = await getConnection(trx, tenantId, connectionName);
    const adopted = await adoptResource(trx, tenantId, type, name, connection.id);
    if (adopted === undefined) throw nothingToAdopt(type, name);
    const { id, previous, groupIds } = adopted;
    if (type === "User") requireMayManage(ctx, (await findUserResource(trx, tenantId, id))?.resource);
    // What the connection's groups give to their members becomes this user's now.
    for (const groupId of type === "User" ? groupIds : []) {
      await checkMayGive(trx, ctx, await rolesOfGroup(trx, tenantId, groupId));
    }
    if (externalId !== undefined) {
      await setExternalId(trx, { tenantId, connectionId: connection.id }, id, externalId);
    }
    if (previous === connection.id && externalId === undefined) return id;
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: type === "User" ? "user.handedOver" : "group.handedOver",
      resourceType: type,
      resourceId: id,
      facts: { from: previous, to: connection.id },
      ...(externalId !== undefined && { changes: { externalId: { after: externalId } } }),
    });
    return id;
  });
}
