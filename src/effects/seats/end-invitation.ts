import type { BusinessCode } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { acceptHold, releaseHold } from "../../licensing/holds.js";
import {
  type Invitation,
  type InvitationAct,
  type InvitationEnd,
  type InvitationStatus,
  nextStatus,
  stateAt,
} from "../../licensing/invitation.js";
import { clearRequirements } from "../../licensing/invitation-requirements.js";
import { endInvitation } from "../../licensing/invitations.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { recordAudit } from "../../observability/audit.js";

/** How an invitation ends. */
type Ending = Exclude<InvitationEnd, "open">;

const ACTIONS = {
  accepted: "invitation.accepted",
  rejected: "invitation.rejected",
  revoked: "invitation.revoked",
  expired: "invitation.expired",
} as const satisfies Record<Ending, string>;

/**
 * Ends an open invitation in a transaction that moves seats: its token becomes void, and its held seat becomes the
 * person's own or is released. R050, R051, A8
 */
export async function endOpenInvitation(
  work: SeatWork,
  invitation: Invitation,
  ending: Ending,
): Promise<void> {
  const { trx, origin, now } = work;
  const { id, userId } = invitation;
  if (ending === "accepted") await acceptHold(work, userId, id);
  else await releaseHold(work, userId, id, ending === "expired" ? "holdExpired" : "holdReleased");
  await endInvitation(work, id, ending);
  const cleared = ending === "accepted" ? await clearRequirements(work, userId) : [];
  work.touched.add(userId);
  await recordAudit(trx, origin, now, {
    action: ACTIONS[ending],
    resourceType: "Invitation",
    resourceId: id,
    facts: {
      userId,
      ...(invitation.skuId !== undefined && { skuId: invitation.skuId }),
      ...(cleared.length > 0 && { instances: cleared }),
    },
  });
}

/** Why nothing more can be done with an invitation that has ended. */
const ENDED_CODES: Readonly<Partial<Record<InvitationStatus, BusinessCode>>> = {
  Accepted: "INVITATION_ACCEPTED",
  Rejected: "INVITATION_REJECTED",
  Revoked: "INVITATION_REVOKED",
  Expired: "INVITATION_EXPIRED",
};

/**
 * Checks that an action is possible in the state of an invitation.
 * @param now - UTC milliseconds
 * @throws AppError `conflict` INVITATION_ACCEPTED, INVITATION_REJECTED, INVITATION_REVOKED or INVITATION_EXPIRED
 */
export function requireAct(invitation: Invitation, act: InvitationAct, now: number): void {
  const status = stateAt(invitation, now);
  if (nextStatus(status, act) !== undefined) return;
  throw new AppError(
    ENDED_CODES[status] ?? "conflict",
    `invitation "${invitation.id}" has ended: send the person a new one where one is needed`,
  );
}
