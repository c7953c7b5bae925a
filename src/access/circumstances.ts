import type { InvitationState } from "../licensing/invitation.js";
import type { AccessFacts, AccessMode, UserKind } from "./access-facts.js";

/** Which rules apply: those of a kind, or those of what was deleted. */
export type Subject = UserKind | "deleted";

/** The facts, and what follows from them alone; the rules of a decision read nothing else. */
export interface Circumstances {
  readonly facts: AccessFacts;
  readonly subject: Subject;
  /** A person holds a seat: assigned, or held by an invitation that is open. */
  readonly seat: boolean;
  /** A person is global or service administrator. R004 */
  readonly servesInstances: boolean;
  /** System Administrator comes by itself with that. R004 */
  readonly automaticRole: boolean;
  /** Neither a role of one's own nor one that counts instead. R015, R072 */
  readonly lacksRole: boolean;
  /** A person whose use of the instance takes a license, and who has none. R058, R096 */
  readonly lacksLicense: boolean;
  /** An unlicensed administrator works in administrative mode, whatever was chosen. docs/access.md */
  readonly forcedAdministrative: boolean;
  /** The mode in which the instance is used. */
  readonly mode: AccessMode;
  /** No direct member of the group that guards the instance. R105 */
  readonly outsideGroup: boolean;
  /** A person's record does not show the decision yet. */
  readonly awaitsSync: boolean;
}

/** Modes in which no license is asked for. R096, R108, R120 */
const UNLICENSED_MODES: Readonly<Record<AccessMode, boolean>> = {
  readWrite: false,
  read: false,
  administrative: true,
  nonInteractive: true,
};

/** Whether a mode asks for no license once it is set. R096, R108, R120 */
export function isUnlicensedMode(mode: AccessMode): boolean {
  return UNLICENSED_MODES[mode];
}

/** Whether an invitation in this state holds the seat that it took. R049–R051, A8 */
const HOLDS_SEAT: Readonly<Record<InvitationState, boolean>> = {
  none: false,
  required: false,
  invited: true,
  accepted: true,
  expired: false,
  rejected: false,
  revoked: false,
};

/** What follows from the facts. */
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

/** An application user is non-interactive from the first moment. R130 */
function modeOf({ kind, mode }: AccessFacts, forcedAdministrative: boolean): AccessMode {
  if (kind === "application") return "nonInteractive";
  return forcedAdministrative ? "administrative" : mode;
}
