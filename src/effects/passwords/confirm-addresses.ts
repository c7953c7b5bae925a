import { confirmAddresses } from "../../auth/confirmed-addresses.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
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
