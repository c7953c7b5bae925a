import type { SeenQuirk } from "./quirk-counts.js";
import { QUIRKS, type Quirk } from "./quirks.js";

/** The weight of each quirk as evidence for a client; one quirk can count for several clients. */
type Traits = { readonly [Name in Quirk]?: number };

/** Quirks that all of Microsoft's services share. */
const microsoft: Traits = {
  agentMicrosoft: 5,
  flagOptscim: 10,
  flagPatch2017: 10,
  plusForSpace: 1,
  leavesOutMembers: 3,
  capitalOps: 4,
  managerAsText: 4,
  primaryAsText: 3,
  typedPaths: 2,
  microsoftRoles: 5,
};

/** The quirks of each client, from vendors' documentation and observed traffic; see `docs/idp/`. */
const CLIENTS: Readonly<Record<string, Traits>> = {
  "Microsoft Entra ID": {
    ...microsoft,
    plusForSpace: 2,
    probesReference: 4,
    typedEmailFilter: 2,
    capitalOps: 5,
    booleanAsText: 2,
    managerAsList: 3,
    adscimSchema: 10,
    createsWithMeta: 3,
    microsoftRoles: 8,
    nullRef: 6,
    jsonInText: 5,
    pathsAsNames: 5,
    clearsByText: 1,
    removesMembersByValue: 1,
  },
  "Microsoft SCIM Validator": {
    ...microsoft,
    emptyPatch: 10,
    repeatsTarget: 8,
    addsAndRemovesMember: 8,
    clearsByText: 1,
  },
  Okta: {
    agentOkta: 12,
    pagedFilter: 4,
    pagesOf100: 1,
    percentForSpace: 0.5,
    createsWithPassword: 5,
    createsEmptyGroup: 3,
    memberDisplay: 2,
    pathlessActive: 4,
    pathlessIdAndName: 4,
    putsGroupsOfUsers: 4,
    smallOps: 0.5,
    removesMembersByPath: 1,
  },
  "Okta integration test": {
    agentOktaTest: 12,
    typeWithoutBody: 1.5,
    acceptCharset: 3,
    percentForSpace: 0.5,
    sendsPlainJson: 1,
  },
  OneLogin: {
    agentOneLogin: 12,
    agentEmpty: 6,
    danglingQuery: 5,
    oldSchemas: 6,
    nullId: 3,
    managerId: 4,
    acceptsJsonOnly: 1,
    plusForSpace: 0.5,
    booleanAsText: 0.5,
  },
  JumpCloud: { agentJumpCloud: 12, removesMembersByValue: 2, smallOps: 0.5, putsUsers: 2 },
  "Ping Identity": { agentPing: 12, bareEmailFilter: 6, createsDisabled: 2 },
  Keycloak: {
    agentKeycloak: 12,
    agentScimSdk: 9,
    booleanAsList: 5,
    typeWithoutBody: 1,
    removesMembersByNull: 6,
    untypedEmails: 3,
    putsRoles: 3,
    putsUsers: 1,
  },
  authentik: {
    agentAuthentik: 12,
    pathlessSchemas: 6,
    oneMemberPerOp: 5,
    removesMembersByValue: 2,
    unquotedFilter: 1,
    readsConfig: 1,
    putsUsers: 1,
  },
  "SCIM-SDK": { agentScimSdk: 10, booleanAsList: 2, typeWithoutBody: 1 },
  Canaille: {
    agentCanaille: 12,
    agentScim2Client: 8,
    untypedPhones: 5,
    putsUsers: 1,
    putsGroups: 2,
    readsConfig: 0.5,
    readsSchemas: 0.5,
  },
  "scim2-client": { agentScim2Client: 10, usesSearch: 2, readsConfig: 0.5, readsSchemas: 0.5 },
  "WSO2 Identity Server": {
    agentWso2: 12,
    unquotedFilter: 4,
    capitalEq: 2,
    memberDisplay: 0.5,
    putsUsers: 0.5,
  },
  midPoint: {
    agentMidPoint: 12,
    jsonWithoutAccept: 5,
    acceptsBothJson: 2,
    readsSchemas: 1,
    typeWithoutBody: 0.5,
  },
  Nextcloud: { agentNextcloud: 12, namedBulkIds: 8, looksUpByEither: 5, usesBulk: 0.5 },
  "UnboundID SDK": { agentUnboundId: 12, acceptsBothJson: 5, sendsIfMatch: 2, readsConfig: 1 },
  "idp-scim-sync": { agentIdpScimSync: 12, acceptsJsonOnly: 0.5, removesMembersByValue: 0.5 },
  ssosync: { agentSsosync: 12 },
  "Pocket ID": { agentPocketId: 12, pagesOf1000: 5, putsUsers: 1 },
  Rippling: { agentRippling: 12, readsConfig: 0.5 },
  "curl or a script": { agentCurl: 6 },
  Postman: { agentPostman: 6 },
};

/** The name of a client about which too little is known. */
const UNKNOWN = "unknown";

/** The score that a guess needs, however often quirks are seen: one telling quirk, or several weak ones. */
const THRESHOLD = 3;

/** The score from which more evidence does not raise the confidence. */
const PLENTY = 12;

/** Variants of one client's behavior, told apart by quirks. */
const DIALECTS: readonly (readonly [client: string, dialect: string, habits: readonly Quirk[]])[] = [
  ["Microsoft Entra ID", "without aadOptscim062020", ["capitalOps"]],
  ["Microsoft Entra ID", "with aadOptscim062020", ["flagOptscim", "smallOps", "pathsAsNames"]],
  ["Okta", "changes by PUT (custom app, AIW)", ["putsUsers", "putsGroups"]],
  ["Okta", "changes by PATCH (catalog app, OIN)", ["smallOps"]],
];

/** A guess at the client of a connection, from its traffic. */
export interface Fingerprint {
  readonly client: string;
  /** From 0 (unknown) to 1. */
  readonly confidence: number;
  /** The variants that were seen. */
  readonly dialects: readonly string[];
  /** The quirks that count as evidence, the strongest first. */
  readonly evidence: readonly Quirk[];
  /** The second best guess; undefined if there is no evidence for another client. */
  readonly runnerUp: string | undefined;
  readonly habits: readonly (SeenQuirk & { readonly meaning: string })[];
}

/** Guesses the client from its quirks. */
export function fingerprintOf(habits: readonly SeenQuirk[]): Fingerprint {
  const described = habits.map((seen) => ({ ...seen, meaning: QUIRKS[seen.habit] }));
  const [first, second] = Object.entries(CLIENTS)
    .filter(([, traits]) => sumOf(habits, ({ habit }) => traits[habit] ?? 0) >= THRESHOLD)
    .map(([client, traits]) => ({ client, score: sumOf(habits, (seen) => weigh(traits, seen)) }))
    .sort((a, b) => b.score - a.score);
  if (first === undefined) {
    return {
      client: UNKNOWN,
      confidence: 0,
      dialects: [],
      evidence: [],
      runnerUp: undefined,
      habits: described,
    };
  }
  const lead = (first.score - (second?.score ?? 0)) / first.score;
  return {
    client: first.client,
    confidence: Math.round(100 * lead * Math.min(1, first.score / PLENTY)) / 100,
    dialects: dialectsOf(first.client, habits),
    evidence: evidenceOf(CLIENTS[first.client] ?? {}, habits),
    runnerUp: second?.client,
    habits: described,
  };
}

/** Weighs a count by its logarithm: ten times as often counts one more. */
function weigh(traits: Traits, { habit, count }: SeenQuirk): number {
  return (traits[habit] ?? 0) * (1 + Math.log10(count));
}

function sumOf(habits: readonly SeenQuirk[], weight: (seen: SeenQuirk) => number): number {
  return habits.reduce((sum, seen) => sum + weight(seen), 0);
}

function evidenceOf(traits: Traits, habits: readonly SeenQuirk[]): Quirk[] {
  return habits
    .filter(({ habit }) => traits[habit] !== undefined)
    .sort((a, b) => weigh(traits, b) - weigh(traits, a))
    .map(({ habit }) => habit);
}

function dialectsOf(client: string, habits: readonly SeenQuirk[]): string[] {
  const seen = new Set(habits.map(({ habit }) => habit));
  return DIALECTS.filter(([of, , telling]) => of === client && telling.some((habit) => seen.has(habit))).map(
    ([, dialect]) => dialect,
  );
}
