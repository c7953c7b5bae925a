import type { Options } from "../options.js";
import { type Circumstances, median, round } from "../report.js";
import type { Sample, Subject } from "./measure.js";
import { OPERATIONS, type OperationName, operations } from "./operations.js";

/** Median of what the rounds showed, and their ends. */
interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One operation of one peer. */
interface Figures {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  /** On-CPU milliseconds of the process for one request. */
  readonly cpu: number;
  readonly connections: number;
  /** Rates of the rounds. */
  readonly rates: readonly number[];
}

/** How much faster one of ours is than a peer. */
interface Comparison {
  readonly ours: string;
  readonly peer: string;
  readonly operation: OperationName;
  /** Requests per second of ours as a multiple of the peer's in the same round. */
  readonly rate: Spread;
  /** Processor time of the peer for one request as a multiple of ours. */
  readonly cpu: Spread;
}

/** A ratio that is aimed at. */
interface Target {
  readonly operation: OperationName;
  readonly column: string;
  readonly atLeast: number;
  readonly ratio: Spread;
  readonly met: boolean;
}

/** What a run beside peers measured, and on what. */
export interface PeersResult extends Circumstances {
  readonly options: Pick<Options, "users" | "rounds" | "seconds" | "connections">;
  readonly peers: readonly {
    readonly name: string;
    readonly title: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly durability: string;
    readonly without: Readonly<Partial<Record<OperationName, string>>>;
    readonly figures: Readonly<Partial<Record<OperationName, Figures>>>;
  }[];
  readonly leftOut: readonly string[];
  readonly comparisons: readonly Comparison[];
  readonly targets: readonly Target[];
}

/** A column of targets: one of ours against one peer, by operation. */
interface TargetColumn {
  readonly title: string;
  readonly database: Options["database"];
  readonly ours: string;
  readonly peer: string;
  readonly atLeast: Readonly<Record<OperationName, number>>;
}

const TARGETS: readonly TargetColumn[] = [
  {
    title: "saml-jackson, default driver",
    database: "sqlite",
    ours: "usher",
    peer: "jackson",
    atLeast: { create: 3, get: 1.4, eq: 1.8, page: 15, patch: 2, member: 4, delete: 3 },
  },
  {
    title: "saml-jackson, better-sqlite3",
    database: "sqlite",
    ours: "usherFast",
    peer: "jackson",
    atLeast: { create: 4, get: 1.8, eq: 2.5, page: 20, patch: 2.5, member: 5, delete: 4.5 },
  },
  {
    title: "Express over a Map, better-sqlite3",
    database: "sqlite",
    ours: "usherFast",
    peer: "bareExpress",
    atLeast: { create: 0.25, get: 0.5, eq: 0.45, page: 0.3, patch: 0.18, member: 0.2, delete: 0.12 },
  },
  {
    title: "saml-jackson, PostgreSQL",
    database: "postgres",
    ours: "usher",
    peer: "jackson",
    atLeast: { create: 2.5, get: 1.8, eq: 2.5, page: 18, patch: 2, member: 2, delete: 2 },
  },
];

function spreadOf(values: readonly number[]): Spread {
  return {
    median: round(median(values), 3),
    min: round(Math.min(...values), 3),
    max: round(Math.max(...values), 3),
  };
}

function figuresOf(samples: readonly Sample[]): Figures {
  const of = (key: "rate" | "p50" | "cpu"): number => median(samples.map((sample) => sample[key]));
  return {
    rate: round(of("rate"), 1),
    p50: round(of("p50"), 2),
    cpu: round(of("cpu"), 3),
    connections: median(samples.map(({ connections }) => connections)),
    rates: samples.map(({ rate }) => round(rate, 1)),
  };
}

/** Compares two peers round by round; undefined when one of them does not have the operation. */
function compare(ours: Subject, other: Subject, operation: OperationName): Comparison | undefined {
  const [mine, theirs] = [ours.samples[operation], other.samples[operation]];
  if (mine.length === 0 || theirs.length !== mine.length) return undefined;
  const ratio = (of: (mine: Sample, theirs: Sample) => number): Spread =>
    spreadOf(
      mine.flatMap((sample, index) => theirs.slice(index, index + 1).map((their) => of(sample, their))),
    );
  return {
    ours: ours.peer.name,
    peer: other.peer.name,
    operation,
    rate: ratio((my, their) => my.rate / their.rate),
    cpu: ratio((my, their) => their.cpu / my.cpu),
  };
}

function isOurs({ peer }: Subject): boolean {
  return peer.name.startsWith("usher");
}

function targetsOf(comparisons: readonly Comparison[], database: Options["database"]): Target[] {
  return TARGETS.filter((column) => column.database === database).flatMap(({ title, ours, peer, atLeast }) =>
    comparisons
      .filter((each) => each.ours === ours && each.peer === peer)
      .map(({ operation, rate }) => ({
        operation,
        column: title,
        atLeast: atLeast[operation],
        ratio: rate,
        met: rate.median >= atLeast[operation],
      })),
  );
}

/** Brings together what was measured. */
export function toPeersResult(
  subjects: readonly Subject[],
  durability: readonly string[],
  leftOut: readonly string[],
  circumstances: Circumstances,
  { users, rounds, seconds, connections, database }: Options,
): PeersResult {
  const others = subjects.filter((subject) => !isOurs(subject));
  const comparisons = subjects
    .filter(isOurs)
    .flatMap((ours) =>
      others.flatMap((other) => OPERATIONS.flatMap((name) => compare(ours, other, name) ?? [])),
    );
  return {
    ...circumstances,
    options: { users, rounds, seconds, connections },
    peers: subjects.map(({ peer: { name, title, versions, without }, samples }, index) => ({
      name,
      title,
      versions,
      durability: durability[index] ?? "",
      without,
      figures: Object.fromEntries(
        OPERATIONS.flatMap((each) =>
          samples[each].length === 0 ? [] : [[each, figuresOf(samples[each])] as const],
        ),
      ),
    })),
    leftOut,
    comparisons,
    targets: targetsOf(comparisons, database),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|---|${"--:|".repeat(head.length - 1)}`, ...rows.map(line)];
}

function spreadText({ median: middle, min, max }: Spread): string {
  const digits = middle < 1 ? 2 : 1;
  return `**${middle.toFixed(digits)}** [${min.toFixed(digits)}–${max.toFixed(digits)}]`;
}

function figuresTable({ peers, options }: PeersResult): string[] {
  const cell = (figures: Figures | undefined): string => {
    if (figures === undefined) return "–";
    const { rate, p50, cpu, connections } = figures;
    const fewer = connections < options.connections ? `, ${connections} at once` : "";
    return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} (${p50.toFixed(1)}; ${cpu.toFixed(2)}${fewer})`;
  };
  return table(
    ["req/s (p50 ms; CPU ms)", ...peers.map(({ title }) => title)],
    OPERATIONS.map((name) => [operations[name].title, ...peers.map(({ figures }) => cell(figures[name]))]),
  );
}

function comparisonTable({ peers, comparisons }: PeersResult, ours: string): string[] {
  const columns = peers.filter(({ name }) => comparisons.some((each) => each.peer === name));
  const cell = (peer: string, operation: OperationName): string => {
    const found = comparisons.find(
      (each) => each.ours === ours && each.peer === peer && each.operation === operation,
    );
    return found === undefined ? "–" : `${spreadText(found.rate)}; ${found.cpu.median.toFixed(2)}`;
  };
  const title = peers.find(({ name }) => name === ours)?.title;
  return table(
    [`${title} to …: req/s [min–max]; CPU`, ...columns.map((column) => column.title)],
    OPERATIONS.map((name) => [operations[name].title, ...columns.map((column) => cell(column.name, name))]),
  );
}

function targetTable({ targets }: PeersResult): string[] {
  const columns = [...new Set(targets.map(({ column }) => column))];
  const cell = (column: string, operation: OperationName): string => {
    const found = targets.find((each) => each.column === column && each.operation === operation);
    if (found === undefined) return "–";
    return `≥ ${found.atLeast}: ${spreadText(found.ratio)} ${found.met ? "met" : "not met"}`;
  };
  return table(
    ["aim", ...columns],
    OPERATIONS.map((name) => [operations[name].title, ...columns.map((column) => cell(column, name))]),
  );
}

/** The result in Markdown. */
export function renderPeers(result: PeersResult): string {
  const { options, peers, leftOut, targets, comparisons } = result;
  const ours = [...new Set(comparisons.map((each) => each.ours))];
  const described = peers.map(({ title, versions, durability, without }) => {
    const packages = Object.entries(versions).map((pair) => pair.join(" "));
    const lacks = Object.entries(without).map(([name, why]) => ` No ${name}: ${why}.`);
    return `- ${title}: ${[...packages, durability].join(", ")}.${lacks.join("")}`;
  });
  return [
    `${result.date} UTC, commit ${result.commit}, Node ${result.node}, ${result.machine}, load ${result.load.join(", ")}.`,
    `${options.users.toLocaleString("en-US")} users, ${options.connections} requests at once, medians of ${options.rounds} rounds of ${options.seconds} s.`,
    "",
    ...described,
    ...leftOut.map((text) => `- ${text}`),
    "",
    ...figuresTable(result),
    ...ours.flatMap((name) => ["", ...comparisonTable(result, name)]),
    ...(targets.length > 0 ? ["", ...targetTable(result)] : []),
  ].join("\n");
}
