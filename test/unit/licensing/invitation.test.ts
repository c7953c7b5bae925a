import { DAY, HOUR, SECOND } from "../../../src/db/duration.js";
import {
  type Invitation,
  type InvitationAct,
  type InvitationStatus,
  invitationStateAt,
  isOpen,
  nextStatus,
  shownStatus,
  spanOf,
  stateAt,
  statusCodeOf,
} from "../../../src/licensing/invitation.js";
import { INVITATION_STATUSES } from "../../../src/schema/definitions/crm-user.js";

const T0 = Date.UTC(2026, 0, 1, 12);
const span = spanOf(T0, { life: 14 * DAY, nearExpiry: 48 * HOUR });

function invitation(changes: Partial<Invitation> = {}): Invitation {
  return {
    id: "i",
    userId: "u",
    kind: "first",
    state: "open",
    skuId: undefined,
    holdsSeat: false,
    endedAt: undefined,
    issuer: { kind: "token", id: "t" },
    ...span,
    ...changes,
  };
}

describe("the state of an invitation", () => {
  it("has the numbers of the CRM", () => {
    expect(INVITATION_STATUSES.map((status) => [statusCodeOf(status), status])).toEqual([
      [0, "Not Sent"],
      [1, "Invited"],
      [2, "Near Expired"],
      [3, "Expired"],
      [4, "Accepted"],
      [5, "Rejected"],
      [6, "Revoked"],
    ]);
  });

  it.each<[string, number, InvitationStatus]>([
    ["when it is sent", 0, "Invited"],
    ["a millisecond before its last 48 hours", 12 * DAY - 1, "Invited"],
    ["when its last 48 hours begin", 12 * DAY, "Near Expired"],
    ["a second before two weeks are over", 14 * DAY - SECOND, "Near Expired"],
    ["a millisecond before", 14 * DAY - 1, "Near Expired"],
    ["when two weeks are over", 14 * DAY, "Expired"],
    ["a year later", 365 * DAY, "Expired"],
  ])("%s is to the second [R050]", (_, after, expected) => {
    expect(stateAt(invitation(), T0 + after)).toBe(expected);
  });

  it.each([
    ["accepted", "Accepted"],
    ["rejected", "Rejected"],
    ["revoked", "Revoked"],
    ["expired", "Expired"],
  ] as const)("stays %s whatever time it is", (state, expected) => {
    for (const time of [T0, T0 + 13 * DAY, T0 + 99 * DAY]) {
      expect(stateAt(invitation({ state }), time)).toBe(expected);
    }
  });

  it("is Not Sent where there is none, and near its end all along where it is short", () => {
    const short = spanOf(T0, { life: DAY, nearExpiry: 48 * HOUR });

    expect(stateAt(undefined, T0)).toBe("Not Sent");
    expect(short).toEqual({ issuedAt: T0, nearExpiryAt: T0, expiresAt: T0 + DAY });
    expect(stateAt(invitation(short), T0)).toBe("Near Expired");
  });
});

describe("what can be done with an invitation", () => {
  const acts: readonly InvitationAct[] = ["send", "resend", "accept", "reject", "revoke"];
  const no = undefined;

  it.each<[InvitationStatus, (InvitationStatus | undefined)[]]>([
    //              send       resend     accept      reject      revoke
    ["Not Sent", ["Invited", no, no, no, no]],
    ["Invited", ["Invited", "Invited", "Accepted", "Rejected", "Revoked"]],
    ["Near Expired", ["Invited", "Invited", "Accepted", "Rejected", "Revoked"]],
    ["Expired", ["Invited", no, no, no, no]],
    ["Accepted", ["Invited", no, no, no, no]],
    ["Rejected", ["Invited", no, no, no, no]],
    ["Revoked", ["Invited", no, no, no, no]],
  ])("while it is %s", (status, expected) => {
    expect(acts.map((act) => nextStatus(status, act))).toEqual(expected);
    expect(isOpen(status)).toBe(expected[2] !== undefined);
  });
});

describe("what invitations say of access in an instance", () => {
  const first = invitation();
  const before = T0 - DAY;
  const later = T0 + DAY;

  it.each<[string, Invitation[], number | undefined, number, string]>([
    ["nothing of who was never invited [R088]", [], undefined, T0, "none"],
    ["required after a re-enable [R087]", [], before, T0, "required"],
    ["required when the invitation was sent before", [first], later, T0, "required"],
    [
      "required when an earlier one was accepted",
      [invitation({ state: "accepted" })],
      later,
      later,
      "required",
    ],
    ["invited once one is sent [R087]", [invitation({ kind: "again" })], before, T0, "invited"],
    ["expired when that is over", [invitation({ kind: "again" })], before, T0 + 14 * DAY, "expired"],
    ["rejected when that is", [invitation({ kind: "again", state: "rejected" })], before, T0, "rejected"],
    ["revoked when that is", [invitation({ kind: "again", state: "revoked" })], before, T0, "revoked"],
    [
      "accepted once nothing is required",
      [invitation({ kind: "again", state: "accepted" })],
      undefined,
      T0,
      "accepted",
    ],
    ["invited while the first one is open", [first], undefined, T0, "invited"],
    ["expired with the first one", [first], undefined, T0 + 14 * DAY, "expired"],
    ["rejected with the first one", [invitation({ state: "rejected" })], undefined, T0, "rejected"],
    ["revoked with the first one", [invitation({ state: "revoked" })], undefined, T0, "revoked"],
    ["accepted with the first one", [invitation({ state: "accepted" })], undefined, T0, "accepted"],
    ["nothing when one is sent for another instance", [invitation({ kind: "again" })], undefined, T0, "none"],
    [
      "accepted when one is sent to who has accepted before",
      [invitation({ kind: "again" }), invitation({ state: "accepted" })],
      undefined,
      T0,
      "accepted",
    ],
    [
      "invited by a second first one when the one before has expired",
      [first, invitation({ state: "expired" })],
      undefined,
      T0,
      "invited",
    ],
  ])("%s", (_, invitations, since, now, expected) => {
    expect(invitationStateAt(invitations, since, now)).toBe(expected);
  });

  it.each<[string, Invitation | undefined, number[], number, string | undefined]>([
    ["nothing", undefined, [], T0, undefined],
    ["the state of the latest", first, [], T0 + 13 * DAY, "Near Expired"],
    ["required", undefined, [T0], T0, "required"],
    ["the state of what answers it", first, [before], T0, "Invited"],
    ["required when one of several is unanswered", first, [before, later], later, "required"],
  ])("shows %s", (_, newest, since, now, expected) => {
    expect(shownStatus(newest, since, now)).toBe(expected);
  });
});
