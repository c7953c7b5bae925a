import type { AccessFacts } from "../../../src/access/access-facts.js";
import { type AccessDecision, decideAccess } from "../../../src/access/decide.js";
import { REASON_ORDER, REASONS } from "../../../src/access/reasons.js";
import { DIMENSIONS, type Fact, inputsOf, MIXED_DIMENSIONS } from "../../support/access-inputs.js";
import { runs } from "../../support/extent.js";

type Holds = (decision: AccessDecision, facts: AccessFacts) => boolean;

const NEEDS_LICENSE = ["readWrite", "read"];

function servesInstances({ kind, administratorRoles }: AccessFacts): boolean {
  return kind === "person" && (administratorRoles.has("global") || administratorRoles.has("service"));
}

function isLicensed({ license, invitation }: AccessFacts): boolean {
  return license === "assigned" || (license === "held" && ["invited", "accepted"].includes(invitation));
}

function passesGuard({ instanceGroup, member, administratorRoles }: AccessFacts): boolean {
  return !instanceGroup || member === "direct" || administratorRoles.has("global");
}

function hasCountingRole(facts: AccessFacts): boolean {
  return (
    facts.roles > 0 ||
    (facts.rules.groupTeamCounts && facts.teamRole === "group") ||
    (facts.rules.autoSystemAdministrator && servesInstances(facts))
  );
}

/** A person who is there, with the record as decided. */
function isSettled({ kind, deleted, active, sync }: AccessFacts): boolean {
  return kind === "person" && !deleted && active && sync === "done";
}

/** What holds of every decision; in `R085`, of a record as it is once synchronized. */
const INVARIANTS: Readonly<Record<string, Holds>> = {
  "who signs in may sign in to the portal": (d) => !d.canSignIn || d.portalSignIn,
  "who signs in may call the API": (d) => !d.canSignIn || d.apiAccess,
  "features are open to whom the API is": (d) => (d.features === "none") === !d.apiAccess,
  "classic: who signs in is enabled and has a role [R151]": (d, f) =>
    !d.canSignIn || f.rules.ruleset === "current" || (d.enabled && hasCountingRole(f)),
  "where no team counts, who is in has an own role or administers instances [R015, R071, R092]": (d, f) =>
    !d.apiAccess || f.rules.groupTeamCounts || f.roles > 0 || servesInstances(f),
  "nobody signs in without a role that counts": (d, f) => !d.apiAccess || hasCountingRole(f),
  "a stub is never enabled, synchronized or let in [R152, R138, R139]": (d, f) =>
    f.kind !== "stub" ||
    !(d.enabled || d.synced || d.canSignIn || d.apiAccess || d.portalSignIn || d.licenseConsumed),
  "a refusal has a reason": (d) => d.canSignIn || d.reasons.length > 0,
  "a refusal of everything has a reason that refuses": (d) =>
    d.apiAccess || d.reasons.some((reason) => REASONS[reason] !== "explains"),
  "access has no reason that refuses, but a first synchronization by today's rules": (d, f) =>
    !d.apiAccess ||
    d.reasons.every(
      (reason) =>
        REASONS[reason] === "explains" ||
        (reason === "SYNC_PENDING" && f.rules.ruleset === "current" && !f.everSynced),
    ),
  "reasons come in the one order, each once": (d) =>
    d.reasons.every(
      (reason, at) =>
        at === 0 || REASON_ORDER.indexOf(reason) > REASON_ORDER.indexOf(d.reasons[at - 1] ?? reason),
    ),
  "without license or exemption nobody gets in [R003, R058]": (d, f) =>
    f.kind !== "person" ||
    isLicensed(f) ||
    servesInstances(f) ||
    !NEEDS_LICENSE.includes(f.mode) ||
    (!d.apiAccess &&
      (f.deleted || d.reasons.includes(f.license === "error" ? "LICENSE_COUNT_VIOLATION" : "NO_LICENSE"))),
  "enabled is licensed or exempt, and in the group if there is one [R085, R089, R096]": (d, f) =>
    !isSettled(f) ||
    d.enabled ===
      ((isLicensed(f) || servesInstances(f) || !NEEDS_LICENSE.includes(f.mode)) && passesGuard(f)),
  "who is deleted or blocked is not enabled once that is synchronized": (d, f) =>
    f.kind !== "person" || f.sync === "pending" || (f.active && !f.deleted) || !d.enabled,
  "administrative is the settings or nothing [R106]": (d, f) =>
    f.kind !== "person" || f.mode !== "administrative" || ["settingsOnly", "none"].includes(d.features),
  "non-interactive is the API or nothing [R119]": (d, f) =>
    f.kind !== "person" ||
    f.mode !== "nonInteractive" ||
    (!d.canSignIn && ["apiOnly", "none"].includes(d.features)),
  "outside the group no mode helps [R127]": (d, f) =>
    f.kind !== "person" || passesGuard(f) || (!d.apiAccess && (f.sync === "pending" || !d.enabled)),
  "an application user takes no seat, signs in nowhere and asks for no group [R135]": (d, f) =>
    f.kind !== "application" ||
    (!d.licenseConsumed && !d.canSignIn && !d.portalSignIn && d.enabled === (f.active && !f.deleted)),
  "a seat is taken by persons who are there, and have or are to have it": (d, f) =>
    d.licenseConsumed === (f.kind === "person" && !f.deleted && isLicensed(f)),
  "the portal is open to every person who is there and not blocked": (d, f) =>
    d.portalSignIn === (f.kind === "person" && f.active && !f.deleted),
};

const FLAGS = {
  synced: 1,
  enabled: 2,
  licenseConsumed: 4,
  portalSignIn: 8,
  canSignIn: 16,
  apiAccess: 32,
} as const;
const FLAG_LIST = Object.entries(FLAGS) as [keyof typeof FLAGS, number][];
const ACCESS = FLAGS.canSignIn | FLAGS.apiAccess;
const FEATURES = ["none", "apiOnly", "settingsOnly", "readOnly", "full"];

/** A decision without its reasons, as a number. */
function encode(decision: AccessDecision): number {
  let bits = FEATURES.indexOf(decision.features) << 6;
  for (const [flag, bit] of FLAG_LIST) if (decision[flag]) bits |= bit;
  return bits;
}

const never = (before: number, after: number, bits: number): boolean => (after & ~before & bits) === 0;

/** One fact that changes from one value to another, and what that does to the decision. */
interface Change {
  readonly fact: Fact;
  /** Positions of the values in `DIMENSIONS`. */
  readonly steps: readonly (readonly [from: number, to: number])[];
  readonly when?: (facts: AccessFacts) => boolean;
  readonly holds: (before: number, after: number) => boolean;
}

const REMOVED_LICENSE = [
  [0, 3],
  [1, 3],
  [2, 3],
] as const;

const CHANGES: Readonly<Record<string, Change>> = {
  "one more role takes no access away": {
    fact: "roles",
    steps: [
      [0, 1],
      [1, 2],
    ],
    holds: (before, after) => never(after, before, ACCESS),
  },
  "roles change neither record nor seat": {
    fact: "roles",
    steps: [[1, 0]],
    holds: (before, after) =>
      ((before ^ after) & (FLAGS.enabled | FLAGS.synced | FLAGS.licenseConsumed)) === 0,
  },
  "removing the license gives no access": {
    fact: "license",
    steps: REMOVED_LICENSE,
    holds: (before, after) => never(before, after, ACCESS | FLAGS.portalSignIn),
  },
  "removing the license enables no record that is synchronized": {
    fact: "license",
    steps: REMOVED_LICENSE,
    when: (f) => f.sync === "done",
    holds: (before, after) => never(before, after, FLAGS.enabled | FLAGS.synced),
  },
  "removing the license changes nothing for administrative and non-interactive users [R108, R120]": {
    fact: "license",
    steps: REMOVED_LICENSE,
    when: (f) => !NEEDS_LICENSE.includes(f.mode),
    holds: (before, after) => ((before ^ after) & ~FLAGS.licenseConsumed) === 0,
  },
  "leaving the group gives no access, and keeps the seat": {
    fact: "member",
    steps: [
      [0, 1],
      [0, 2],
    ],
    holds: (before, after) =>
      never(before, after, ACCESS) && ((before ^ after) & FLAGS.licenseConsumed) === 0,
  },
  "password, user management and billing administrators are as anybody in an instance [R083]": {
    fact: "administratorRoles",
    steps: [
      [0, 3],
      [0, 4],
      [0, 5],
    ],
    holds: (before, after) => before === after,
  },
  "today's rules give at least the access of the classic ones, but to administrators without role": {
    fact: "rules",
    steps: [[0, 1]],
    when: (f) => f.roles > 0 || !servesInstances(f),
    holds: (before, after) => never(after, before, ACCESS),
  },
  "access is gained by synchronization, never by its absence": {
    fact: "sync",
    steps: [[0, 1]],
    holds: (before, after) => never(before, after, ACCESS),
  },
  "a record shows the opposite of what is decided until it is synchronized": {
    fact: "sync",
    steps: [[0, 1]],
    when: (f) => f.kind === "person" && f.everSynced,
    holds: (before, after) => ((before ^ after) & FLAGS.enabled) !== 0,
  },
  "blocking sign-in gives nothing": {
    fact: "active",
    steps: [[0, 1]],
    holds: (before, after) => never(before, after, ACCESS | FLAGS.portalSignIn),
  },
};

const CHANGE_LIST = Object.entries(CHANGES);
const CONDITIONS = CHANGE_LIST.map(([, { when }]) => when);

/** Another one for each run; a failure's title tells which, so that it can be repeated. */
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 1_000_000);

/** In a short run one slice of the inputs, which is as broad as all of them. */
const SLICES = runs(6, 1);
const SLICE = { at: seed % SLICES, of: SLICES };

/** What was decided about each combination: the decision as a number, and bits of the changes that concern it. */
interface Seen {
  readonly decisions: Uint16Array;
  readonly concerned: Uint16Array;
}

/** The first input that breaks each invariant, as JSON. */
function counterexamples(inputs: ReturnType<typeof inputsOf>, seen?: Seen): Map<string, string> {
  const found = new Map<string, string>();
  const invariants = Object.entries(INVARIANTS);
  inputs.visit(SLICE, (facts, index) => {
    const decision = decideAccess(facts);
    for (const [title, holds] of invariants) {
      if (!holds(decision, facts) && !found.has(title)) found.set(title, JSON.stringify({ facts, decision }));
    }
    if (!seen) return;
    let concerned = 0;
    for (let at = 0; at < CONDITIONS.length; at++) if (CONDITIONS[at]?.(facts) ?? true) concerned |= 1 << at;
    seen.decisions[index] = encode(decision);
    seen.concerned[index] = concerned;
  });
  return found;
}

describe(`every input there is, slice ${SLICE.at + 1} of ${SLICES} [seed ${seed}]`, () => {
  const inputs = inputsOf(DIMENSIONS);
  const seen = { decisions: new Uint16Array(inputs.count), concerned: new Uint16Array(inputs.count) };
  let broken = new Map<string, string>();

  beforeAll(() => {
    broken = counterexamples(inputs, seen);
  }, 120_000);

  it("is what was counted", () => {
    expect(inputs.count).toBe(4_644_864);
    expect(new Set(seen.decisions).size).toBeGreaterThan(20);
  });

  it.each(Object.keys(INVARIANTS))("%s", (title) => {
    expect(broken.get(title)).toBeUndefined();
  });

  it.each(CHANGE_LIST.map(([title, change], at) => [title, change, 1 << at] as const))(
    "%s",
    (_title, { fact, steps, holds }, bit) => {
      let [compared, failed] = [0, 0];
      for (const step of steps) {
        inputs.visitPairs(fact, step, (before, after) => {
          if (((seen.concerned[before] ?? 0) & bit) === 0) return;
          compared++;
          if (!holds(seen.decisions[before] ?? 0, seen.decisions[after] ?? 0)) failed++;
        });
      }
      expect(failed).toBe(0);
      expect(compared).toBeGreaterThan(100_000 / SLICES);
    },
    30_000,
  );
});

describe(`every mixture of settings and administrator roles, for persons, slice ${SLICE.at + 1} of ${SLICES} [seed ${seed}]`, () => {
  it("keeps the same invariants", () => {
    expect([...counterexamples(inputsOf(MIXED_DIMENSIONS))]).toEqual([]);
  }, 60_000);
});
