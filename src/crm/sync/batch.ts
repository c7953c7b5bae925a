import type { Instance } from "../../access/instances.js";
import { LEASE } from "../../db/lease.js";
import { type Connector, differenceOf, type InstanceUser } from "../connectors/connector.js";
import { loadFacts, type UserInInstance } from "../decision/load-facts.js";
import { noPlaceProblem } from "../modes/mode-places.js";
import { claimPlace } from "./claim-place.js";
import { type DesiredRecord } from "./desired-record.js";
import { pauseInstance, releaseTasks, type SyncTask } from "./leases.js";
import { desiredRecordOf, desiredRecordWithoutPlace, type Outcome, outcomeOf } from "./person.js";
import { type BatchResult, type Finished, isKill, postpone, storeAll } from "./store.js";
import type { SyncDeps } from "./sync-deps.js";

/** A person of a batch and what the own row is to be. */
interface Wanted {
  readonly task: SyncTask;
  readonly one: UserInInstance;
  readonly aim: DesiredRecord;
}

/**
 * Brings the records of the people of some leased tasks, all of one instance, to what is decided about them: facts,
 * decision, form, the instance itself, then what was seen. Whatever step it dies at, the next run finds the instance
 * as it is and goes on from there.
 */
export async function syncBatch(
  deps: SyncDeps,
  tenantId: string,
  instance: Instance,
  tasks: readonly SyncTask[],
): Promise<BatchResult> {
  deps.onStep?.("leased");
  try {
    const work = await lookAt(deps, tenantId, instance, tasks);
    return await applyAll(deps, instance, work);
  } catch (error) {
    const [first] = tasks;
    if (first === undefined || isKill(error)) throw error;
    deps.reportFailure(first, error);
    await pauseInstance(deps.db.write, tasks, deps.now());
    return { changed: 0, failed: tasks.length };
  }
}

interface Work {
  readonly connector: Connector;
  readonly wanted: readonly Wanted[];
  /** Those with whom nothing has to be done. */
  readonly idle: readonly Finished[];
  readonly rows: ReadonlyMap<string, InstanceUser>;
}

/** Finds out what is to be, and what is. */
async function lookAt(
  deps: SyncDeps,
  tenantId: string,
  instance: Instance,
  tasks: readonly SyncTask[],
): Promise<Work> {
  const ids = tasks.map(({ userId }) => userId);
  const people = await loadFacts(deps.db.write, tenantId, ids, [instance], deps.now());
  deps.onStep?.("facts");
  const connector = deps.connectorOf(tenantId, instance);
  const rows = await connector.find(ids);
  deps.onStep?.("found");
  const { wanted, idle } = await wantedOf(deps, tasks, people);
  const made = await createMissing(deps, connector, wanted, rows);
  return { connector, wanted, idle, rows: new Map([...rows, ...made]) };
}

/** Who has a row or gets one; with the others nothing has to be done. */
async function wantedOf(
  deps: SyncDeps,
  tasks: readonly SyncTask[],
  people: readonly UserInInstance[],
): Promise<Pick<Work, "wanted" | "idle">> {
  const byId = new Map(people.map((one) => [one.userId, one]));
  const wanted: Wanted[] = [];
  const idle: Finished[] = [];
  for (const task of tasks) {
    const one = byId.get(task.userId);
    const aim = one && (await withPlace(deps, one, task));
    if (one === undefined || aim === undefined) idle.push({ task, outcome: undefined });
    else wanted.push({ task, one, aim });
  }
  return { wanted, idle };
}

/** Who is to become non-interactive needs a place among those of the instance. R121, R150 */
async function withPlace(
  deps: SyncDeps,
  one: UserInInstance,
  task: SyncTask,
): Promise<DesiredRecord | undefined> {
  const aim = desiredRecordOf(one, deps.mapping);
  const isComing = aim?.desired.mode === "nonInteractive" && one.record?.mode !== "nonInteractive";
  if (!isComing || one.facts.kind !== "person") return aim;
  const full = await claimPlace(deps.db, task);
  return full === undefined
    ? aim
    : desiredRecordWithoutPlace(one, deps.mapping, noPlaceProblem(full, one.instance.name));
}

/** Makes rows for all who have none, where the instance can; who is left out is tried alone, and fails alone. */
async function createMissing(
  deps: SyncDeps,
  connector: Connector,
  wanted: readonly Wanted[],
  rows: ReadonlyMap<string, InstanceUser>,
): Promise<ReadonlyMap<string, InstanceUser>> {
  const missing = wanted.filter(({ task }) => !rows.has(task.userId)).map(({ aim }) => aim.desired);
  if (missing.length < 2 || connector.createMany === undefined) return new Map();
  try {
    const made = await connector.createMany(missing);
    deps.onStep?.("created");
    return made;
  } catch (error) {
    if (isKill(error)) throw error;
    return new Map();
  }
}

async function applyAll(
  deps: SyncDeps,
  instance: Instance,
  { connector, wanted, idle, rows }: Work,
): Promise<BatchResult> {
  const finished = [...idle];
  const left: SyncTask[] = [];
  let failed = 0;
  for (const one of wanted) {
    const { task } = one;
    // A lease that could not be put off runs out: what is not begun goes back, so that it holds until the rest is stored.
    if (deps.now() > task.lease.until - LEASE / 2) {
      left.push(task);
      continue;
    }
    try {
      finished.push({ task, outcome: await applyOne(deps, connector, rows.get(task.userId), one) });
    } catch (error) {
      if (isKill(error)) throw error;
      failed += 1;
      await postpone(deps, task, error);
    }
  }
  await releaseTasks(deps.db.write, left);
  const stored = await storeAll(deps, instance, finished);
  return { changed: stored.changed, failed: failed + stored.failed };
}

async function applyOne(
  deps: SyncDeps,
  connector: Connector,
  found: InstanceUser | undefined,
  { task, one, aim }: Wanted,
): Promise<Outcome | undefined> {
  const row = found ?? (await connector.create(aim.desired));
  if (found === undefined) deps.onStep?.("created");
  const difference = differenceOf(row, aim.desired);
  if (difference !== undefined) {
    await connector.update(row, difference);
    deps.onStep?.("updated");
  }
  return outcomeOf(one, aim, { row, difference }, task.cause, deps.now());
}
