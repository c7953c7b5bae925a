import type { Trx } from "../../db/connect.js";
import { findMailedInvitation, invalidateToken } from "../../licensing/invitations.js";
import { withdrawMails } from "../../mail/outbox.js";
import { recordAudit } from "../../observability/audit.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";
import { type Context, originOf } from "../context.js";
import { addressesOf } from "./confirm-addresses.js";

/**
 * Ends the link of an open invitation that was mailed to an address which is the person's no longer: whoever reads
 * there is somebody else. The invitation stays open with its seat, and is sent again by whoever wants it to be. Costs
 * nothing where no address goes.
 * @param before - what was stored
 * @param after - what is stored
 */
export async function endMailedLink(
  trx: Trx,
  ctx: Context,
  userId: string,
  before: Resource,
  after: Resource,
): Promise<void> {
  const kept = new Set(addressesOf(after).map(fold));
  if (addressesOf(before).every((address) => kept.has(fold(address)))) return;
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
