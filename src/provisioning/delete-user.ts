import { leaveAllGroups } from "../directory/groups/members.js";
import { holdMemberships } from "../directory/groups/membership-lock.js";
import { toResource } from "../directory/resources/resource-row.js";
import { deleteUserRow, lockUser } from "../directory/users/users.js";
import type { Resource } from "../schema/model.js";
import { guardAdministrators } from "./administrator-guard.js";
import { requireDeactivated } from "./application-rules.js";
import { findBelongings } from "./belongings.js";
import type { Context } from "./context.js";
import { enqueueUser, mayEnter } from "./enqueue-user.js";
import { watchAdministrators } from "./keep-administrators.js";
import { takeBelongings } from "./kept-belongings.js";
import { clientOf, noUser } from "./no-user.js";
import { checkPrecondition, type Precondition } from "./precondition.js";
import { recordChange } from "./record-change.js";
import { inSeatTransaction } from "./seat-transaction.js";
import { endInvitationsOfUser } from "./settle-invitation.js";
import { endLicensesOfUser } from "./settle-licenses.js";
import { guardDeletion, mayShutOut } from "./system-administrator-guard.js";

/**
 * Deletes a user: its memberships go with it, its name is free at once, a tombstone stays. RFC 7644 §3.6.
 * @throws AppError `notFound`, `preconditionFailed`
 */
export async function deleteUser(ctx: Context, id: string, precondition: Precondition): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inSeatTransaction(ctx, async (trx, gate) => {
    await holdMemberships(trx, tenantId, "exclusive");
    const row = await lockUser(trx, ctx.viewer, id);
    if (!row) throw await noUser(trx, tenantId, id, clientOf(ctx));
    checkPrecondition(row.version, precondition);
    const before = toResource(row);
    await guardAdministrators(trx, ctx, id, JSON.parse(row.resource) as Resource, undefined);
    requireDeactivated(ctx, before);
    await guardDeletion(trx, tenantId, id, JSON.parse(row.resource) as Resource);
    const requireKept = await watchAdministrators(trx, ctx, mayShutOut(before, undefined) ? [id] : []);
    const now = ctx.now();
    const groupsLeft = await leaveAllGroups(trx, tenantId, id, now);
    const has = await findBelongings(trx, tenantId, id);
    const kept = await takeBelongings(trx, tenantId, id, has, groupsLeft);
    await deleteUserRow(trx, tenantId, id, now, kept);
    await recordChange(trx, ctx, now, {
      action: "user.deleted",
      type: "User",
      id,
      before,
      after: {},
      groupsLeft,
    });
    if (has.invitations) await endInvitationsOfUser(trx, ctx, id);
    if (has.licenses) await endLicensesOfUser(gate, id);
    if (has.records || mayEnter(before)) await enqueueUser(trx, tenantId, id, before, undefined, now);
    await requireKept();
  });
}
