import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..");

/** What `scripts/measure-setup.mjs` measured. */
interface Setup {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly cores: number;
  readonly seconds: { readonly install: number; readonly listening: number; readonly test: number };
}

/** What a run of `conformance/` judged, as far as it is shown. */
interface Conformance {
  readonly date: string;
  readonly commit: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a run of `bench/` measured, as far as it is shown. */
interface Bench {
  readonly date: string;
  readonly commit: string;
  readonly database: string;
  readonly machine: string;
  readonly options: { readonly users: number };
  readonly growth?: number;
  readonly scenarios: readonly {
    readonly title: string;
    readonly ours: { readonly p50: number; readonly p95: number; readonly rate: number };
    readonly ofLimit: number;
    readonly ofDriver: number;
    readonly statements: number;
    readonly aim?: number;
  }[];
}

function read(file: string): unknown {
  const full = path.join(root, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")) : undefined;
}

/** `2026-11-23, commit abc1234` */
function origin({ date, commit }: { date: string; commit: string }): string {
  return `${date.slice(0, 10)}, commit ${commit}`;
}

function setupLines(): string[] {
  const setup = read("docs/results/setup.json") as Setup | undefined;
  if (!setup) return [];
  const { install, listening, test } = setup.seconds;
  return [
    `**Set-up** (${origin(setup)}, Node ${setup.node}, ${setup.cores} cores, clean clone): \`npm ci\` ${install} s, most of it`,
    `compiling SQLite; \`npm start\` listens after ${listening} s, build included; \`npm test\` ${test} s.`,
    "",
  ];
}

function conformanceLines(): string[] {
  const result = read("conformance/results.json") as Conformance | undefined;
  if (!result) return [];
  return [
    `**Conformance** (${origin(result)}): ${result.passed} judgments passed, ${result.failed} failed, ${result.skipped} skipped;`,
    "what they are, and each deviation with the client that needs it, is in [conformance/README.md](../conformance/README.md).",
    "",
  ];
}

function benchLines(database: "sqlite" | "postgres"): string[] {
  const bench = read(`bench/results/${database}.json`) as Bench | undefined;
  if (!bench) return [];
  const rows = bench.scenarios.map(({ title, ours, ofLimit, ofDriver, statements, aim }) => {
    const met = aim === undefined ? "" : ofLimit >= aim ? `≥ ${aim}` : `≥ ${aim}, not met`;
    return `| ${title} | ${ours.rate} | ${ours.p50} | ${ours.p95} | ${statements} | ${ofLimit} | ${ofDriver} | ${met} |`;
  });
  const growth =
    bench.growth === undefined
      ? []
      : ["", `One more member of the largest groups takes ${bench.growth} times as long as of the smallest.`];
  return [
    `**Speed on ${bench.database}** (${origin(bench)}, ${bench.machine}, ${bench.options.users} users). The limit is a bare`,
    "Express route that runs the same statements through Knex, the driver is the same without both, all in one run:",
    "",
    "| Request | per second | p50 ms | p95 ms | statements | of the limit | of the driver | aim |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
    ...rows,
    ...growth,
    "",
  ];
}

/** The figures of docs/measurements.md, out of the files that the measurements wrote; none is typed in by hand. */
export function resultsBlock(): string {
  const lines = [...setupLines(), ...conformanceLines(), ...benchLines("sqlite"), ...benchLines("postgres")];
  return lines.join("\n").trimEnd();
}
