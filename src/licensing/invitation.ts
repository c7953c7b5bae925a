import { INVITATION_STATUSES } from "../schema/definitions/crm-user.js";

/** A state of an invitation. */
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

/** How an invitation ended, or `open`. An open invitation may have expired: the time is not part of it. */
export type InvitationEnd = "open" | "accepted" | "rejected" | "revoked" | "expired";

/** An invitation of a person. Times are UTC milliseconds. R049–R051, A2 */
export interface Invitation {
  readonly id: string;
  readonly userId: string;
  /**
   * `first` for a person who never accepted an invitation and has no access until then; `again` after access was
   * restored.
   */
  readonly kind: "first" | "again";
  readonly state: InvitationEnd;
  /** The SKU of the seat that was held at the time of issue; undefined if none was needed. A7 */
  readonly skuId: string | undefined;
  /** True if a seat is held for it now. */
  readonly holdsSeat: boolean;
  readonly issuedAt: number;
  /** When it becomes Near Expired. */
  readonly nearExpiryAt: number;
  /** The millisecond at which it becomes Expired. */
  readonly expiresAt: number;
  /** When it was accepted, rejected or revoked, or found to be expired. */
  readonly endedAt: number | undefined;
  readonly issuer: { readonly kind: string; readonly id: string };
}

type Timed = Pick<Invitation, "state" | "nearExpiryAt" | "expiresAt">;

/** What the state of a person in an instance depends on. */
export type TimedInvitation = Timed & Pick<Invitation, "userId" | "kind" | "issuedAt">;

const ENDED: Readonly<Record<Exclude<InvitationEnd, "open">, InvitationStatus>> = {
  accepted: "Accepted",
  rejected: "Rejected",
  revoked: "Revoked",
  expired: "Expired",
};

/**
 * Returns the state of an invitation at a given time. It does not depend on a job. R050
 * @param invitation - undefined if none was ever sent
 * @param now - UTC milliseconds
 */
export function stateAt(invitation: Timed | undefined, now: number): InvitationStatus {
  if (invitation === undefined) return "Not Sent";
  if (invitation.state !== "open") return ENDED[invitation.state];
  if (now >= invitation.expiresAt) return "Expired";
  return now >= invitation.nearExpiryAt ? "Near Expired" : "Invited";
}

/** Returns the CRM's number of a state. docs/invitations.md */
export function statusCodeOf(status: InvitationStatus): number {
  return INVITATION_STATUSES.indexOf(status);
}

/** An operation on an invitation. */
export type InvitationAct = "send" | "resend" | "accept" | "reject" | "revoke";

const OPEN_ACTS: Partial<Record<InvitationAct, InvitationStatus>> = {
  send: "Invited",
  resend: "Invited",
  accept: "Accepted",
  reject: "Rejected",
  revoke: "Revoked",
};

// Anyone can be invited again; that creates another invitation unless the previous one is open.
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

/** Returns the state after an operation; undefined if the operation is not possible. */
export function nextStatus(status: InvitationStatus, act: InvitationAct): InvitationStatus | undefined {
  return TRANSITIONS[status][act];
}

/** Returns true if the invitation can still be accepted. */
export function isOpen(status: InvitationStatus): boolean {
  return nextStatus(status, "accept") !== undefined;
}

/** Returns the times of a new invitation: it lives a multiple of 24 hours, and is Near Expired at the end. */
export function spanOf(
  issuedAt: number,
  lengths: { readonly life: number; readonly nearExpiry: number },
): Pick<Invitation, "issuedAt" | "nearExpiryAt" | "expiresAt"> {
  const expiresAt = issuedAt + lengths.life;
  return { issuedAt, expiresAt, nearExpiryAt: Math.max(issuedAt, expiresAt - lengths.nearExpiry) };
}

/**
 * The state of a person's invitation for an instance; `required` if the person's access was restored and a new
 * invitation has not been sent. R049–R051, R087
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
 * Returns true if a required invitation has not been sent yet: earlier ones do not count.
 * @param newest - the person's latest invitation
 * @param since - the time since when a new one is required
 */
export function isUnanswered(newest: Pick<Invitation, "issuedAt"> | undefined, since: number): boolean {
  return newest === undefined || newest.issuedAt < since;
}

/**
 * Returns the state of a person's invitation for one instance. R087, R088, A2
 * @param invitations - all invitations of the person, newest first
 * @param since - the time since when this instance requires a new invitation; undefined if it requires none
 */
export function invitationStateAt(
  invitations: readonly TimedInvitation[],
  since: number | undefined,
  now: number,
): InvitationState {
  const [newest] = invitations;
  if (since !== undefined) {
    return isUnanswered(newest, since) ? "required" : WORDS[stateAt(newest, now)];
  }
  if (invitations.some(({ state }) => state === "accepted")) return "accepted";
  // An invitation that another instance required has no effect on this one.
  return WORDS[
    stateAt(
      invitations.find(({ kind }) => kind === "first"),
      now,
    )
  ];
}

/** Returns the state that a person's representation shows: `required`, otherwise that of the latest invitation. */
export function shownStatus(
  newest: Invitation | undefined,
  requiredSince: readonly number[],
  now: number,
): InvitationStatus | "required" | undefined {
  if (requiredSince.some((since) => isUnanswered(newest, since))) return "required";
  return newest && stateAt(newest, now);
}
