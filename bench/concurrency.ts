import path from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../src/db/connect.js";
import { createScratchDatabase, type ScratchDatabase } from "./database.js";
import { type LoadResult, runLoad, wireText } from "./load.js";
import { BENCH_TOKEN } from "./names.js";
import { median } from "./report.js";
import { allScenarios } from "./scenarios/all.js";
import type { Scenario } from "./scenarios/scenario.js";
import { prepareDatabase, seed } from "./seed.js";
import { type MeasuredProcess, startProcess } from "./subject.js";

// Shows what many connections do to each other: writers beside readers, and crowds of each. `npm run bench:concurrency`.

const HELP = `npm run bench:concurrency -- [options]
  --database sqlite|postgres  (sqlite)
  --users N                   users in the directory (2000)
  --rounds N                  measured rounds (5)
  --seconds N                 length of one measurement (2)
  --beside DIRECTORY          another checkout, built by \`npx tsc -p bench\`, whose server is measured in turn
  --smoke                     few users, one short round`;

/** One kind of load: how many connections read, and how many write. */
interface Load {
  readonly name: string;
  readonly readers: number;
  readonly writers: number;
}

const LOADS: readonly Load[] = [
  { name: "12 readers", readers: 12, writers: 0 },
  { name: "4 writers", readers: 0, writers: 4 },
  { name: "12 readers, 4 writers", readers: 12, writers: 4 },
  { name: "1 writer", readers: 0, writers: 1 },
  { name: "16 writers", readers: 0, writers: 16 },
  { name: "64 readers", readers: 64, writers: 0 },
  { name: "64 writers", readers: 0, writers: 64 },
  { name: "51 readers, 13 writers", readers: 51, writers: 13 },
  { name: "256 writers", readers: 0, writers: 256 },
];

/** What one load showed of one server. */
interface Sample {
  readonly reads: LoadResult | undefined;
  readonly writes: LoadResult | undefined;
  /** Processor time for one request, in milliseconds. */
  readonly cpu: number;
  /** The 99th percentile of how late the server's event loop was, in milliseconds. */
  readonly lag: number;
}

/** A server with a database of its own. */
interface World {
  readonly name: string;
  readonly subject: MeasuredProcess;
  readonly read: Scenario;
  readonly writes: readonly Scenario[];
  close(): Promise<void>;
}

async function openWorld(
  name: string,
  scratch: ScratchDatabase,
  users: number,
  directory?: string,
): Promise<World> {
  const db = openDatabase(scratch.url);
  await prepareDatabase(db);
  const build = directory === undefined ? __dirname : path.join(directory, ".cache", "bench", "bench");
  const subject = await startProcess(path.join(build, "ours.js"), [scratch.url]);
  const sizes = { users, groupSizes: [10, 200, 1000] as const };
  const scenarios = allScenarios(await seed(db, subject.port, sizes), 0);
  await subject.ask({ kind: "seal", on: true });
  const named = (wanted: string) => scenarios.filter((scenario) => scenario.name === wanted);
  const [read] = named("get");
  if (read === undefined) throw new Error("there is no scenario that reads");
  const close = async (): Promise<void> => {
    await subject.close();
    await db.close();
    await scratch.remove();
  };
  return { name, subject, read, writes: ["create", "patch"].flatMap(named), close };
}

/** Sends requests of some scenarios in turn. */
function send({ subject }: World, scenarios: readonly Scenario[], connections: number, seconds: number) {
  let turn = 0;
  return connections === 0
    ? undefined
    : runLoad(subject.port, connections, seconds, () => {
        const scenario = scenarios[turn++ % scenarios.length];
        const request = scenario?.next();
        return (
          request && {
            text: wireText(request.method, `/scim/v2${request.path}`, BENCH_TOKEN, request.body),
            status: scenario?.status ?? 0,
          }
        );
      });
}

async function measure(world: World, { readers, writers }: Load, seconds: number): Promise<Sample> {
  const usage = async () => {
    const answer = await world.subject.ask({ kind: "cpu" });
    if (answer.kind !== "cpu") throw new Error("the server did not tell its processor time");
    return answer;
  };
  const before = await usage();
  const [reads, writes] = await Promise.all([
    send(world, [world.read], readers, seconds),
    send(world, world.writes, writers, seconds),
  ]);
  const after = await usage();
  const requests = (reads?.requests ?? 0) + (writes?.requests ?? 0);
  return { reads, writes, cpu: (after.milliseconds - before.milliseconds) / requests, lag: after.lag };
}

function cell(results: readonly (LoadResult | undefined)[]): string {
  const known = results.flatMap((result) => result ?? []);
  if (known.length === 0) return "| | | |";
  const of = (figure: (one: LoadResult) => number): string => median(known.map(figure)).toFixed(1);
  return `| ${of(({ rate }) => rate)} | ${of(({ p50 }) => p50)} | ${of(({ p99 }) => p99)} | ${of(({ p99, mean }) => p99 / mean)} `;
}

function rateOf(samples: readonly Sample[], kind: "reads" | "writes"): number {
  return median(samples.map((sample) => sample[kind]?.rate ?? Number.NaN));
}

function print({ name }: World, samples: ReadonlyMap<Load, readonly Sample[]>): void {
  console.log(
    `\n${name}\n| load | reads/s | p50 ms | p99 ms | p99/mean | writes/s | p50 ms | p99 ms | p99/mean | CPU ms | loop lag p99 ms |`,
  );
  console.log("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const [load, all] of samples) {
    const [reads, writes] = [cell(all.map((one) => one.reads)), cell(all.map((one) => one.writes))];
    const cpu = median(all.map((one) => one.cpu)).toFixed(2);
    console.log(
      `| ${load.name} ${reads}${writes}| ${cpu} | ${median(all.map((one) => one.lag)).toFixed(1)} |`,
    );
  }
  const [readers = [], writers = [], both = []] = samples.values();
  const share = (alone: readonly Sample[], kind: "reads" | "writes") =>
    ((100 * rateOf(both, kind)) / rateOf(alone, kind)).toFixed(0);
  console.log(
    `Beside each other, 4 writers reach ${share(writers, "writes")} % (aim: 60) and 12 readers ${share(readers, "reads")} % (aim: 70) of what they reach alone.`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      database: { type: "string", default: "sqlite" },
      users: { type: "string", default: "2000" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "2" },
      beside: { type: "string" },
      smoke: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const dialect = values.database === "postgres" ? "postgres" : "sqlite";
  const [users, rounds, seconds] = values.smoke
    ? [200, 1, 0.2]
    : [Number(values.users), Number(values.rounds), Number(values.seconds)];
  const worlds = [await openWorld("This server", await createScratchDatabase(dialect), users)];
  if (values.beside !== undefined) {
    const scratch = await createScratchDatabase(dialect);
    worlds.push(await openWorld("The other", scratch, users, values.beside));
  }
  const found = worlds.map(() => new Map(LOADS.map((load): [Load, Sample[]] => [load, []])));
  // The first round only warms up.
  for (let round = values.smoke ? 1 : 0; round <= rounds; round++) {
    for (const load of LOADS) {
      for (const [index, world] of worlds.entries()) {
        const sample = await measure(world, load, seconds);
        if (round > 0) found[index]?.get(load)?.push(sample);
      }
    }
  }
  for (const [index, world] of worlds.entries()) {
    print(world, found[index] ?? new Map());
    await world.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
