import path from "node:path";
import { inspect } from "node:util";
import { openDatabase } from "../src/db/connect.js";
import { createScratchDatabase } from "./database.js";
import { measureAll, type Subjects } from "./measure.js";
import { type Options, readOptions, USAGE } from "./options.js";
import { renderPeers } from "./peers/report.js";
import { benchPeers } from "./peers/run.js";
import { checkComplete, keepResult, keepText, type Result, renderResult, toResult } from "./report.js";
import { allScenarios } from "./scenarios/all.js";
import type { Scenario } from "./scenarios/scenario.js";
import { prepareDatabase, seed } from "./seed.js";
import { startSubject } from "./subject.js";

/** Users that one measurement may delete, for each second of it. */
const DELETES_PER_SECOND = 6_000;

function report(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function startSubjects(url: string, { profile }: Options): Promise<Subjects> {
  return {
    ours: await startSubject("ours", url, profile),
    limit: await startSubject("limit", url, undefined),
    driver: await startSubject("driver", url, undefined),
  };
}

function chosen(scenarios: readonly Scenario[], { only }: Options): readonly Scenario[] {
  const names = scenarios.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(", ")}; there are ${names.join(", ")}`);
  return only.length === 0 ? scenarios : scenarios.filter(({ name }) => only.includes(name));
}

async function bench(options: Options): Promise<Result> {
  const scratch = await createScratchDatabase(options.database);
  const db = openDatabase(scratch.url);
  try {
    await prepareDatabase(db);
    const subjects = await startSubjects(scratch.url, options);
    try {
      const begin = performance.now();
      const directory = await seed(db, subjects.ours.port, options);
      report(`${options.users} users after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
      const pool = Math.ceil(DELETES_PER_SECOND * options.seconds);
      const scenarios = chosen(allScenarios(directory, pool), options);
      const measured = await measureAll(subjects, scenarios, options, report);
      return await toResult(db, measured, options);
    } finally {
      for (const subject of Object.values(subjects)) await subject.close();
    }
  } finally {
    await db.close();
    await scratch.remove();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(`${USAGE}\n`);
  // Two levels up from .cache/bench/bench, where the build of this file runs.
  const directory = path.join(__dirname, "..", "..", "..", "bench");
  if (options.peers) {
    const result = await benchPeers(options, report);
    process.stdout.write(`${renderPeers(result)}\n`);
    if (options.write) keepText(directory, `peers-${options.database}`, result, renderPeers(result));
    return;
  }
  const result = await bench(options);
  checkComplete(result);
  process.stdout.write(`${renderResult(result)}\n`);
  if (options.write) keepResult(directory, options.database, result);
}

main().catch((error: unknown) => {
  report(inspect(error));
  process.exitCode = 1;
});
