import type { AccessFacts, AccessRules } from "../../src/access/access-facts.js";
import type { AdministratorRole } from "../../src/access/administrator-roles.js";

function held(...roles: AdministratorRole[]): ReadonlySet<AdministratorRole> {
  return new Set(roles);
}

function rules(
  ruleset: AccessRules["ruleset"],
  groupTeamCounts: boolean,
  autoSystemAdministrator: boolean,
  invitationOnReenable = true,
): AccessRules {
  return { ruleset, groupTeamCounts, autoSystemAdministrator, invitationOnReenable };
}

/** Every value of every fact; a rule set alone implies the two settings beside it. */
export const DIMENSIONS = {
  rules: [rules("classic", false, true), rules("current", true, false)],
  kind: ["person", "application", "stub", "system"],
  active: [true, false],
  deleted: [false, true],
  license: ["assigned", "held", "error", "none"],
  invitation: ["none", "required", "invited", "accepted", "expired", "rejected", "revoked"],
  administratorRoles: [
    held(),
    held("global"),
    held("service"),
    held("userManagement"),
    held("password"),
    held("billing"),
  ],
  instanceGroup: [false, true],
  member: ["direct", "nested", "no"],
  mode: ["readWrite", "read", "administrative", "nonInteractive"],
  roles: [0, 1, 2],
  teamRole: ["none", "owner", "group"],
  everSynced: [true, false],
  sync: ["done", "pending"],
} as const satisfies { readonly [K in keyof AccessFacts]: readonly AccessFacts[K][] };

/** The same for persons, with every mixture of settings and the administrator roles that matter, alone and together. */
export const MIXED_DIMENSIONS = {
  ...DIMENSIONS,
  rules: (["classic", "current"] as const).flatMap((ruleset) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => rules(ruleset, (bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0)),
  ),
  kind: ["person"],
  deleted: [false],
  administratorRoles: [held(), held("service"), held("service", "billing"), held("global", "service")],
  roles: [0, 1],
} as const satisfies { readonly [K in keyof AccessFacts]: readonly AccessFacts[K][] };

/** What only few worlds have is tested apart. */
export type Fact = Exclude<keyof AccessFacts, "lastAdministrator" | "isUnopened" | "kept">;

/** Facts by whose values the combinations are cut into slices; each slice has every pair of values. */
const SLICED: ReadonlySet<Fact> = new Set(["invitation", "mode", "teamRole"]);

/** One slice of so many. */
export interface Slice {
  readonly at: number;
  readonly of: number;
}

type Dimensions = { readonly [K in Fact]: readonly AccessFacts[K][] };

/** All combinations of the values of some dimensions, numbered from 0. */
export function inputsOf(dimensions: Dimensions) {
  const names = Object.keys(dimensions) as Fact[];
  const strides = new Map<Fact, number>();
  let count = 1;
  for (const name of names) {
    strides.set(name, count);
    count *= dimensions[name].length;
  }
  return {
    count,
    /** Visits every combination of a slice, in the order of its number. */
    visit(slice: Slice, visitor: (facts: AccessFacts, index: number) => void): void {
      const columns = names.map((name) => ({ name, values: dimensions[name] as readonly unknown[], at: 0 }));
      const sliced = columns.filter(({ name }) => SLICED.has(name));
      const facts = Object.fromEntries(columns.map(({ name, values }) => [name, values[0]]));
      for (let index = 0; index < count; index++) {
        const place = sliced.reduce((sum, { at }) => sum + at, 0);
        if (place % slice.of === slice.at) visitor(facts as unknown as AccessFacts, index);
        for (const column of columns) {
          column.at = column.at + 1 === column.values.length ? 0 : column.at + 1;
          facts[column.name] = column.values[column.at];
          if (column.at > 0) break;
        }
      }
    },
    /** Visits the pairs that differ in one fact only: it has the value at `from`, then that at `to`. */
    visitPairs(
      name: Fact,
      [from, to]: readonly [number, number],
      visitor: (before: number, after: number) => void,
    ): void {
      const stride = strides.get(name) ?? 0;
      const round = stride * dimensions[name].length;
      for (let start = from * stride; start < count; start += round) {
        for (let index = start; index < start + stride; index++) {
          visitor(index, index + (to - from) * stride);
        }
      }
    },
  };
}
