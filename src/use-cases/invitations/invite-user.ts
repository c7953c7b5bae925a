import type { Trx } from "../../db/connect.js";
import { lockUser } from "../../directory/users/users.js";
import { requireMayManage } from "../../effects/administrators/global-administrators.js";
import { trackAdministrators } from "../../effects/administrators/track-administrators.js";
import type { Context } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { endOpenInvitation, requireAct } from "../../effects/seats/end-invitation.js";
import {
  type InvitationWish,
  type Invitee,
  type IssuedInvitation,
  issueInvitation,
} from "../../effects/seats/issue-invitation.js";
import { AppError } from "../../errors.js";
import type { Invitation } from "../../licensing/invitation.js";
import { findInvitation } from "../../licensing/invitations.js";
import type { Resource } from "../../schema/model.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** Locks a person and checks that the administrator may manage them. */
async function lockInvitee(trx: Trx, ctx: Context, userId: string): Promise<Invitee> {
  const row = await lockUser(trx, ctx.viewer, userId);
  if (row === undefined) throw await userNotFound(trx, ctx.viewer.tenantId, userId);
  const resource = JSON.parse(row.resource) as Resource;
  requireMayManage(ctx, resource);
  return { id: userId, resource };
}

/**
 * Invites a user; an open invitation gets a new token and a new expiry. R049, P06
 * @throws AppError `notFound`, `forbidden`, and as `issueInvitation`
 */
export async function inviteUser(
  ctx: Context,
  userId: string,
  wish: InvitationWish,
): Promise<IssuedInvitation> {
  return inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      const invitee = await lockInvitee(trx, ctx, userId);
      const requireKept = await trackAdministrators(trx, ctx, [userId]);
      const issued = await issueInvitation(work, ctx, invitee, wish);
      await requireKept();
      return issued;
    },
    "surely",
  );
}

/** The result of inviting one of several users. */
export type InvitationResult = { readonly userId: string } & (
  | { readonly issued: IssuedInvitation }
  | { readonly error: AppError }
);

/**
 * Invites users one after the other, each in its own transaction, so that one failure does not stop the others; the
 * last seats go to the users named first. docs/invitations.md
 */
export async function inviteUsers(
  ctx: Context,
  userIds: readonly string[],
  wish: InvitationWish,
): Promise<InvitationResult[]> {
  const results: InvitationResult[] = [];
  for (const userId of new Set(userIds)) {
    try {
      results.push({ userId, issued: await inviteUser(ctx, userId, wish) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push({ userId, error });
    }
  }
  return results;
}

/**
 * @throws AppError `notFound` when the tenant has no such invitation
 */
async function getInvitation(trx: Trx, ctx: Context, id: string): Promise<Invitation> {
  const invitation = await findInvitation(trx, ctx.viewer.tenantId, id, ctx.now());
  if (invitation !== undefined) return invitation;
  throw new AppError("notFound", `Invitation "${id.slice(0, 60)}" does not exist`);
}

/** Finds an invitation, locks its person, and reads the invitation again, because it may have changed meanwhile. */
async function lockInvitation(
  trx: Trx,
  ctx: Context,
  id: string,
): Promise<{ readonly invitation: Invitation; readonly invitee: Invitee }> {
  const { userId } = await getInvitation(trx, ctx, id);
  const invitee = await lockInvitee(trx, ctx, userId);
  return { invitation: await getInvitation(trx, ctx, id), invitee };
}

/**
 * Resends an open invitation with a new token and a new expiry; the previous token becomes void. P06
 * @throws AppError `notFound`, `forbidden`, `conflict` when it has ended, and as `issueInvitation`
 */
export async function resendInvitation(
  ctx: Context,
  id: string,
  wish: Omit<InvitationWish, "sku">,
): Promise<IssuedInvitation> {
  return inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      const { invitation, invitee } = await lockInvitation(trx, ctx, id);
      requireAct(invitation, "resend", work.now);
      return issueInvitation(work, ctx, invitee, wish);
    },
    "surely",
  );
}

/**
 * Revokes an open invitation: its token becomes void, and its seat is released. A8
 * @throws AppError `notFound`, `forbidden`, `conflict` when it has ended
 */
export async function revokeInvitation(ctx: Context, id: string): Promise<Invitation> {
  return inSeatTransaction(
    ctx,
    async (trx, gate) => {
      const work = gate.open();
      const { invitation } = await lockInvitation(trx, ctx, id);
      requireAct(invitation, "revoke", work.now);
      await endOpenInvitation(work, invitation, "revoked");
      return getInvitation(trx, ctx, id);
    },
    "surely",
  );
}
