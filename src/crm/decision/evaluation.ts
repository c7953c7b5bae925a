import type { AccessFacts, AccessMode } from "../../access/access-facts.js";
import { circumstancesOf } from "../../access/circumstances.js";
import { type AccessDecision, decideAccess, type Features } from "../../access/decide.js";
import { privilegeName, SETTINGS_TABLES, type Verb } from "../../access/default-roles.js";
import type { Instance } from "../../access/instances.js";
import { type NextStepDetail, nextStep } from "../../access/next-step.js";
import { type AccessLevel, mayAccess, type OwnerRelation, type Privileges } from "../../access/privileges.js";
import type { Reason } from "../../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../access-mode-codes.js";

/** The actions on an instance itself. */
export const ACCESS_ACTIONS = ["signIn", "portal", "api"] as const;

/** The requested action: to enter an instance, or to use a privilege on rows of a table. */
export type WantedAction =
  | { readonly kind: (typeof ACCESS_ACTIONS)[number] }
  | { readonly kind: "privilege"; readonly verb: Verb; readonly table: string; readonly rows: OwnerRelation };

/** A reason for an evaluation: one of the decision, or one that only evaluations have. */
export type EvaluationReason = Reason | keyof typeof OWN_STEPS;

/** The next steps for the reasons that only evaluations have. */
const OWN_STEPS = {
  UNKNOWN_INSTANCE: "Name an instance by its id or name.",
  UNKNOWN_SUBJECT: "Name a user by id or userName, or an application by its application id.",
  SETTINGS_ONLY: "Nothing to do: administrative mode opens the settings, not the business data.",
  READ_ONLY: "Nothing to do: this mode reads and changes nothing.",
  PRIVILEGE_MISSING: "Assign a security role that has this privilege.",
  ACCESS_LEVEL_TOO_LOW: "Assign a security role in which this privilege reaches farther.",
} as const;

/** The facts a decision was made from, by name. */
export type EvaluationInputs = Readonly<
  Omit<AccessFacts, "rules" | "administratorRoles"> & {
    ruleset: AccessFacts["rules"]["ruleset"];
    administratorRoles: readonly string[];
  }
>;

/** The answer to one question. */
export interface Evaluation {
  readonly decision: boolean;
  /** The next steps are absent in answers about the past. */
  readonly reasons: readonly { readonly code: EvaluationReason; readonly nextStep?: string }[];
  readonly features: Features;
  /** The mode in which the user uses the instance, in SCIM's spelling. */
  readonly accessMode?: (typeof ACCESS_MODE_LABELS)[AccessMode];
  /** How far the requested privilege reaches. */
  readonly accessLevel?: AccessLevel;
  /** Warnings that do not affect the decision. */
  readonly warnings: readonly EvaluationWarning[];
  readonly inputs?: EvaluationInputs;
  /** What the history has of the moment, in answers about the past. */
  readonly history?: {
    /** False if nothing is remembered. */
    readonly known: boolean;
    /** Whether the moment is before the beginning of the history, if nothing is remembered. */
    readonly beforeHistory?: boolean;
    /** When the state began and ended, as ISO 8601. */
    readonly since?: string;
    readonly until?: string;
    /** True if it was rebuilt from the audit trail. */
    readonly rebuilt?: boolean;
  };
}

/** `CUSTOM_ROLE_EXPECTED`: an application user holds only roles that every instance has. R133 */
export type EvaluationWarning = "CUSTOM_ROLE_EXPECTED";

/** The user an evaluation is about, in one instance. */
export interface EvaluatedSubject {
  readonly facts: AccessFacts;
  /** What the next steps mention of the instance. */
  readonly instance?: Pick<Instance, "name" | "guardMissing"> | undefined;
  /** True if every role held directly is a default role. */
  readonly hasDefaultRolesOnly: boolean;
  /** What all roles permit together. Loaded if a privilege is requested. */
  readonly privileges: Privileges;
}

/** Returns the answer about an unknown user or instance. It reveals nothing else. */
export function unknown(code: "UNKNOWN_INSTANCE" | "UNKNOWN_SUBJECT"): Evaluation {
  return { decision: false, reasons: [step(code)], features: "none", warnings: [] };
}

/** Returns the answer about a user who was asked about with the wrong subject type. */
export function askedAs(wrong: "user" | "application"): Evaluation {
  const advice =
    wrong === "user"
      ? "This is an application: ask as application, with the subject type 'application'."
      : "This is not an application: ask as user, with the subject type 'user'.";
  return { ...unknown("UNKNOWN_SUBJECT"), reasons: [{ code: "UNKNOWN_SUBJECT", nextStep: advice }] };
}

/** Decides whether a user may perform an action. Pure. R058, R071, R106, R119 */
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

/** Returns the reasons that keep a user out of the portal: the kind of user, and blocked sign-in. R014 */
function portalReasons(facts: AccessFacts): Evaluation["reasons"] {
  const own: readonly Reason[] = ["STUB_USER", "SYSTEM_USER", "USER_DELETED", "SIGN_IN_BLOCKED"];
  const reasons = decideAccess(facts).reasons.filter((reason) => own.includes(reason));
  return (facts.kind === "application" ? [...reasons, "NO_INTERACTIVE_SIGN_IN" as const] : reasons).map(
    (code) => step(code),
  );
}

/** Returns the reason that denies an admitted user the rows of a table. R062, R066, R106 */
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
