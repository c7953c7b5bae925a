import { type AccessFacts, type AccessMode, accessRules } from "../src/access/access-facts.js";
import { type AccessDecision, decideAccess } from "../src/access/decide.js";
import { nextStep } from "../src/access/next-step.js";
import { REASON_ORDER, REASONS } from "../src/access/reasons.js";
import { DEFAULT_TENANT_SETTINGS } from "../src/tenants/settings.js";
import { table } from "./markdown-table.js";

const RULES = {
  classic: accessRules({ ...DEFAULT_TENANT_SETTINGS, ruleset: "classic" }),
  current: accessRules({ ...DEFAULT_TENANT_SETTINGS, ruleset: "current" }),
};

/** A licensed person in the group, with one role and a record that is synchronized. */
const PERSON: AccessFacts = {
  rules: RULES.classic,
  kind: "person",
  active: true,
  deleted: false,
  license: "assigned",
  invitation: "none",
  administratorRoles: new Set(),
  instanceGroup: true,
  member: "direct",
  mode: "readWrite",
  roles: 1,
  teamRole: "none",
  everSynced: true,
  sync: "done",
};

const SITUATIONS: readonly (readonly [title: string, facts: Partial<AccessFacts>])[] = [
  ["roles through a group team only", { roles: 0, teamRole: "group" }],
  ["roles through an owner team only", { roles: 0, teamRole: "owner" }],
  ["global administrator without role", { roles: 0, administratorRoles: new Set(["global"]) }],
  [
    "the same without license, outside the group",
    { roles: 0, administratorRoles: new Set(["global"]), license: "none", member: "no" },
  ],
  ["licensed, first synchronization to come", { everSynced: false, sync: "pending" }],
  ["enabled again, synchronization to come", { sync: "pending" }],
  ["enabled again, not invited", { invitation: "required" }],
];

const MODES: readonly (readonly [mode: AccessMode, word: string])[] = [
  ["readWrite", "Read-Write"],
  ["read", "Read"],
  ["administrative", "Administrative"],
  ["nonInteractive", "Non-interactive"],
];

function code(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

/** `full`, or `none: NO_SECURITY_ROLE`. */
function outcome({ features, reasons }: AccessDecision): string {
  return reasons.length === 0 ? `\`${features}\`` : `\`${features}\`: ${code(reasons)}`;
}

/** The reasons in their order, with what each does and what to do about it. */
export function reasonsTable(): string {
  return table(
    ["Reason", "Effect", "Next step"],
    REASON_ORDER.map((reason) => [code([reason]), REASONS[reason], nextStep(reason)]),
  );
}

/** What both rule sets decide about the same people. */
export function ruleSetsTable(): string {
  return table(
    ["Situation", "`classic`", "`current`"],
    SITUATIONS.map(([title, facts]) => [
      title,
      outcome(decideAccess({ ...PERSON, ...facts, rules: RULES.classic })),
      outcome(decideAccess({ ...PERSON, ...facts, rules: RULES.current })),
    ]),
  );
}

/** What each access mode opens to somebody in the group with a role, with and without a license. */
export function modesTable(): string {
  return table(
    ["Access mode", "With a license", "Without"],
    MODES.map(([mode, word]) => [
      word,
      outcome(decideAccess({ ...PERSON, mode })),
      outcome(decideAccess({ ...PERSON, mode, license: "none" })),
    ]),
  );
}
