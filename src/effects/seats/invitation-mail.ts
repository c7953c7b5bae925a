import type { Trx } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import { isMailAddress, requireMailAddress } from "../../mail/address.js";
import { queueMail, withdrawMails } from "../../mail/outbox.js";
import type { Resource } from "../../schema/model.js";
import { findTenantName } from "../../tenants/tenants.js";
import type { Context } from "../context.js";
import { ownAddress } from "../passwords/temporary-password.js";

/** Whether to mail an invitation. */
export interface MailWish {
  /** If undefined, it is mailed if possible. */
  readonly sendMail?: boolean | undefined;
}

/** Returns the link of an invitation; anyone who has it can answer. */
export function invitationLink(baseUrl: string, token: string): string {
  return `${baseUrl}/invitations/${token}`;
}

/**
 * Returns the address to which an invitation is mailed; undefined if it is not mailed.
 * @throws AppError `invalidValue` MAIL_ADDRESS if it must be mailed and cannot be
 */
export function invitationRecipient(
  ctx: Context,
  user: Resource,
  { sendMail }: MailWish,
): string | undefined {
  if (sendMail === false) return undefined;
  const address = ownAddress(user);
  const isPossible = address !== undefined && ctx.baseUrl !== undefined;
  if (sendMail === undefined) return isPossible && isMailAddress(address) ? address : undefined;
  if (isPossible) return requireMailAddress("emails.value", address);
  throw new AppError(
    "MAIL_ADDRESS",
    "the invitation is to be mailed and the user has no address: add one to emails, or hand the link over",
  );
}

/**
 * Adds the mail with the link to the outbox, in the transaction of the invitation; an earlier mail is withdrawn.
 * docs/invitations.md
 */
export async function queueInvitationMail(
  trx: Trx,
  ctx: Context,
  userId: string,
  mail: { readonly to: string | undefined; readonly token: string; readonly expiresAt: number },
): Promise<void> {
  const { tenantId } = ctx.viewer;
  await withdrawMails(trx, tenantId, userId, "invitation");
  const { to, token, expiresAt } = mail;
  if (to === undefined || ctx.baseUrl === undefined) return;
  const tenant = (await findTenantName(trx, tenantId)) ?? "";
  const text = [
    `You are invited to sign in at ${tenant}. Follow this link to accept or reject the invitation:`,
    "",
    invitationLink(ctx.baseUrl, token),
    "",
    `It can be used until ${new Date(expiresAt).toISOString().slice(0, 16).replace("T", " ")} UTC, and once.`,
    "Do not pass it on. If you did not expect it, reject it, or tell your administrator.",
  ].join("\n");
  const subject = `Invitation to ${tenant}`;
  await queueMail(trx, ctx.seal, { tenantId, kind: "invitation", userId, to, subject, text }, ctx.now());
}
