import { AppError } from "../../errors.js";
import { type Invitation, isOpen, stateAt } from "../../licensing/invitation.js";
import {
  findRequirements,
  hasRequirement,
  isInvitationDue,
} from "../../licensing/invitation-requirements.js";
import { deleteInvitationsOfUser, findInvitations } from "../../licensing/invitations.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { recordAudit } from "../../observability/audit.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { type Context, originOf } from "../context.js";
import type { PendingChange, UserDeletion } from "../pending-change.js";
import { issueInvitation } from "./issue-invitation.js";
import { withSeatsOf } from "./seat-representation.js";

/**
 * Sends the invitation that a user's representation asks for, in the transaction of the change: only if one is required
 * and none is open. After a rejection or revocation, it is sent only if `sendInvitation` becomes true again. R087
 * @returns the user to store, with the invitation
 * @throws AppError `conflict` if `sendInvitation` becomes true and the user cannot be invited
 */
export async function applySendInvitation({
  trx,
  ctx,
  gate,
  id: userId,
  current,
  next,
}: PendingChange): Promise<Resource> {
  if (!crmOfUser(next).sendInvitation || next["active"] === false) return next;
  if (!(await hasRequirement(trx, ctx.viewer.tenantId, userId))) return next;
  const work = gate.open();
  const isNew = !crmOfUser(current).sendInvitation;
  const isStrict = isNew && !ctx.options.softLicenseErrors;
  if (!(await sendRequired(work, ctx, userId, next, isNew, isStrict))) return next;
  gate.markWritten(userId);
  return withSeatsOf(work, ctx.viewer, userId, next);
}

/**
 * Sends an invitation to a user who requires one and has none open.
 * @param asksAgain - whether to send one after a rejection
 * @param isStrict - whether it is an error if the user cannot be invited
 * @returns whether it was sent
 */
export async function sendRequired(
  work: SeatWork,
  ctx: Context,
  userId: string,
  resource: Resource,
  asksAgain: boolean,
  isStrict: boolean,
): Promise<boolean> {
  const { trx, origin, now } = work;
  const invitations = (await findInvitations(trx, origin.tenantId, [userId], now)).get(userId) ?? [];
  const requirements = await findRequirements(trx, origin.tenantId, [userId]);
  const isDue = isInvitationDue(invitations, requirements) || mayRepeat(invitations[0], asksAgain, now);
  if (requirements.length === 0 || !isDue) return false;
  try {
    await issueInvitation(work, ctx, { id: userId, resource }, {});
    return true;
  } catch (error) {
    // It throws before it writes anything; the user waits for a seat.
    if (isStrict || !(error instanceof AppError)) throw error;
    return false;
  }
}

function mayRepeat(newest: Invitation | undefined, asksAgain: boolean, now: number): boolean {
  const status = stateAt(newest, now);
  return !isOpen(status) && (status === "Expired" || asksAgain);
}

/**
 * Deletes the invitations of a deleted user, which makes their tokens void; the held seats are released with the user's
 * seats.
 */
export async function endInvitationsOfUser({ trx, ctx, id: userId, has }: UserDeletion): Promise<void> {
  if (!has.invitations) return;
  for (const id of await deleteInvitationsOfUser(trx, ctx.viewer.tenantId, userId)) {
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "invitation.revoked",
      resourceType: "Invitation",
      resourceId: id,
      facts: { userId, cause: "userDeleted" },
    });
  }
}
