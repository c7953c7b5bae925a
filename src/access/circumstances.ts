import type { InvitationState } from "../licensing/invitation.js";
import type { AccessFacts, AccessMode, UserKind } from "./access-facts.js";

/** Selects the rules that apply: those of a kind of user, or those of deleted users. */
export type Subject = UserKind | "deleted";

/** The facts and what follows from them. The rules of a decision read nothing else. */
export interface Circumstances {
  readonly facts: AccessFacts;
  readonly subject: Subject;
  /** True for a person with a seat, be it assigned or held by an open invitation. */
  readonly seat: boolean;
  /** True for a person who is a global or service administrator. R004 */
  readonly servesInstances: boolean;
  /** True if such a person is a System Administrator automatically. R004 */
  readonly automaticRole: boolean;
  /** True if the user has no role, and nothing that counts instead of one. R015, R072 */
  readonly lacksRole: boolean;
  /** True for a person who needs a license to use the instance, and has none. R058, R096 */
  readonly lacksLicense: boolean;
  /**
   * True for an administrator without a license, who works in administrative mode whatever mode was chosen.
   * docs/access.md
   */
  readonly forcedAdministrative: boolean;
  /** The mode in which the user uses the instance. */
  readonly mode: AccessMode;
  /** True if the user is not a direct member of the group that guards the instance. R105 */
  readonly outsideGroup: boolean;
  /** True if a person's record does not show the decision yet. */
  readonly awaitsSync: boolean;
}

/** The modes that require no license. R096, R108, R120 */
const UNLICENSED_MODES: Readonly<Record<AccessMode, boolean>> = {
  readWrite: false,
  read: false,
  administrative: true,
  nonInteractive: true,
};

/** Returns true if a mode requires no license once it is set. R096, R108, R120 */
export function isUnlicensedMode(mode: AccessMode): boolean {
  return UNLICENSED_MODES[mode];
}

/** Whether an invitation in each state holds its seat. R049–R051, A8 */
const HOLDS_SEAT: Readonly<Record<InvitationState, boolean>> = {
  none: false,
  required: false,
  invited: true,
  accepted: true,
  expired: false,
  rejected: false,
  revoked: false,
};

/** Derives the circumstances from the facts. */
export function circumstancesOf(facts: AccessFacts): Circumstances {
  const { kind, license, rules, administratorRoles: administers } = facts;
  const subject = subjectOf(facts);
  const alive = subject === "person";
  const seat = alive && (license === "assigned" || (license === "held" && HOLDS_SEAT[facts.invitation]));
  const servesInstances = alive && (administers.has("global") || administers.has("service"));
  const automaticRole = servesInstances && rules.autoSystemAdministrator;
  const teamCounts = facts.teamRole === "group" && rules.groupTeamCounts;
  const unlicensed = alive && !seat && !UNLICENSED_MODES[facts.mode];
  const forcedAdministrative = unlicensed && servesInstances;
  return {
    facts,
    subject,
    seat,
    servesInstances,
    automaticRole,
    lacksRole: facts.roles === 0 && !teamCounts && !automaticRole,
    lacksLicense: unlicensed && !servesInstances,
    forcedAdministrative,
    mode: modeOf(facts, forcedAdministrative),
    outsideGroup: facts.instanceGroup && facts.member !== "direct",
    awaitsSync: kind === "person" && facts.sync === "pending",
  };
}

function subjectOf({ kind, deleted }: AccessFacts): Subject {
  return deleted && (kind === "person" || kind === "application") ? "deleted" : kind;
}

/** Returns the mode of a user. An application user is non-interactive from the start. R130 */
function modeOf({ kind, mode }: AccessFacts, forcedAdministrative: boolean): AccessMode {
  if (kind === "application") return "nonInteractive";
  return forcedAdministrative ? "administrative" : mode;
}
