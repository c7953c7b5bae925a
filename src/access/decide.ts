import type { AccessFacts, AccessMode } from "./access-facts.js";
import { circumstancesOf } from "./circumstances.js";
import { NOTES, REFUSALS, reasonsOf } from "./decision-rules.js";
import { REASONS, type Reason } from "./reasons.js";

/** What an instance opens to a user. R106, R119 */
export type Features = "full" | "readOnly" | "settingsOnly" | "apiOnly" | "none";

/** The decision about one user in one instance, with its reasons. docs/access.md */
export interface AccessDecision {
  /** True if the instance has a record that follows the directory. */
  readonly synced: boolean;
  /** True if the instance shows the record as enabled now. */
  readonly enabled: boolean;
  /** True if the user takes a seat of the license that opens the instance. */
  readonly licenseConsumed: boolean;
  readonly portalSignIn: boolean;
  /** True if the user may sign in to the instance. */
  readonly canSignIn: boolean;
  readonly apiAccess: boolean;
  readonly features: Features;
  /** What refuses access comes first, then notes, in the order of `REASONS`. */
  readonly reasons: readonly Reason[];
}

/** What a user's record must show once it is synchronized. */
export interface RecordTarget {
  readonly enabled: boolean;
  readonly mode: AccessMode;
  /** True if the administrator role brings System Administrator. R004 */
  readonly automaticRole: boolean;
}

/** What each mode opens to users who are admitted. R106, R119 */
export const FEATURES: Readonly<Record<AccessMode, Features>> = {
  readWrite: "full",
  read: "readOnly",
  administrative: "settingsOnly",
  nonInteractive: "apiOnly",
};

/**
 * Decides whether and how a user may enter an instance, and gives the reasons. It uses no clock and no database, and
 * answers for every input. Losing access takes effect at once; gaining it waits for synchronization (A6).
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
 * Returns what a person's record must show, whether or not it has been synchronized. Undefined if there is nothing to
 * do: there is no record and no reason to create one, or the record does not follow the directory. R012, R140, R146
 */
export function recordTarget(facts: AccessFacts): RecordTarget | undefined {
  if (facts.kind !== "person") return undefined;
  const circumstances = circumstancesOf(facts);
  const enabled = isEligible(reasonsOf(REFUSALS[circumstances.subject], circumstances));
  if (!enabled && !facts.everSynced) return undefined;
  return { enabled, mode: circumstances.mode, automaticRole: circumstances.automaticRole };
}

/** Returns true if nothing disables the record. Other refusals leave it enabled. R093 */
function isEligible(refusals: readonly Reason[]): boolean {
  return !refusals.some((reason) => REASONS[reason] === "disables");
}

/**
 * Returns true under today's rules, where the platform creates the record when its user first signs in. docs/access.md
 */
function isLetInAtOnce({ rules, everSynced }: AccessFacts): boolean {
  return rules.ruleset === "current" && !everSynced;
}
