/**
 * The states of an invitation as the CRM calls them; the position is the CRM's number, `invitestatuscode`.
 * docs/invitations.md
 */
export const INVITATION_STATUSES = [
  "Not Sent",
  "Invited",
  "Near Expired",
  "Expired",
  "Accepted",
  "Rejected",
  "Revoked",
] as const;

/** One of the states of an invitation. */
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

/** How an invitation ended, or `open`; time is not in it: an open one may be over. */
export type InvitationEnd = "open" | "accepted" | "rejected" | "revoked" | "expired";

/** An invitation of a person. Times are UTC milliseconds. R049–R051, A2 */
export interface Invitation {
  readonly id: string;
  readonly userId: string;
  /** `first` for a person who never accepted one: until then there is no access. `again` after a re-enable. */
  readonly kind: "first" | "again";
  readonly state: InvitationEnd;
  /** The SKU of which a seat was held when it was issued; undefined when none was needed. A7 */
  readonly skuId: string | undefined;
  /** Whether a seat is held for it now. */
  readonly holdsSeat: boolean;
  readonly issuedAt: number;
  /** From when on it is Near Expired. */
  readonly nearExpiryAt: number;
  /** From this millisecond on it is Expired. */
  readonly expiresAt: number;
  /** When it was accepted, rejected, revoked or found expired. */
  readonly endedAt: number | undefined;
  readonly issuer: { readonly kind: string; readonly id: string };
}

type Timed = Pick<Invitation, "state" | "nearExpiryAt" | "expiresAt">;

const ENDED: Readonly<Record<Exclude<InvitationEnd, "open">, InvitationStatus>> = {
  accepted: "Accepted",
  rejected: "Rejected",
  revoked: "Revoked",
  expired: "Expired",
};

/**
 * The state of an invitation at a moment; it waits for no job. R050
 * @param invitation - undefined where none was ever sent
 * @param now - UTC milliseconds
 */
export function stateAt(invitation: Timed | undefined, now: number): InvitationStatus {
  if (invitation === undefined) return "Not Sent";
  if (invitation.state !== "open") return ENDED[invitation.state];
  if (now >= invitation.expiresAt) return "Expired";
  return now >= invitation.nearExpiryAt ? "Near Expired" : "Invited";
}

/** The CRM's number of a state. docs/invitations.md */
export function statusCodeOf(status: InvitationStatus): number {
  return INVITATION_STATUSES.indexOf(status);
}

/** What can be done with an invitation. */
export type InvitationAct = "send" | "resend" | "accept" | "reject" | "revoke";

const OPEN_ACTS: Partial<Record<InvitationAct, InvitationStatus>> = {
  send: "Invited",
  resend: "Invited",
  accept: "Accepted",
  reject: "Rejected",
  revoke: "Revoked",
};

// Who was invited can be invited anew whatever became of it; that is another invitation unless the first is open.
const ENDED_ACTS: Partial<Record<InvitationAct, InvitationStatus>> = { send: "Invited" };

const TRANSITIONS: Readonly<Record<InvitationStatus, Partial<Record<InvitationAct, InvitationStatus>>>> = {
  "Not Sent": ENDED_ACTS,
  Invited: OPEN_ACTS,
  "Near Expired": OPEN_ACTS,
  Expired: ENDED_ACTS,
  Accepted: ENDED_ACTS,
  Rejected: ENDED_ACTS,
  Revoked: ENDED_ACTS,
};

/** The state that an act leads to; undefined where it is not possible. */
export function nextStatus(status: InvitationStatus, act: InvitationAct): InvitationStatus | undefined {
  return TRANSITIONS[status][act];
}

/** Whether somebody can still accept it. */
export function isOpen(status: InvitationStatus): boolean {
  return nextStatus(status, "accept") !== undefined;
}

/** The span of a new invitation: exactly so many times 24 hours, and the moment from which on it is Near Expired. */
export function spanOf(
  issuedAt: number,
  lengths: { readonly life: number; readonly nearExpiry: number },
): Pick<Invitation, "issuedAt" | "nearExpiryAt" | "expiresAt"> {
  const expiresAt = issuedAt + lengths.life;
  return { issuedAt, expiresAt, nearExpiryAt: Math.max(issuedAt, expiresAt - lengths.nearExpiry) };
}

/**
 * Where a person's invitation stands for an instance; `required` when the person's access was restored and waits for a
 * new invitation. R049–R051, R087
 */
export type InvitationState =
  | "none"
  | "required"
  | "invited"
  | "accepted"
  | "expired"
  | "rejected"
  | "revoked";

const WORDS: Readonly<Record<InvitationStatus, InvitationState>> = {
  "Not Sent": "none",
  Invited: "invited",
  "Near Expired": "invited",
  Expired: "expired",
  Accepted: "accepted",
  Rejected: "rejected",
  Revoked: "revoked",
};

/**
 * Whether an invitation that answers a requirement is still to be sent: one that was issued before does not count.
 * @param newest - the person's latest invitation
 * @param since - since when a new one is required
 */
export function isUnanswered(newest: Pick<Invitation, "issuedAt"> | undefined, since: number): boolean {
  return newest === undefined || newest.issuedAt < since;
}

/**
 * What invitations say of a person in one instance. R087, R088, A2
 * @param invitations - all of the person's, newest first
 * @param since - since when a new invitation is required in this instance; undefined when none is
 */
export function invitationStateAt(
  invitations: readonly Invitation[],
  since: number | undefined,
  now: number,
): InvitationState {
  const [newest] = invitations;
  if (since !== undefined) {
    return isUnanswered(newest, since) ? "required" : WORDS[stateAt(newest, now)];
  }
  if (invitations.some(({ state }) => state === "accepted")) return "accepted";
  // One that was sent for another instance's sake is nothing to this one.
  return WORDS[
    stateAt(
      invitations.find(({ kind }) => kind === "first"),
      now,
    )
  ];
}

/** What stands in a person's representation: the state of the latest invitation, unless another one is required. */
export function shownStatus(
  newest: Invitation | undefined,
  requiredSince: readonly number[],
  now: number,
): InvitationStatus | "required" | undefined {
  if (requiredSince.some((since) => isUnanswered(newest, since))) return "required";
  return newest && stateAt(newest, now);
}
