import { rolesOfGroup, type TeamHeldRole } from "../../access/team-held-roles.js";
import { grantJudge } from "../../access/wished-roles.js";
import type { Db } from "../../db/connect.js";
import type { AddedMember } from "../../directory/groups/members.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import type { GrantContext } from "../administrators/role-authority.js";
import { checkMayAssign } from "../administrators/role-authority.js";
import type { Context } from "../context.js";
import { isProvider } from "../passwords/password-guard.js";

/**
 * Refuses to add members to a group whose security roles the caller may not assign, because it has the same effect. An
 * unknown member may become a user later. R072, R109, R117
 * @throws AppError `forbidden` ROLE_NOT_ALLOWED
 */
export async function checkMembersMayGain(
  db: Db,
  ctx: Context,
  groupId: string,
  added: readonly AddedMember[],
): Promise<void> {
  if (!added.some(({ member_type: type }) => type !== "Group")) return;
  const roles = await rolesOfGroup(db, ctx.viewer.tenantId, groupId);
  if (roles.length === 0) return;
  if (isProvider(ctx)) {
    const { tenantId, connectionId } = ctx.viewer;
    const mayGrant = await grantJudge(db, tenantId, [connectionId], roles);
    const refused = roles.find((role) => !mayGrant(connectionId, role));
    if (refused !== undefined) {
      throw notAllowed(refused, "which this connection may not grant: an administrator can allow it");
    }
  }
  if (!isProvider(ctx) || ctx.holder !== undefined) await checkMayGive(db, ctx, roles);
}

/**
 * Refuses an administrator, or the person to whom a provider's token is bound, to add people to a place whose roles the
 * caller may not assign.
 * @throws AppError `forbidden` ROLE_NOT_ALLOWED
 */
export async function checkMayGive(
  db: Db,
  ctx: GrantContext & Pick<Context, "holder">,
  roles: readonly TeamHeldRole[],
): Promise<void> {
  const by = { ...ctx, administrator: ctx.administrator ?? ctx.holder };
  for (const role of roles) {
    try {
      await checkMayAssign(db, by, role.instanceId, [role]);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
      throw notAllowed(role, "which you may not assign: ask a global or service administrator");
    }
  }
}

function notAllowed({ name }: TeamHeldRole, why: string): AppError {
  return new AppError(
    "ROLE_NOT_ALLOWED",
    `members of this group or team get the security role ${quote(name)}, ${why}`,
  );
}
