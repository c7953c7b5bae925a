import type { AccessFacts } from "./access-facts.js";
import { ADMINISTRATOR_ROLES } from "./administrator-roles.js";

/** The version of the rules of the decision; it is raised whenever the same facts lead to another decision. */
export const RULES_VERSION = 1;

type Flat = Omit<AccessFacts, "rules" | "administratorRoles" | "roles"> & Omit<AccessFacts["rules"], never>;

/** The values of a fact in the order of their digits. New values go to the end: stored codes must stay readable. */
const VALUES = {
  ruleset: ["classic", "current"],
  groupTeamCounts: [false, true],
  autoSystemAdministrator: [false, true],
  invitationOnReenable: [false, true],
  kind: ["person", "application", "stub", "system"],
  active: [false, true],
  deleted: [false, true],
  license: ["none", "assigned", "held", "error"],
  isUnopened: [undefined, true],
  invitation: ["none", "required", "invited", "accepted", "expired", "rejected", "revoked"],
  instanceGroup: [false, true],
  member: ["no", "nested", "direct"],
  lastAdministrator: [undefined, true],
  mode: ["readWrite", "read", "administrative", "nonInteractive"],
  teamRole: ["none", "owner", "group"],
  everSynced: [false, true],
  sync: ["done", "pending"],
  kept: [undefined, "held", "exception"],
} as const satisfies { readonly [Fact in keyof Flat]-?: readonly Flat[Fact][] };

const NAMES = Object.keys(VALUES) as readonly (keyof Flat)[];

type RuleName = keyof AccessFacts["rules"];

/** The rules stand before all other facts. */
const RULES = 4;
const RULE_NAMES = NAMES.slice(0, RULES) as readonly RuleName[];
const FACT_NAMES = NAMES.slice(RULES) as readonly Exclude<keyof Flat, RuleName>[];

/** The digit of each value, by name. */
const RULE_DIGITS = RULE_NAMES.map(digitsOf);
const FACT_DIGITS = FACT_NAMES.map(digitsOf);

function digitsOf<Name extends keyof Flat>(name: Name): readonly [Name, ReadonlyMap<unknown, string>] {
  return [name, new Map(VALUES[name].map((value, index) => [value, index.toString(36)]))];
}

/** Returns facts as a short text: a digit for each fact, the administrator roles as bits, and the number of roles. */
export function encodeFacts(facts: AccessFacts): string {
  const { rules, administratorRoles, roles } = facts;
  let digits = "";
  for (const [name, digitOf] of RULE_DIGITS) digits += digitOf.get(rules[name]) ?? "";
  for (const [name, digitOf] of FACT_DIGITS) digits += digitOf.get(facts[name]) ?? "";
  let bits = 0;
  for (const role of ADMINISTRATOR_ROLES) bits = bits * 2 + (administratorRoles.has(role) ? 1 : 0);
  return `${digits}.${bits.toString(36)}.${roles.toString(36)}`;
}

/** Returns the facts of a text of `encodeFacts`. @throws Error if it is none */
export function decodeFacts(code: string): AccessFacts {
  const [digits = "", bits = "", roles = ""] = code.split(".");
  const valueOf = <Name extends keyof Flat>(name: Name): Flat[Name] => {
    const values: readonly unknown[] = VALUES[name];
    const digit = Number.parseInt(digits[NAMES.indexOf(name)] ?? "0", 36);
    if (!(digit in values)) throw new Error(`the code of facts '${code}' has no ${name}`);
    return values[digit] as Flat[Name];
  };
  const set = Number.parseInt(bits, 36).toString(2).padStart(ADMINISTRATOR_ROLES.length, "0");
  return {
    rules: {
      ruleset: valueOf("ruleset"),
      groupTeamCounts: valueOf("groupTeamCounts"),
      autoSystemAdministrator: valueOf("autoSystemAdministrator"),
      invitationOnReenable: valueOf("invitationOnReenable"),
    },
    kind: valueOf("kind"),
    active: valueOf("active"),
    deleted: valueOf("deleted"),
    license: valueOf("license"),
    ...(valueOf("isUnopened") === true && { isUnopened: true }),
    invitation: valueOf("invitation"),
    administratorRoles: new Set(ADMINISTRATOR_ROLES.filter((_, index) => set[index] === "1")),
    instanceGroup: valueOf("instanceGroup"),
    member: valueOf("member"),
    ...(valueOf("lastAdministrator") === true && { lastAdministrator: true }),
    mode: valueOf("mode"),
    roles: Number.parseInt(roles, 36),
    teamRole: valueOf("teamRole"),
    everSynced: valueOf("everSynced"),
    sync: valueOf("sync"),
    ...keptOf(valueOf("kept")),
  };
}

function keptOf(kept: AccessFacts["kept"]): Pick<AccessFacts, "kept"> {
  return kept === undefined ? {} : { kept };
}
