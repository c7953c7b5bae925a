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

/** The context of a caller who has only an invitation's token. */
export interface Visitor extends Partial<TenantActor> {
  readonly db: Database;
  readonly now: () => number;
  readonly requestId?: string | undefined;
}

/** The properties of an invitation that the holder of its link may see. */
export interface InvitationOffer {
  readonly tenant: string | undefined;
  /** The masked name of the user. */
  readonly user: string;
  readonly status: InvitationStatus;
  /** UTC milliseconds. */
  readonly expiresAt: number;
}

/** The result of answering an invitation. */
export interface InvitationAnswer {
  readonly invitationId: string;
  readonly status: "Accepted" | "Rejected";
  readonly tenant: string | undefined;
  /** The sign-in URL; empty if none is set. */
  readonly signInUrl: string;
}

/** Masks a user name, so that only the person recognizes it: `a…@example.com`. */
function maskName(userName: string): string {
  const [first = ""] = userName;
  const at = userName.lastIndexOf("@");
  return at > 0 ? `${first}…${userName.slice(at)}` : `${first}…`;
}

/** Returns whether the user may answer; a blocked or deleted one may not. */
function mayAnswer(user: Resource | undefined): user is Resource {
  return user !== undefined && user["active"] !== false;
}

/** Reads the invitation of a link; undefined if the token is unknown, used or void, so that nobody learns which. */
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
 * Accepts or rejects an invitation; of concurrent answers the first one counts. Accepting turns the held seat into the
 * person's own and clears the requirement; rejecting releases it. R051, A2, A8
 * @returns undefined for a token that is unknown, used or void
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
