import { findRecords } from "../../crm/records/records.js";
import { DAY, HOUR } from "../../db/duration.js";
import { AppError } from "../../errors.js";
import { expireHoldsOf } from "../../licensing/due.js";
import { asksForSeat, holdSeat, releaseHold } from "../../licensing/holds.js";
import { type Invitation, isOpen, spanOf, stateAt } from "../../licensing/invitation.js";
import { findRequirements } from "../../licensing/invitation-requirements.js";
import {
  findInvitation,
  findInvitations,
  insertInvitation,
  newInvitationToken,
  renewInvitation,
} from "../../licensing/invitations.js";
import { findLicenses, type License } from "../../licensing/license-view.js";
import { availableOf, exhausted } from "../../licensing/pool.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { serveWaiting } from "../../licensing/seats.js";
import { findSku, listSkus, unknownSku } from "../../licensing/skus.js";
import { recordAudit } from "../../observability/audit.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { heldRoles } from "../administrators/global-administrators.js";
import type { Context } from "../context.js";
import { endOpenInvitation } from "./end-invitation.js";
import { invitationRecipient, type MailWish, queueInvitationMail } from "./invitation-mail.js";

/** The options of an invitation. */
export interface InvitationWish extends MailWish {
  /** Id or part number of the SKU whose seat is held; undefined for the tenant's only SKU. A7 */
  readonly sku?: string | undefined;
}

/** The warnings for whoever invites. */
export type InvitationWarning =
  /** The person has access today and loses it until the invitation is accepted. */
  | "ACCESS_WAITS_FOR_ACCEPTANCE"
  /** The person has accepted one before, and none is required. */
  | "INVITATION_NOT_REQUIRED"
  /** No mail is sent: the link has to be handed over. */
  | "NOT_MAILED";

/** A new invitation. */
export interface IssuedInvitation {
  readonly invitation: Invitation;
  /** The token for the link; it is not stored. */
  readonly token: string;
  readonly warnings: readonly InvitationWarning[];
}

/** The person to invite. */
export interface Invitee {
  readonly id: string;
  /** The representation, stored or about to be. */
  readonly resource: Resource;
}

/**
 * Invites a person in a transaction that moves seats and has locked the person: holds a seat if the person has none,
 * and gives an open invitation a new token and expiry. All checks run before anything is written.
 * @throws AppError `conflict` CANNOT_INVITE_DISABLED_USER, CANNOT_INVITE_APPLICATION_USER, LICENSE_REQUIRED_TO_INVITE,
 * LICENSE_POOL_EXHAUSTED; `invalidValue` UNKNOWN_SKU, MAIL_ADDRESS
 * @see R049, P06, A2, A7
 */
export async function issueInvitation(
  work: SeatWork,
  ctx: Context,
  invitee: Invitee,
  wish: InvitationWish,
): Promise<IssuedInvitation> {
  const { trx, origin, now } = work;
  checkInvitable(invitee);
  const earlier = (await findInvitations(trx, origin.tenantId, [invitee.id], now)).get(invitee.id) ?? [];
  const open = await openOf(work, earlier);
  const to = invitationRecipient(ctx, invitee.resource, wish);
  const { skuId, isMissing } = await seatToHold(work, invitee, wish, open);
  const settings = await findTenantSettings(trx, origin.tenantId);
  const span = spanOf(now, {
    life: settings["invitation.ttlDays"] * DAY,
    nearExpiry: settings["invitation.nearExpiryHours"] * HOUR,
  });
  const token = newInvitationToken();
  const isRequired = (await findRequirements(trx, origin.tenantId, [invitee.id])).length > 0;
  const kind = open?.kind ?? kindOf(earlier, isRequired);
  const link = { skuId, token, mailedTo: to, ...span };
  const id = open?.id ?? (await insertInvitation(work, { userId: invitee.id, kind, ...link }));
  if (open !== undefined) {
    await renewInvitation(work, id, link);
    if (open.skuId !== skuId) await releaseHold(work, invitee.id, id);
  }
  if (skuId !== undefined) await holdSeat(work, skuId, invitee.id, id, span.expiresAt);
  work.touched.add(invitee.id);
  await queueInvitationMail(trx, ctx, invitee.id, { to, token, ...span });
  await recordAudit(trx, origin, now, {
    action: open === undefined ? "invitation.sent" : "invitation.resent",
    resourceType: "Invitation",
    resourceId: id,
    facts: {
      userId: invitee.id,
      expiresAt: new Date(span.expiresAt).toISOString(),
      ...(skuId !== undefined && { skuId }),
      isMailed: to !== undefined,
    },
  });
  const invitation = await findInvitation(trx, origin.tenantId, id, now);
  if (invitation === undefined) throw new Error("an invitation that was just stored is there");
  const warnings: InvitationWarning[] = [];
  if (kind === "first" && !isMissing) warnings.push("ACCESS_WAITS_FOR_ACCEPTANCE");
  if (kind === "again" && !isRequired) warnings.push("INVITATION_NOT_REQUIRED");
  if (to === undefined) warnings.push("NOT_MAILED");
  return { invitation, token, warnings };
}

function checkInvitable({ resource }: Invitee): void {
  if (resource["active"] === false) {
    throw new AppError("CANNOT_INVITE_DISABLED_USER", "the user may not sign in: activate the user first");
  }
  if (crmOfUser(resource).isApplication) {
    throw new AppError(
      "CANNOT_INVITE_APPLICATION_USER",
      "an application reads no mail: give it a security role instead",
    );
  }
}

/** Finds the open invitation; an expired one is ended first. */
async function openOf(work: SeatWork, earlier: readonly Invitation[]): Promise<Invitation | undefined> {
  const newest = earlier.find(({ state }) => state === "open");
  if (newest === undefined || isOpen(stateAt(newest, work.now))) return newest;
  await endOpenInvitation(work, newest, "expired");
  return undefined;
}

/** Returns whether access depends on it everywhere, or only where an invitation is required. */
function kindOf(earlier: readonly Invitation[], isRequired: boolean): Invitation["kind"] {
  if (earlier.some(({ state }) => state === "accepted")) return "again";
  return isRequired && !earlier.some(({ kind }) => kind === "first") ? "again" : "first";
}

/**
 * Returns the SKU whose seat is to be held, undefined if none is needed, and whether the person lacks one now.
 * @throws AppError `conflict`, `invalidValue`
 */
async function seatToHold(
  work: SeatWork,
  invitee: Invitee,
  wish: InvitationWish,
  open: Invitation | undefined,
): Promise<{ readonly skuId: string | undefined; readonly isMissing: boolean }> {
  const skuId = await skuOf(work, invitee, wish, open);
  if (skuId === undefined) return { skuId, isMissing: false };
  const sku = await expireHoldsOf(work, skuId);
  const status = (await licensesOf(work, invitee.id)).find((license) => license.skuId === skuId)?.status;
  if (status === "active") return { skuId, isMissing: false };
  if (status === "held" || (status === undefined && availableOf(sku) > 0)) return { skuId, isMissing: true };
  // Waiting users are served before a seat is held for an invitation.
  await serveWaiting(work, skuId);
  const served = (await licensesOf(work, invitee.id)).find((license) => license.skuId === skuId);
  if (served?.status === "active") return { skuId, isMissing: false };
  throw exhausted(sku);
}

async function licensesOf({ trx, origin, now }: SeatWork, userId: string): Promise<readonly License[]> {
  return (await findLicenses(trx, origin.tenantId, [userId], now)).get(userId) ?? [];
}

async function skuOf(
  work: SeatWork,
  invitee: Invitee,
  wish: InvitationWish,
  open: Invitation | undefined,
): Promise<string | undefined> {
  const { trx, origin, now } = work;
  if (wish.sku !== undefined) {
    const named = await findSku(trx, origin.tenantId, wish.sku, now);
    if (named !== undefined) return named.id;
    throw unknownSku(wish.sku, "/licenses");
  }
  if (open?.skuId !== undefined && (await asksForSeat(work, open.id, open.skuId))) return open.skuId;
  const licenses = await licensesOf(work, invitee.id);
  if (licenses.some(({ status }) => status === "active") || (await isExempt(work, invitee))) return undefined;
  const [only, another] = await listSkus(trx, origin.tenantId, now, { limit: 2 });
  if (only !== undefined && another === undefined) return only.id;
  throw new AppError(
    "LICENSE_REQUIRED_TO_INVITE",
    "the user has no license: assign one, or name the SKU of which a seat is to be held",
  );
}

/** Returns whether a user has access without a license, so that an invitation needs none. R108, R120 */
async function isExempt({ trx, origin }: SeatWork, { id, resource }: Invitee): Promise<boolean> {
  const roles = heldRoles(resource);
  if (roles.has("global") || roles.has("service")) return true;
  // A requested mode needs a license until the record has it.
  const records = await findRecords(trx, origin.tenantId, [id]);
  return records.some(({ mode }) => mode === "administrative" || mode === "nonInteractive");
}
