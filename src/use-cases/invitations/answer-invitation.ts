import type { Database, Db } from "../../db/connect.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import { lockUsers } from "../../directory/users/users.js";
import { endOpenInvitation } from "../../effects/seats/end-invitation.js";
import { type TenantActor, tenantContext } from "../../effects/tenant-context.js";
import { type InvitationStatus, isOpen, nextStatus, stateAt } from "../../licensing/invitation.js";
import { findInvitationByToken } from "../../licensing/invitations.js";
import type { Resource } from "../../schema/model.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { findTenantName } from "../../tenants/tenants.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** Whoever has a token, without being known otherwise. */
export interface Visitor extends Partial<TenantActor> {
  readonly db: Database;
  readonly now: () => number;
  readonly requestId?: string | undefined;
}

/** What an invitation is for, as far as whoever has its link may know. */
export interface InvitationOffer {
  readonly tenant: string | undefined;
  /** The user's name, most of it left out. */
  readonly user: string;
  readonly status: InvitationStatus;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}

/** What became of an invitation that was answered. */
export interface InvitationAnswer {
  readonly invitationId: string;
  readonly status: "Accepted" | "Rejected";
  readonly tenant: string | undefined;
  /** Where the person signs in; empty where nobody has said. */
  readonly signInUrl: string;
}

/** So much of a user's name that the person knows it and nobody else: `a…@example.com`. */
function maskName(userName: string): string {
  const [first = ""] = userName;
  const at = userName.lastIndexOf("@");
  return at > 0 ? `${first}…${userName.slice(at)}` : `${first}…`;
}

/** Whether somebody may answer now: a user who is blocked, or gone, cannot. */
function mayAnswer(user: Resource | undefined): user is Resource {
  return user !== undefined && user["active"] !== false;
}

/**
 * What the link of an invitation leads to; undefined for a token that is unknown, was used or is void, so that nobody
 * learns which.
 */
export async function readInvitation(visitor: Visitor, token: string): Promise<InvitationOffer | undefined> {
  const { db, now } = visitor;
  const time = now();
  const found = await findInvitationByToken(db.read, token, time);
  if (found === undefined) return undefined;
  const { tenantId, invitation } = found;
  const status = stateAt(invitation, time);
  const user = (await findUserResource(db.read, tenantId, invitation.userId))?.resource;
  if (!isOpen(status) || !mayAnswer(user)) return undefined;
  const { expiresAt } = invitation;
  const tenant = await findTenantName(db.read, tenantId);
  const { userName } = user as { userName: string };
  return { tenant, user: maskName(userName), status, expiresAt };
}

/**
 * Accepts or rejects an invitation: of all who do so at once, the first one counts. Accepting makes the seat that is
 * held the person's own and takes away what was required; rejecting frees it at once. R051, A2, A8
 * @returns undefined for a token that is unknown, was used or is void
 */
export async function answerInvitation(
  visitor: Visitor,
  token: string,
  answer: "accept" | "reject",
): Promise<InvitationAnswer | undefined> {
  const { db, now, requestId } = visitor;
  const found = await findInvitationByToken(db.read, token, now());
  if (found === undefined) return undefined;
  const { tenantId, invitation } = found;
  const { userId } = invitation;
  const actor = visitor.actor ?? { kind: "public", id: userId };
  const ctx = await tenantContext(db, tenantId, { trigger: "public", ...visitor, actor });
  return inSeatTransaction(
    { ...ctx, requestId },
    async (trx, gate) => {
      const work = gate.open();
      const [row] = await lockUsers(trx, tenantId, [userId]);
      const current = (await findInvitationByToken(trx, token, work.now))?.invitation;
      if (!mayAnswer(row && (JSON.parse(row.resource) as Resource)) || current === undefined)
        return undefined;
      const status = nextStatus(stateAt(current, work.now), answer);
      if (status !== "Accepted" && status !== "Rejected") return undefined;
      await endOpenInvitation(work, current, answer === "accept" ? "accepted" : "rejected");
      return { invitationId: current.id, status, ...(await destinationOf(trx, tenantId)) };
    },
    "surely",
  );
}

async function destinationOf(
  db: Db,
  tenantId: string,
): Promise<Pick<InvitationAnswer, "tenant" | "signInUrl">> {
  const settings = await findTenantSettings(db, tenantId);
  return { tenant: await findTenantName(db, tenantId), signInUrl: settings["invitation.signInUrl"] };
}
