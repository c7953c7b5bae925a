import type { AccessFacts, AccessMode } from "../../access/access-facts.js";
import { circumstancesOf } from "../../access/circumstances.js";
import { type AccessDecision, decideAccess, type Features } from "../../access/decide.js";
import { privilegeName, SETTINGS_TABLES, type Verb } from "../../access/default-roles.js";
import type { Instance } from "../../access/instances.js";
import { type NextStepDetail, nextStep } from "../../access/next-step.js";
import { type AccessLevel, mayAccess, type OwnerRelation, type Privileges } from "../../access/privileges.js";
import type { Reason } from "../../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../access-mode-codes.js";

/** The actions that an instance itself is asked for. */
export const ACCESS_ACTIONS = ["signIn", "portal", "api"] as const;

/** What somebody wants of an instance: to come in by one of the doors, or to do something to rows of a table. */
export type WantedAction =
  | { readonly kind: (typeof ACCESS_ACTIONS)[number] }
  | { readonly kind: "privilege"; readonly verb: Verb; readonly table: string; readonly rows: OwnerRelation };

/** Why an evaluation is as it is: a reason of the decision, or one of the evaluation's own. */
export type EvaluationReason = Reason | keyof typeof OWN_STEPS;

/** What to do about the reasons that only evaluations have. */
const OWN_STEPS = {
  UNKNOWN_INSTANCE: "Name an instance by its id or name.",
  UNKNOWN_SUBJECT: "Name a user by id or userName, or an application by its application id.",
  SETTINGS_ONLY: "Nothing to do: administrative mode opens the settings, not what the business works with.",
  READ_ONLY: "Nothing to do: this mode reads and changes nothing.",
  PRIVILEGE_MISSING: "Assign a security role that has this privilege.",
  ACCESS_LEVEL_TOO_LOW: "Assign a security role in which this privilege reaches farther.",
} as const;

/** What was decided from, by name. */
export type EvaluationInputs = Readonly<
  Omit<AccessFacts, "rules" | "administratorRoles"> & {
    ruleset: AccessFacts["rules"]["ruleset"];
    administratorRoles: readonly string[];
  }
>;

/** The answer to one question. */
export interface Evaluation {
  readonly decision: boolean;
  readonly reasons: readonly { readonly code: EvaluationReason; readonly nextStep: string }[];
  readonly features: Features;
  /** The mode in which the instance is used, as SCIM spells it. */
  readonly accessMode?: (typeof ACCESS_MODE_LABELS)[AccessMode];
  /** How far the privilege that was asked for reaches. */
  readonly accessLevel?: AccessLevel;
  /** What somebody should know besides; the decision does not depend on it. */
  readonly warnings: readonly EvaluationWarning[];
  readonly inputs?: EvaluationInputs;
}

/** `CUSTOM_ROLE_EXPECTED`: an application user works with roles that every instance has. R133 */
export type EvaluationWarning = "CUSTOM_ROLE_EXPECTED";

/** Whoever is asked about, in one instance. */
export interface EvaluatedSubject {
  readonly facts: AccessFacts;
  /** What is known of the instance, for what is said to do. */
  readonly instance?: Pick<Instance, "name" | "guardMissing"> | undefined;
  /** Whether each of the roles held directly is one that every instance has. */
  readonly hasDefaultRolesOnly: boolean;
  /** What all roles together allow; read where a privilege is asked for. */
  readonly privileges: Privileges;
}

/** The answer about somebody or something that is not there; it tells no more than that. */
export function unknown(code: "UNKNOWN_INSTANCE" | "UNKNOWN_SUBJECT"): Evaluation {
  return { decision: false, reasons: [step(code)], features: "none", warnings: [] };
}

/** The answer about somebody who is there, and was asked for as something else. */
export function askedAs(wrong: "user" | "application"): Evaluation {
  const advice =
    wrong === "user"
      ? "This is an application: ask as application, with the subject type 'application'."
      : "This is no application: ask as user, with the subject type 'user'.";
  return { ...unknown("UNKNOWN_SUBJECT"), reasons: [{ code: "UNKNOWN_SUBJECT", nextStep: advice }] };
}

/** Answers whether somebody may do what they want. Pure. R058, R071, R106, R119 */
export function evaluate(subject: EvaluatedSubject, action: WantedAction): Evaluation {
  const { facts, hasDefaultRolesOnly } = subject;
  const decision = decideAccess(facts);
  const { rules, administratorRoles, ...rest } = facts;
  const isApplication = facts.kind === "application";
  return {
    ...answer(subject, decision, action),
    features: decision.features,
    accessMode: ACCESS_MODE_LABELS[circumstancesOf(facts).mode],
    warnings: isApplication && facts.roles > 0 && hasDefaultRolesOnly ? ["CUSTOM_ROLE_EXPECTED"] : [],
    inputs: { ruleset: rules.ruleset, ...rest, administratorRoles: [...administratorRoles] },
  };
}

function answer(
  { facts, instance, privileges }: EvaluatedSubject,
  decision: AccessDecision,
  action: WantedAction,
): Pick<Evaluation, "decision" | "reasons" | "accessLevel"> {
  const detail: NextStepDetail = {
    mode: circumstancesOf(facts).mode,
    instance: instance?.name,
    isGuardMissing: instance?.guardMissing,
    isUnopened: facts.isUnopened,
  };
  const reasons = decision.reasons.map((code) => step(code, detail));
  switch (action.kind) {
    case "signIn":
      return { decision: decision.canSignIn, reasons };
    case "api":
      return { decision: decision.apiAccess, reasons };
    case "portal":
      return { decision: decision.portalSignIn, reasons: decision.portalSignIn ? [] : portalReasons(facts) };
    case "privilege": {
      if (!decision.apiAccess) return { decision: false, reasons };
      const accessLevel = privileges.get(privilegeName(action.verb, action.table)) ?? "none";
      const refusal = refusalOf(decision.features, accessLevel, action);
      const own = refusal === undefined ? [] : [step(refusal)];
      return { decision: refusal === undefined, reasons: [...own, ...reasons], accessLevel };
    }
  }
}

/** What of a decision keeps somebody out of the portal: only what they are, and whether they are blocked. R014 */
function portalReasons(facts: AccessFacts): Evaluation["reasons"] {
  const own: readonly Reason[] = ["STUB_USER", "SYSTEM_USER", "USER_DELETED", "SIGN_IN_BLOCKED"];
  const reasons = decideAccess(facts).reasons.filter((reason) => own.includes(reason));
  return (facts.kind === "application" ? [...reasons, "NO_INTERACTIVE_SIGN_IN" as const] : reasons).map(
    (code) => step(code),
  );
}

/** What keeps somebody who was let in from the rows of a table. R062, R066, R106 */
function refusalOf(
  features: Features,
  level: AccessLevel,
  { verb, table, rows }: Extract<WantedAction, { kind: "privilege" }>,
): EvaluationReason | undefined {
  if (features === "settingsOnly" && !SETTINGS_TABLES.has(table)) return "SETTINGS_ONLY";
  if (features === "readOnly" && verb !== "Read") return "READ_ONLY";
  if (level === "none") return "PRIVILEGE_MISSING";
  return mayAccess(level, rows) ? undefined : "ACCESS_LEVEL_TOO_LOW";
}

function step(code: EvaluationReason, detail: NextStepDetail = {}): Evaluation["reasons"][number] {
  return { code, nextStep: isOwn(code) ? OWN_STEPS[code] : nextStep(code, detail) };
}

function isOwn(code: EvaluationReason): code is keyof typeof OWN_STEPS {
  return code in OWN_STEPS;
}
