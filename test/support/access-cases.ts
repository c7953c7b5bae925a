import { type AccessFacts, accessRules } from "../../src/access/access-facts.js";
import type { AdministratorRole } from "../../src/access/administrator-roles.js";
import type { AccessDecision } from "../../src/access/decide.js";
import { DEFAULT_TENANT_SETTINGS } from "../../src/tenants/settings.js";
import { readSource } from "./source-files.js";

/** The facts of a case, with the rule set by name and one administrator role or none. */
export interface CaseInput extends Omit<AccessFacts, "rules" | "administratorRoles"> {
  readonly ruleset: "classic" | "current";
  readonly adminRole: AdministratorRole | "none";
}

type Flag = "synced" | "enabled" | "licenseConsumed" | "portalSignIn" | "canSignIn" | "apiAccess";

/** A case of `test/fixtures/access-cases.json`. */
export interface AccessCase {
  readonly id: string;
  /** Facts that differ from the defaults. */
  readonly given: Partial<CaseInput>;
  /** The flags of the decision that are true. */
  readonly holds: readonly Flag[];
  readonly features: AccessDecision["features"];
  readonly reasons: AccessDecision["reasons"];
}

const file = JSON.parse(readSource("test/fixtures/access-cases.json")) as {
  readonly defaults: CaseInput;
  readonly cases: readonly AccessCase[];
};

/** The golden cases: test/fixtures/access-cases.json. */
export const ACCESS_CASES = file.cases;

const RULES = {
  classic: accessRules({ ...DEFAULT_TENANT_SETTINGS, ruleset: "classic" }),
  current: accessRules({ ...DEFAULT_TENANT_SETTINGS, ruleset: "current" }),
};

/** The facts of a licensed, synchronized person with one role, but for what is given. */
export function accessFacts(given: Partial<CaseInput> = {}): AccessFacts {
  const { ruleset, adminRole, ...facts } = { ...file.defaults, ...given };
  return {
    ...facts,
    rules: RULES[ruleset],
    administratorRoles: new Set(adminRole === "none" ? [] : [adminRole]),
  };
}

/** What a case expects of the decision. */
export function expectedDecision({ holds, features, reasons }: AccessCase): AccessDecision {
  return {
    synced: holds.includes("synced"),
    enabled: holds.includes("enabled"),
    licenseConsumed: holds.includes("licenseConsumed"),
    portalSignIn: holds.includes("portalSignIn"),
    canSignIn: holds.includes("canSignIn"),
    apiAccess: holds.includes("apiAccess"),
    features,
    reasons,
  };
}
