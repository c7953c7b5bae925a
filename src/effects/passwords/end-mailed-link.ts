import { findMailedInvitation, invalidateToken } from "../../licensing/invitations.js";
import { withdrawMails } from "../../mail/outbox.js";
import { recordAudit } from "../../observability/audit.js";
import { fold } from "../../schema/fold.js";
import { originOf } from "../context.js";
import type { PendingChange } from "../pending-change.js";
import { addressesOf } from "./confirm-addresses.js";

/**
 * Invalidates the link of an open invitation that was mailed to an address the person no longer has, because somebody
 * else may read mail there. The invitation stays open with its seat and can be resent. Costs nothing if no address was
 * removed.
 */
export async function endMailedLink({ trx, ctx, id: userId, current, next }: PendingChange): Promise<void> {
  const kept = new Set(addressesOf(next).map(fold));
  if (addressesOf(current).every((address) => kept.has(fold(address)))) return;
  const { tenantId } = ctx.viewer;
  const mailed = await findMailedInvitation(trx, tenantId, userId);
  if (mailed === undefined || kept.has(fold(mailed.mailedTo))) return;
  await invalidateToken(trx, tenantId, mailed.id);
  await withdrawMails(trx, tenantId, userId, "invitation");
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action: "invitation.linkEnded",
    resourceType: "Invitation",
    resourceId: mailed.id,
    facts: { userId, cause: "addressChanged" },
  });
}
