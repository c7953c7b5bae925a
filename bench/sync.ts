import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { defaultMapping } from "../src/crm/form/mapping.js";
import { checkForDrift } from "../src/crm/sync/drift.js";
import { continueJobs } from "../src/crm/sync/jobs.js";
import type { SyncDeps } from "../src/crm/sync/sync-deps.js";
import { runDueTasks } from "../src/crm/sync/worker.js";
import type { Dialect } from "../src/db/connect.js";
import { queryFirst } from "../src/db/query.js";
import { syncDeps } from "../src/effects/records/sync-deps.js";
import { userSchema } from "../src/schema/resource-schemas.js";
import { startSynchronizationJob } from "../src/use-cases/records/synchronization-job.js";
import { type AccessWorld, openWorld, personId } from "./access-world.js";
import { type Circumstances, describeCircumstances, median } from "./report.js";

// Synchronizes many people and says what it cost: time, statements, rows, memory. `npm run bench:sync`.

/** Samples of the time from a change over SCIM to the record that shows it. */
const PROBES = 30;

/** What a step took. */
interface Step {
  readonly title: string;
  readonly people: number;
  readonly seconds: number;
  /** For each person. */
  readonly statements: number;
  /** Rows of records, of the instance and of the audit trail that were written. */
  readonly rowsWritten: number;
  /** MiB in use behind a garbage collection: before, highest meanwhile, after. */
  readonly heap: readonly [before: number, highest: number, after: number];
}

interface SyncResult extends Circumstances {
  readonly people: number;
  readonly steps: readonly Step[];
  /** From the answer to a SCIM PATCH to the record that shows it, with a worker of a server: milliseconds. */
  readonly toRecord: { readonly p50: number; readonly p95: number };
}

function heapInUse(): number {
  if (gc === undefined) throw new Error("run it by npm run bench:sync, which lets it collect garbage");
  gc({ execution: "sync" });
  return Number((process.memoryUsage().heapUsed / 2 ** 20).toFixed(1));
}

/** Counts what was written so far: each write of a record or of a row of the instance raises a version. */
async function countWrites({ db }: AccessWorld): Promise<number> {
  const row = await queryFirst<{ total: number }>(
    db.write,
    `select cast((select coalesce(sum(version), 0) from records) +
       (select coalesce(sum(version), 0) from instance_users) +
       (select count(*) from audit_entries where action like 'record.%') as integer) as total`,
  );
  return row?.total ?? Number.NaN;
}

function depsOf({ db }: AccessWorld, onBatch?: () => void): SyncDeps {
  const deps = syncDeps({
    db,
    mapping: defaultMapping(userSchema),
    now: Date.now,
    reportFailure: (_task, error) => {
      throw error;
    },
  });
  return onBatch === undefined
    ? deps
    : { ...deps, onStep: (step) => (step === "finished" ? onBatch() : undefined) };
}

/** Runs a step and measures it. The work gets what synchronization works with. */
async function measure(
  world: AccessWorld,
  title: string,
  work: (deps: SyncDeps) => Promise<unknown>,
): Promise<Step> {
  const people = world.people();
  const writesBefore = await countWrites(world);
  const before = heapInUse();
  let highest = before;
  let batches = 0;
  let statements = 0;
  let collecting = 0;
  const count = (): void => void (statements += 1);
  const sides = new Set([world.db.read, world.db.write]);
  for (const side of sides) side.on("query", count);
  const begin = performance.now();
  await work(
    depsOf(world, () => {
      batches += 1;
      if (batches % 10 !== 0) return;
      const pause = performance.now();
      highest = Math.max(highest, heapInUse());
      collecting += performance.now() - pause;
    }),
  );
  const seconds = (performance.now() - begin - collecting) / 1000;
  for (const side of sides) side.removeListener("query", count);
  return {
    title,
    people,
    seconds: Number(seconds.toFixed(2)),
    statements: Number((statements / people).toFixed(2)),
    rowsWritten: (await countWrites(world)) - writesBefore,
    heap: [before, highest, heapInUse()],
  };
}

async function everybody(world: AccessWorld, deps: SyncDeps, workers = 1): Promise<void> {
  while (await continueJobs(world.db, Date.now()));
  await Promise.all(Array.from({ length: workers }, () => runDueTasks(deps)));
}

/** Puts everybody out of the guarded instance, or lets everybody in again. */
async function guard(world: AccessWorld, displayName: string): Promise<void> {
  const filter = encodeURIComponent(`displayName eq "${displayName}"`);
  const found = JSON.parse(await world.ask("GET", `/scim/v2/Groups?filter=${filter}`)) as {
    Resources: { id: string }[];
  };
  await world.ask("PUT", "/admin/v1/instances/main/guard", { groupId: found.Resources[0]?.id });
}

async function measureSteps(world: AccessWorld): Promise<Step[]> {
  const askForAll = (): Promise<string> => world.ask("POST", "/admin/v1/sync", {});
  const steps: Step[] = [];
  // Some steps take access from everybody, which the brake would ask about.
  await world.ask("PATCH", "/admin/v1/settings", { "access.brake.people": 1_000_000 });
  await askForAll();
  steps.push(await measure(world, "a first synchronization", (deps) => everybody(world, deps)));
  await askForAll();
  steps.push(await measure(world, "the same again", (deps) => everybody(world, deps)));
  steps.push(await measure(world, "the interval check", (deps) => checkForDrift(deps, 0)));
  await world.ask("POST", "/scim/v2/Groups", { displayName: "Nobody" });
  await guard(world, "Nobody");
  steps.push(await measure(world, "disabling everybody", (deps) => everybody(world, deps)));
  await guard(world, "Users of the CRM");
  steps.push(await measure(world, "enabling everybody, 4 workers", (deps) => everybody(world, deps, 4)));
  return steps;
}

/** How long it takes until a change over SCIM is in the record, while a worker of a server runs. */
async function measureDelay(world: AccessWorld, probes: number): Promise<SyncResult["toRecord"]> {
  const failed: unknown[] = [];
  const running = startSynchronizationJob(depsOf(world), 3_600_000, (error) => void failed.push(error));
  const times: number[] = [];
  try {
    for (let i = 1; i <= probes; i++) {
      const id = personId(i);
      const title = `Changed ${i}`;
      const body = { Operations: [{ op: "replace", path: "title", value: title }] };
      await world.ask("PATCH", `/scim/v2/Users/${id}`, body);
      const begin = performance.now();
      while (!(await columnsOf(world, id)).includes(title)) await sleep(2);
      times.push(performance.now() - begin);
    }
  } finally {
    await running.stop();
  }
  if (failed.length > 0) throw new Error(`the worker failed: ${String(failed[0])}`);
  const sorted = times.toSorted((x, y) => x - y);
  return { p50: Math.round(median(times)), p95: Math.round(sorted[Math.floor(probes * 0.95)] ?? Number.NaN) };
}

async function columnsOf({ db, tenantId }: AccessWorld, id: string): Promise<string> {
  const row = await queryFirst<{ columns: string }>(
    db.read,
    "select columns from records where tenant_id = ? and user_id = ?",
    [tenantId, id],
  );
  return row?.columns ?? "";
}

async function run(dialect: Dialect, people: number, probes: number): Promise<SyncResult> {
  const world = await openWorld(dialect);
  try {
    await world.growTo(people, false);
    const steps = await measureSteps(world);
    check(steps);
    const toRecord = await measureDelay(world, probes);
    return { ...(await describeCircumstances(world.db)), people, steps, toRecord };
  } finally {
    await world.close();
  }
}

/** @throws Error when a step did not do what it is named for */
function check(steps: readonly Step[]): void {
  const [first, again, interval, ...others] = steps;
  for (const idle of [again, interval]) {
    if (idle?.rowsWritten !== 0) throw new Error(`${idle?.title} wrote ${idle?.rowsWritten} rows`);
  }
  // The one of whom all are copies had a record already.
  if (first === undefined || first.rowsWritten !== 3 * first.people)
    throw new Error(`the first wrote ${first?.rowsWritten} rows`);
  for (const { title, rowsWritten, people } of others) {
    if (rowsWritten !== 3 * (people + 1)) throw new Error(`${title} wrote ${rowsWritten} rows`);
  }
}

function render({ date, commit, node, database, machine, people, steps, toRecord }: SyncResult): string {
  const number = (value: number): string => Math.round(value).toLocaleString("en-US");
  return [
    `${date} UTC, commit ${commit}, Node ${node}, ${database}, ${machine}.`,
    "",
    `| ${number(people)} people | seconds | people per second | statements per person | rows written per person | heap MiB before, highest, after |`,
    "|---|--:|--:|--:|--:|---|",
    ...steps.map(({ title, seconds, statements, rowsWritten, heap }) => {
      const cells = [title, seconds.toFixed(2), number(people / seconds), statements.toFixed(2)];
      return `| ${[...cells, Math.round(rowsWritten / people), heap.join(", ")].join(" | ")} |`;
    }),
    "",
    `From the answer to a PATCH to the record that shows it: p50 ${toRecord.p50} ms, p95 ${toRecord.p95} ms.`,
  ].join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      smoke: { type: "boolean", default: false },
      people: { type: "string", default: "10000" },
    },
  });
  const dialects: Dialect[] =
    process.env["TEST_DATABASE_URL"] === undefined ? ["sqlite"] : ["sqlite", "postgres"];
  for (const dialect of dialects) {
    const people = values.smoke ? 300 : Number(values.people);
    const result = await run(dialect, people, values.smoke ? 3 : PROBES);
    console.log(`\n${render(result)}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
