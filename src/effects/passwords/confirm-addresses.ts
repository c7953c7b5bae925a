import { confirmAddresses } from "../../auth/confirmed-addresses.js";
import type { Trx } from "../../db/connect.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import type { Context } from "../context.js";
import { mayConfirmAddress } from "./password-guard.js";

/**
 * Notes the mail addresses that an administrator gives a user: to them a password may be mailed. What a provisioning
 * client gives is not confirmed by that.
 */
export async function confirmGivenAddresses(
  trx: Trx,
  ctx: Context,
  userId: string,
  before: Resource | undefined,
  after: Resource,
): Promise<void> {
  const known = new Set(addressesOf(before).map(fold));
  const given = addressesOf(after).filter((address) => !known.has(fold(address)));
  if (given.length === 0 || !(await mayConfirmAddress(trx, ctx, userId, before ?? after))) return;
  await confirmAddresses(trx, ctx.viewer.tenantId, userId, given, ctx.now());
}

/** The mail addresses of a user. */
export function addressesOf(user: Resource | undefined): string[] {
  const emails = user?.["emails"];
  const all = Array.isArray(emails) ? emails.filter((email) => isScimObject(email)) : [];
  return all.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}
