import type { AccessFacts, AccessMode } from "./access-facts.js";
import { circumstancesOf } from "./circumstances.js";
import { NOTES, REFUSALS, reasonsOf } from "./decision-rules.js";
import { REASONS, type Reason } from "./reasons.js";

/** What of an instance is open to a user. R106, R119 */
export type Features = "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";

/** What is decided about one user in one instance, and why. docs/access.md */
export interface AccessDecision {
  /** The instance has a record that follows the directory. */
  readonly synced: boolean;
  /** The record is enabled, as the instance shows it now. */
  readonly enabled: boolean;
  /** The user takes a seat of the license that opens the instance. */
  readonly licenseConsumed: boolean;
  readonly portalSignIn: boolean;
  /** Sign-in to the instance itself. */
  readonly canSignIn: boolean;
  readonly apiAccess: boolean;
  readonly features: Features;
  /** What refuses first, then notes, in the order of `REASONS`. */
  readonly reasons: readonly Reason[];
}

/** What the record of a user must show once it is synchronized. */
export interface RecordTarget {
  readonly enabled: boolean;
  readonly mode: AccessMode;
  /** System Administrator by administrator role. R004 */
  readonly automaticRole: boolean;
}

/** What a mode opens to those who are let in. R106, R119 */
const FEATURES: Readonly<Record<AccessMode, Features>> = {
  readWrite: "full",
  read: "readOnly",
  administrative: "settingsOnly",
  nonInteractive: "apiOnly",
};

/**
 * Decides who may enter an instance and how, and says why. It knows neither clock nor database and answers for every
 * input: losing access counts at once, gaining it waits for synchronization (A6).
 */
export function decideAccess(facts: AccessFacts): AccessDecision {
  const circumstances = circumstancesOf(facts);
  const { subject, awaitsSync } = circumstances;
  const refusals = reasonsOf(REFUSALS[subject], circumstances);
  const eligible = isEligible(refusals);
  const granted = refusals.every((reason) => reason === "SYNC_PENDING" && isLetInAtOnce(facts));
  const features = granted ? FEATURES[circumstances.mode] : "none";
  return {
    synced: facts.kind === "person" && (facts.everSynced || (eligible && !awaitsSync)),
    enabled: awaitsSync ? facts.everSynced && !eligible : eligible,
    licenseConsumed: circumstances.seat,
    portalSignIn: subject === "person" && facts.active,
    canSignIn: features !== "none" && features !== "apiOnly",
    apiAccess: features !== "none",
    features,
    reasons: [...refusals, ...reasonsOf(NOTES[subject], circumstances, granted)],
  };
}

/**
 * What the record of a person must show, however far it is synchronized; undefined when there is nothing to do: no
 * record and no reason to make one, or a record that does not follow the directory. R012, R140, R146.
 */
export function recordTarget(facts: AccessFacts): RecordTarget | undefined {
  if (facts.kind !== "person") return undefined;
  const circumstances = circumstancesOf(facts);
  const enabled = isEligible(reasonsOf(REFUSALS[circumstances.subject], circumstances));
  if (!enabled && !facts.everSynced) return undefined;
  return { enabled, mode: circumstances.mode, automaticRole: circumstances.automaticRole };
}

/** Nothing disables the record; what else refuses leaves it enabled. R093 */
function isEligible(refusals: readonly Reason[]): boolean {
  return !refusals.some((reason) => REASONS[reason] === "disables");
}

/** Today's platform makes the record when its user first comes. docs/access.md */
function isLetInAtOnce({ rules, everSynced }: AccessFacts): boolean {
  return rules.ruleset === "current" && !everSynced;
}
