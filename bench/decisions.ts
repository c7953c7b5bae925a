import { parseArgs } from "node:util";
import { type Instance, listInstances } from "../src/access/instances.js";
import { decisionOf, openDecisions } from "../src/crm/decision/decisions.js";
import { loadFacts } from "../src/crm/decision/load-facts.js";
import type { Db, Dialect } from "../src/db/connect.js";
import { type AccessWorld, openWorld, personId } from "./access-world.js";
import { describeCircumstances, median } from "./report.js";

// Shows how long it takes to decide about many people, for each person and instance. `npm run bench:decisions`.

const PEOPLE = 10_000;

/** People per batch. */
const BATCHES = [1, 100, 500, 1_000];

/** Measured rounds; one more runs ahead of them and is thrown away. */
const ROUNDS = 5;

/** People decided about one at a time. */
const SINGLES = 300;

/** Decides about people in batches; returns who may sign in. */
type Way = (
  db: Db,
  tenantId: string,
  ids: readonly string[][],
  instances: readonly Instance[],
) => Promise<number>;

const WAYS: Readonly<Record<string, Way>> = {
  async openDecisions(db, tenantId, batches, instances) {
    let entering = 0;
    const decisions = await openDecisions(db, tenantId, instances, Date.now());
    for (const ids of batches) {
      for (const one of await decisions.load(ids)) if (decisionOf(one).canSignIn) entering += 1;
    }
    return entering;
  },
  async loadFacts(db, tenantId, batches, instances) {
    let entering = 0;
    for (const ids of batches) {
      const people = await loadFacts(db, tenantId, ids, instances, Date.now());
      for (const one of people) if (decisionOf(one).canSignIn) entering += 1;
    }
    return entering;
  },
};

function batchesOf(size: number): string[][] {
  const ids = Array.from({ length: size === 1 ? SINGLES : PEOPLE }, (_, i) => personId(i + 1));
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) => ids.slice(i * size, (i + 1) * size));
}

/** Microseconds for each person and instance. */
interface Times {
  /** The median of the rounds. */
  readonly time: number;
  readonly best: number;
  /** Processor time of this process, on all its threads. */
  readonly cpu: number;
}

/** Measures one way of deciding with one size of batch. */
async function measure(world: AccessWorld, way: Way, size: number): Promise<Times> {
  const instances = await listInstances(world.db.read, world.tenantId);
  const batches = batchesOf(size);
  const people = batches.flat().length;
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const begin = performance.now();
    const before = process.cpuUsage();
    const entering = await way(world.db.read, world.tenantId, batches, instances);
    const time = performance.now() - begin;
    if (entering !== people * instances.length) throw new Error(`only ${entering} may sign in`);
    const { user, system } = process.cpuUsage(before);
    if (round < 0) continue;
    times.push((time * 1000) / people / instances.length);
    cpu.push((user + system) / people / instances.length);
  }
  return { time: median(times), best: Math.min(...times), cpu: median(cpu) };
}

async function run(dialect: Dialect, counts: readonly number[]): Promise<void> {
  for (const count of counts) {
    const world = await openWorld(dialect, count);
    try {
      await world.growTo(PEOPLE);
      const { database, commit } = await describeCircumstances(world.db);
      console.log(`\n${database}, commit ${commit}, ${PEOPLE} people, instances: ${count}`);
      console.log("median    best     CPU  µs for each person and instance");
      for (const [name, way] of Object.entries(WAYS)) {
        for (const size of BATCHES) {
          const { time, best, cpu } = await measure(world, way, size);
          const figures = [time, best, cpu].map((value) => value.toFixed(1).padStart(7)).join(" ");
          console.log(`${figures}  ${name}, batches of ${size}`);
        }
      }
    } finally {
      await world.close();
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { instances: { type: "string", default: "1,3" } } });
  const dialects: Dialect[] =
    process.env["TEST_DATABASE_URL"] === undefined ? ["sqlite"] : ["sqlite", "postgres"];
  for (const dialect of dialects) await run(dialect, values.instances.split(",").map(Number));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
