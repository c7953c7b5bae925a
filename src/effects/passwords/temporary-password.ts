import { setTemporaryPasswordHash } from "../../auth/accounts.js";
import { confirmAddresses, isConfirmedAddress } from "../../auth/confirmed-addresses.js";
import { generatePassword } from "../../auth/generate-password.js";
import type { Trx } from "../../db/connect.js";
import { DAY } from "../../db/duration.js";
import { AppError } from "../../errors.js";
import { requireMailAddress } from "../../mail/address.js";
import { queueMail } from "../../mail/outbox.js";
import { recordAudit } from "../../observability/audit.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { isScimObject } from "../../schema/scim-object.js";
import type { TenantSettings } from "../../tenants/settings.js";
import { type Context, originOf } from "../context.js";
import { addressesOf } from "./mail-addresses.js";

/** The mail status of an answer with a password. R009 */
export type PasswordWarning = "PASSWORD_MAIL_IS_CLEAR_TEXT";

/** Whether and where to mail a temporary password. */
export interface PasswordMailWish {
  /** Off by default, because a mail is clear text; an address turns it on. R008 */
  readonly sendPasswordMail?: boolean | undefined;
  /** The user's own address if undefined. */
  readonly mailTo?: string | undefined;
}

/** A generated password that is not stored yet. */
export interface TemporaryPassword {
  /** In plain text, to be shown once. */
  readonly password: string;
  readonly hash: string;
  /** When it expires, in UTC milliseconds. */
  readonly until: number;
}

/** Generates and hashes a temporary password, which takes a tenth of a second and needs no transaction. R006 */
export async function makeTemporaryPassword(
  ctx: Pick<Context, "hashPassword" | "now">,
  settings: TenantSettings,
): Promise<TemporaryPassword> {
  const password = generatePassword(settings["passwords.temporaryLength"]);
  const until = ctx.now() + settings["passwords.temporaryDays"] * DAY;
  return { password, hash: await ctx.hashPassword("administrators", password), until };
}

/**
 * Returns the address to which the password of a new user is mailed, as the administrator sets it; undefined if no mail
 * is wanted. R008
 * @throws AppError `invalidValue` if a mail is wanted and there is no address
 */
export function passwordRecipient(wish: PasswordMailWish, user: Resource): string | undefined {
  if (!isMailWanted(wish)) return undefined;
  if (wish.mailTo !== undefined) return requireMailAddress("mailTo", wish.mailTo);
  const address = ownAddress(user);
  if (address !== undefined) return requireMailAddress("emails.value", address);
  throw new AppError(
    "MAIL_ADDRESS",
    "the password is to be mailed and the user has no address: send mailTo, or emails",
  );
}

/**
 * Returns the address to which the password of an existing user is mailed. An address from a provisioning client might
 * belong to anybody, so an administrator must have set it, or confirms it by naming it now. R008
 * @throws AppError `invalidValue` MAIL_ADDRESS, MAIL_ADDRESS_NOT_CONFIRMED
 */
export async function confirmedRecipient(
  trx: Trx,
  ctx: Context,
  wish: PasswordMailWish,
  userId: string,
  user: Resource,
): Promise<string | undefined> {
  const recipient = passwordRecipient(wish, user);
  if (recipient === undefined) return undefined;
  const { tenantId } = ctx.viewer;
  if (wish.mailTo !== undefined) {
    const own = addressesOf(user).filter((address) => fold(address) === fold(recipient));
    await confirmAddresses(trx, tenantId, userId, own, ctx.now());
    return recipient;
  }
  if (await isConfirmedAddress(trx, tenantId, userId, recipient)) return recipient;
  throw new AppError(
    "MAIL_ADDRESS_NOT_CONFIRMED",
    `${quote(recipient)} comes from a provisioning client, and no administrator has confirmed it: make sure whose it is, and send it as mailTo`,
  );
}

/**
 * Returns whether to mail a password.
 * @throws AppError `invalidValue` if an address is given and mailing is off
 */
function isMailWanted({ sendPasswordMail, mailTo }: PasswordMailWish): boolean {
  if (sendPasswordMail === false && mailTo !== undefined) {
    throw new AppError(
      "invalidValue",
      "mailTo says where to mail the password, and it is not to be mailed: send one of them",
    );
  }
  return sendPasswordMail === true || mailTo !== undefined;
}

/**
 * Returns the mail address that the CRM chooses: the primary one, otherwise that of type work, otherwise the first.
 * R025
 */
export function ownAddress(user: Resource): string | undefined {
  const emails = user["emails"];
  const all = Array.isArray(emails) ? emails.filter((email) => isScimObject(email)) : [];
  const best =
    all.find(({ primary }) => primary === true) ?? all.find(({ type }) => type === "work") ?? all[0];
  return typeof best?.["value"] === "string" ? best["value"] : undefined;
}

/**
 * Stores a temporary password and, if wanted, adds the mail with it to the outbox.
 * @returns the mail status
 */
export async function storeTemporaryPassword(
  trx: Trx,
  ctx: Context,
  user: { readonly id: string; readonly userName: string },
  temporary: TemporaryPassword,
  recipient: string | undefined,
): Promise<PasswordWarning[]> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const { hash, until } = temporary;
  await setTemporaryPasswordHash(trx, tenantId, user.id, hash, until, now);
  if (recipient !== undefined) {
    const mail = { tenantId, kind: "password", userId: user.id, to: recipient } as const;
    await queueMail(trx, ctx.seal, { ...mail, ...passwordMail(user.userName, temporary) }, now);
  }
  await recordAudit(trx, originOf(ctx), now, {
    action: "user.temporaryPasswordSet",
    resourceType: "User",
    resourceId: user.id,
    facts: { expiresAt: new Date(until).toISOString(), isMailed: recipient !== undefined },
  });
  return recipient === undefined ? [] : ["PASSWORD_MAIL_IS_CLEAR_TEXT"];
}

function passwordMail(
  userName: string,
  { password, until }: TemporaryPassword,
): { subject: string; text: string } {
  return {
    subject: "Your account",
    text: [
      "An account was made for you, or its password was reset.",
      "",
      `User ID:            ${userName}`,
      `Temporary password: ${password}`,
      "",
      "At the first sign-in you choose a password of your own.",
      `The temporary one cannot be used after ${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC.`,
      "",
      "This mail was sent as clear text.",
      "If you did not expect it, tell your administrator.",
    ].join("\n"),
  };
}
