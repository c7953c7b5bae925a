import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import path from "node:path";
import type { Database } from "../src/db/connect.js";
import { queryFirst } from "../src/db/query.js";
import { commitsOf } from "../src/db/sqlite-client.js";
import type { Measured, Round } from "./measure.js";
import type { Options } from "./options.js";
import { SUBJECTS, type SubjectName } from "./subject.js";

/** Times and rate of one subject; medians over the rounds. */
interface Figures {
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p95: number;
  /** Requests per second. */
  readonly rate: number;
  /** Processor time of the process for one request, in milliseconds; hardly changes with what else runs. */
  readonly cpu: number;
}

/** What is known of one scenario; also the form in the result file. */
interface ResultRow extends Readonly<Record<SubjectName, Figures>> {
  readonly name: string;
  readonly title: string;
  /** The server's rate as a share of the limit's in the same round; the median over the rounds. */
  readonly ofLimit: number;
  /** The same against the bare driver. */
  readonly ofDriver: number;
  readonly statements: number;
  readonly limitStatements: number;
  /** The least `ofLimit` that is aimed at. */
  readonly aim: number | undefined;
}

/** When and on what something was measured. */
export interface Circumstances {
  readonly date: string;
  /** With `+` where files differ from it. */
  readonly commit: string;
  readonly node: string;
  readonly database: string;
  readonly machine: string;
  /** The load of the machine over the last 1, 5 and 15 minutes. */
  readonly load: readonly number[];
}

/** What a run measured, and on what. */
export interface Result extends Circumstances {
  readonly options: Pick<Options, "users" | "groupSizes" | "rounds" | "seconds" | "connections">;
  readonly scenarios: readonly ResultRow[];
  /** Time of one more member in the largest groups as a multiple of that in the smallest. */
  readonly growth: number | undefined;
  /** The load generator's highest share of a core. */
  readonly generatorLoad: number;
}

/** How much longer one more member may take in the largest groups than in the smallest. */
const GROWTH_AIM = 1.5;

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A number with so many digits behind the point. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function figures(rounds: readonly Round[], subject: SubjectName): Figures {
  const of = (key: keyof Figures, digits: number): number =>
    round(median(rounds.map((each) => each[subject][key])), digits);
  return { p50: of("p50", 2), p95: of("p95", 2), rate: of("rate", 0), cpu: of("cpu", 3) };
}

function toRow({ scenario, rounds, statements, limitStatements }: Measured): ResultRow {
  const share = (of: SubjectName): number =>
    round(median(rounds.map((each) => each.ours.rate / each[of].rate)), 2);
  return {
    name: scenario.name,
    title: scenario.title,
    ours: figures(rounds, "ours"),
    limit: figures(rounds, "limit"),
    driver: figures(rounds, "driver"),
    ofLimit: share("limit"),
    ofDriver: share("driver"),
    statements,
    limitStatements,
    aim: scenario.aim,
  };
}

function growthOf(measured: readonly Measured[], { groupSizes }: Options): number | undefined {
  const of = (size: number | undefined): Measured | undefined =>
    measured.find(({ scenario }) => scenario.name === `member-${size}`);
  const [small, large] = [of(groupSizes[0]), of(groupSizes[2])];
  if (!small || !large) return undefined;
  const ratios = small.rounds.map((each, i) => each.ours.rate / (large.rounds[i]?.ours.rate ?? Number.NaN));
  return round(median(ratios), 2);
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();
  const changed = git("status", "--porcelain", "--", "src", "migrations", "package-lock.json") !== "";
  return git("rev-parse", "--short=12", "HEAD") + (changed ? "+" : "");
}

/** The engine, its version, and what it does to keep a commit. */
export async function describeDatabase(db: Database): Promise<string> {
  if (db.dialect === "sqlite") {
    const row = await queryFirst<{ version: string }>(db.read, "select sqlite_version() as version");
    const kept = await queryFirst<{ synchronous: number }>(db.write, "pragma synchronous");
    const level = ["OFF", "NORMAL", "FULL", "EXTRA"][kept?.synchronous ?? -1];
    const waits = commitsOf(db.write) === undefined ? `synchronous ${level}` : "answers wait for the disk";
    return `SQLite ${row?.version} (WAL, ${waits})`;
  }
  const row = await queryFirst<{ version: string; fsync: string; sync: string }>(
    db.read,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as sync`,
  );
  return `PostgreSQL ${row?.version.split(" ")[0]} (fsync ${row?.fsync}, synchronous_commit ${row?.sync})`;
}

/** Says when and on what this process measures. */
export async function describeCircumstances(db: Database): Promise<Circumstances> {
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    commit: commit(),
    node: process.version,
    database: await describeDatabase(db),
    machine: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown"}`,
    load: loadavg().map((value) => round(value, 1)),
  };
}

/** Brings together what was measured. */
export async function toResult(
  db: Database,
  measured: readonly Measured[],
  options: Options,
): Promise<Result> {
  const { users, groupSizes, rounds, seconds, connections } = options;
  const loads = measured.flatMap((each) =>
    each.rounds.flatMap((one) => SUBJECTS.map((name) => one[name].ownLoad)),
  );
  return {
    ...(await describeCircumstances(db)),
    options: { users, groupSizes, rounds, seconds, connections },
    scenarios: measured.map(toRow),
    growth: growthOf(measured, options),
    generatorLoad: round(Math.max(...loads), 2),
  };
}

function verdict(met: boolean): string {
  return met ? "met" : "**not met**";
}

function tableRow(row: ResultRow): string {
  const cells = [
    row.title,
    ...[row.ours.p50, row.ours.p95].map((value) => value.toFixed(2)),
    row.ours.rate,
    row.limit.rate,
    row.driver.rate,
    row.ofLimit.toFixed(2),
    row.ofDriver.toFixed(2),
    `${row.ours.cpu.toFixed(2)} (${row.limit.cpu.toFixed(2)})`,
    `${row.statements} (${row.limitStatements})`,
    row.aim === undefined ? "" : `≥ ${row.aim}: ${verdict(row.ofLimit >= row.aim)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The result in Markdown. */
export function renderResult(result: Result): string {
  const { options, growth } = result;
  const [small, , large] = options.groupSizes.map((size) => size.toLocaleString("en-US"));
  const lines = [
    `${result.date} UTC, commit ${result.commit}, Node ${result.node}, ${result.database}, ${result.machine}.`,
    `${options.users.toLocaleString("en-US")} users, ${options.connections} requests at once, medians of ${options.rounds} rounds of ${options.seconds} s; the load generator used at most ${Math.round(result.generatorLoad * 100)} % of a core.`,
    "",
    "| Scenario | p50 ms | p95 ms | req/s | limit req/s | driver req/s | of limit | of driver | CPU ms (limit) | statements (limit) | aim |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ...result.scenarios.map(tableRow),
  ];
  if (growth !== undefined) {
    lines.push(
      "",
      `One more member of a group of ${large} takes ${growth.toFixed(2)} times as long as of one of ${small} (aim: ≤ ${GROWTH_AIM}, ${verdict(growth <= GROWTH_AIM)}).`,
    );
  }
  return lines.join("\n");
}

/** Keeps a result: all numbers in `results/`, the table between its marks in `README.md`. */
export function keepResult(directory: string, dialect: string, result: Result): void {
  keepText(directory, dialect, result, renderResult(result));
}

/** Keeps what was measured under a name: all of it in `results/`, the text between its marks in `README.md`. */
export function keepText(directory: string, name: string, result: Circumstances, markdown: string): void {
  const results = path.join(directory, "results");
  mkdirSync(results, { recursive: true });
  writeFileSync(path.join(results, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const readme = path.join(directory, "README.md");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const text = readFileSync(readme, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for ${name}`);
  writeFileSync(readme, `${text.slice(0, from)}${begin}\n${markdown}\n${text.slice(to)}`);
}

/** @throws Error when a number is missing, which the smoke run is there to find */
export function checkComplete(result: Result): void {
  for (const { name, ofLimit, ofDriver, statements, ours } of result.scenarios) {
    const numbers = [ofLimit, ofDriver, statements, ours.p50, ours.p95, ours.rate];
    if (!numbers.every((value) => Number.isFinite(value) && value > 0)) {
      throw new Error(`${name} was not measured: ${numbers.join(", ")}`);
    }
  }
}
