import type { AccessFacts } from "./access-facts.js";
import { type Circumstances, circumstancesOf } from "./circumstances.js";
import { REASONS, type Reason } from "./reasons.js";

/** What is checked before a user may enter an instance, in this order. docs/access.md */
export const CHECKS = [
  "account",
  "signIn",
  "license",
  "securityGroup",
  "record",
  "invitation",
  "securityRole",
] as const;

/** The name of a check. */
export type CheckName = (typeof CHECKS)[number];

/**
 * `passed`; `failed`: it keeps the user out; `pending`: it keeps the user out until somebody or something acts that has
 * been asked to; `notNeeded`: it does not apply to this user; `notReached`: an earlier check decides it.
 */
export const CHECK_STATES = ["passed", "failed", "pending", "notNeeded", "notReached"] as const;

/** How a check came out. */
export type CheckState = (typeof CHECK_STATES)[number];

/** One check of a decision, with the reasons of the decision that belong to it. */
export interface Check {
  readonly check: CheckName;
  readonly state: CheckState;
  readonly reasons: readonly Reason[];
}

/** The check that each reason belongs to. */
const CHECK_OF: Readonly<Record<Reason, CheckName>> = {
  STUB_USER: "account",
  SYSTEM_USER: "account",
  USER_DELETED: "account",
  APPLICATION_USER_DEACTIVATED: "signIn",
  SIGN_IN_BLOCKED: "signIn",
  LICENSE_COUNT_VIOLATION: "license",
  NO_LICENSE: "license",
  INSTANCE_NOT_LICENSED: "license",
  NESTED_GROUP_IGNORED: "securityGroup",
  NOT_IN_SECURITY_GROUP: "securityGroup",
  SYNC_PENDING: "record",
  INVITATION_REQUIRED: "invitation",
  INVITATION_PENDING: "invitation",
  INVITATION_EXPIRED: "invitation",
  INVITATION_REJECTED: "invitation",
  INVITATION_REVOKED: "invitation",
  NO_SECURITY_ROLE: "securityRole",
  TEAM_ROLE_INSUFFICIENT: "securityRole",
  SELF_ELEVATION_REQUIRED: "securityRole",
  NO_INTERACTIVE_SIGN_IN: "signIn",
  ADMINISTRATIVE_MODE_FORCED: "license",
  LICENSE_NOT_NEEDED: "license",
  SYSTEM_ADMINISTRATOR_AUTO: "securityRole",
  SECURITY_GROUP_BYPASSED: "securityGroup",
  EFFECT_HELD: "account",
  KEPT_BY_EXCEPTION: "account",
};

/** The reasons that wait for something which has been asked for. */
const WAITING: ReadonlySet<Reason> = new Set(["SYNC_PENDING", "INVITATION_PENDING"]);

/** Whether a check applies to a person. */
const NEEDED: Readonly<Record<CheckName, (circumstances: Circumstances) => boolean>> = {
  account: () => true,
  signIn: () => true,
  license: ({ seat, lacksLicense }) => seat || lacksLicense,
  securityGroup: ({ facts, outsideGroup }) => facts.instanceGroup && !outsideGroup,
  record: () => true,
  invitation: ({ facts }) => facts.invitation !== "none" && facts.invitation !== "required",
  securityRole: () => true,
};

/** The checks that apply to an application user. R130–R135 */
const OF_APPLICATIONS: ReadonlySet<CheckName> = new Set(["account", "signIn", "securityRole"]);

/**
 * Returns the checks behind a decision, in their order. A reason of the decision belongs to exactly one of them.
 * @param reasons - those that `decideAccess` gives for the facts
 */
export function checksOf(facts: AccessFacts, reasons: readonly Reason[]): readonly Check[] {
  const circumstances = circumstancesOf(facts);
  const isDisabled = reasons.some((reason) => REASONS[reason] === "disables");
  return CHECKS.map((check) => {
    const own = reasons.filter((reason) => CHECK_OF[reason] === check);
    const refusing = own.filter((reason) => REASONS[reason] !== "explains");
    const state =
      refusing.length === 0
        ? unrefused(check, circumstances, isDisabled)
        : refusing.every((reason) => WAITING.has(reason))
          ? "pending"
          : "failed";
    return { check, state, reasons: own };
  });
}

/** Returns the state of a check that no reason refuses. */
function unrefused(check: CheckName, circumstances: Circumstances, isDisabled: boolean): CheckState {
  const { subject } = circumstances;
  if (subject === "application") return OF_APPLICATIONS.has(check) ? "passed" : "notNeeded";
  // The rules of all others end with what kind of user it is.
  if (subject !== "person") return "notReached";
  if (!NEEDED[check](circumstances)) return "notNeeded";
  return check === "record" && isDisabled ? "notReached" : "passed";
}
