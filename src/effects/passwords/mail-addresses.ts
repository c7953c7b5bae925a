import { confirmAddresses } from "../../auth/confirmed-addresses.js";
import { findMailedInvitation, invalidateToken } from "../../licensing/invitations.js";
import { withdrawMails } from "../../mail/outbox.js";
import { recordAudit } from "../../observability/audit.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import { originOf } from "../context.js";
import type { PendingChange } from "../pending-change.js";
import { mayConfirmAddress } from "./password-guard.js";

/**
 * Confirms the mail addresses that an administrator sets on a user, so that a password can be mailed there. Addresses
 * set by a provisioning client are not confirmed.
 */
export async function confirmGivenAddresses({
  trx,
  ctx,
  id: userId,
  current,
  next,
}: PendingChange): Promise<void> {
  const known = new Set(addressesOf(current).map(fold));
  const given = addressesOf(next).filter((address) => !known.has(fold(address)));
  if (given.length === 0 || !(await mayConfirmAddress(trx, ctx, userId, current ?? next))) return;
  await confirmAddresses(trx, ctx.viewer.tenantId, userId, given, ctx.now());
}

/** Returns the mail addresses of a user. */
export function addressesOf(user: Resource | undefined): string[] {
  const emails = user?.["emails"];
  const all = Array.isArray(emails) ? emails.filter((email) => isScimObject(email)) : [];
  return all.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

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
