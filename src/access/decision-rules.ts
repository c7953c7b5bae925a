import type { InvitationState } from "../licensing/invitation.js";
import type { Circumstances, Subject } from "./circumstances.js";
import type { Reason } from "./reasons.js";

/** A reason and its condition. Notes also depend on whether access was granted. */
type Rule = readonly [reason: Reason, holds: (circumstances: Circumstances, granted: boolean) => boolean];

const always = (): boolean => true;
const blocked = ({ facts }: Circumstances): boolean => !facts.active;
const awaitsSync = (c: Circumstances): boolean => c.awaitsSync;
/** A global administrator passes the guard of an instance, and so does its last System Administrator. docs/access.md */
const passesGroup = ({ facts }: Circumstances): boolean =>
  facts.administratorRoles.has("global") || facts.lastAdministrator === true;
const keptOut = (c: Circumstances): boolean => c.outsideGroup && !passesGroup(c);
const invitationIs =
  (state: InvitationState) =>
  ({ facts }: Circumstances): boolean =>
    facts.invitation === state;

const roleRules: readonly Rule[] = [
  ["NO_SECURITY_ROLE", (c) => c.lacksRole],
  ["TEAM_ROLE_INSUFFICIENT", (c) => c.lacksRole && c.facts.teamRole !== "none"],
];

/** The reasons that refuse access to each subject, in the order of `REASONS`. */
export const REFUSALS: Readonly<Record<Subject, readonly Rule[]>> = {
  stub: [["STUB_USER", always]],
  system: [["SYSTEM_USER", always]],
  deleted: [
    ["USER_DELETED", always],
    ["SYNC_PENDING", awaitsSync],
  ],
  application: [["APPLICATION_USER_DEACTIVATED", blocked], ...roleRules],
  person: [
    ["SIGN_IN_BLOCKED", blocked],
    ["LICENSE_COUNT_VIOLATION", (c) => c.lacksLicense && c.facts.license === "error"],
    ["NO_LICENSE", (c) => c.lacksLicense && c.facts.license !== "error" && c.facts.isUnopened !== true],
    ["INSTANCE_NOT_LICENSED", (c) => c.lacksLicense && c.facts.isUnopened === true],
    ["NESTED_GROUP_IGNORED", (c) => keptOut(c) && c.facts.member === "nested"],
    ["NOT_IN_SECURITY_GROUP", (c) => keptOut(c) && c.facts.member === "no"],
    ["SYNC_PENDING", awaitsSync],
    ["INVITATION_REQUIRED", (c) => invitationIs("required")(c) && c.facts.rules.invitationOnReenable],
    ["INVITATION_PENDING", invitationIs("invited")],
    ["INVITATION_EXPIRED", invitationIs("expired")],
    ["INVITATION_REJECTED", invitationIs("rejected")],
    ["INVITATION_REVOKED", invitationIs("revoked")],
    ...roleRules,
    ["SELF_ELEVATION_REQUIRED", (c) => c.lacksRole && c.servesInstances],
  ],
};

const keptNotes: readonly Rule[] = [
  ["EFFECT_HELD", ({ facts }) => facts.kept === "held"],
  ["KEPT_BY_EXCEPTION", ({ facts }) => facts.kept === "exception"],
];

/** The notes for each subject, in the order of `REASONS`. */
export const NOTES: Readonly<Record<Subject, readonly Rule[]>> = {
  stub: [],
  system: [],
  deleted: [["NO_INTERACTIVE_SIGN_IN", (c) => c.facts.kind === "application"]],
  application: [["NO_INTERACTIVE_SIGN_IN", always], ...keptNotes],
  person: [
    ["NO_INTERACTIVE_SIGN_IN", (c, granted) => granted && c.mode === "nonInteractive"],
    ["ADMINISTRATIVE_MODE_FORCED", (c) => c.forcedAdministrative],
    ["LICENSE_NOT_NEEDED", (c) => c.seat && (c.mode === "administrative" || c.mode === "nonInteractive")],
    ["SYSTEM_ADMINISTRATOR_AUTO", (c) => c.automaticRole],
    ["SECURITY_GROUP_BYPASSED", (c) => c.outsideGroup && passesGroup(c)],
    ...keptNotes,
  ],
};

/** Returns the reasons whose conditions hold, in the order of the rules. */
export function reasonsOf(rules: readonly Rule[], circumstances: Circumstances, granted = false): Reason[] {
  const reasons: Reason[] = [];
  for (const [reason, holds] of rules) {
    if (holds(circumstances, granted)) reasons.push(reason);
  }
  return reasons;
}
