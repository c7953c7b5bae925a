import { rolesOfGroup } from "../../access/team-held-roles.js";
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
import { inChange } from "../changes/in-change.js";

/**
 * Returns the risk of handing over a resource: the connection's provider sees it from then on, and a provider that
 * knows its resources by externalId deletes unknown ones. Undefined if the connection has set one.
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
    `the connection '${connectionName}' has no externalId for the ${type} '${name}': some providers (Pocket ID) delete resources without a known externalId at their next synchronization: name the provider's externalId`,
  );
}

function nothingToAdopt(type: "User" | "Group", name: string): AppError {
  return new AppError("notFound", `The tenant has no ${type} '${name.slice(0, 60)}'`);
}

/**
 * Hands a user or group over to a connection that sees only its own resources.
 * @param name - its id, or its userName or displayName
 * @param externalId - the provider's id of it, set in the same step
 * @returns its id
 * @throws AppError `notFound` for an unknown resource or connection, `forbidden` for a global administrator if the
 * actor is none, and if groups of the connection would give the user roles that the actor may not assign
 */
export async function handOver(
  ctx: GrantContext,
  type: "User" | "Group",
  name: string,
  connectionName: string,
  externalId?: string,
): Promise<string> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const connection = await getConnection(trx, tenantId, connectionName);
    const adopted = await adoptResource(trx, tenantId, type, name, connection.id);
    if (adopted === undefined) throw nothingToAdopt(type, name);
    const { id, previous, groupIds } = adopted;
    if (type === "User") requireMayManage(ctx, (await findUserResource(trx, tenantId, id))?.resource);
    // The user now gets what the connection's groups give to their members.
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
