import type { Instance } from "../../access/instances.js";
import type { Database } from "../../db/connect.js";
import { LEASE } from "../../db/lease.js";
import { queryRows } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import { type Connector, differenceOf, type InstanceUser } from "../connectors/connector.js";
import { loadFacts, type UserInInstance } from "../decision/load-facts.js";
import type { ModePlaces, PersonInInstance } from "../modes/mode-places.js";
import { lockModes, noPlaceProblem, readModePlaces } from "../modes/mode-places.js";
import { type DesiredRecord } from "./desired-record.js";
import { pauseInstance, releaseTasks, type SyncTask } from "./leases.js";
import { desiredRecordOf, desiredRecordWithoutPlace, type Outcome, outcomeOf } from "./person.js";
import { type BatchResult, type Finished, isKill, postpone, storeAll } from "./store.js";
import type { SyncDeps } from "./sync-deps.js";

/** A person of a batch and the desired row. */
interface Wanted {
  readonly task: SyncTask;
  readonly one: UserInInstance;
  readonly aim: DesiredRecord;
}

/**
 * Synchronizes the records of the people of some leased tasks, all of one instance: loads the facts, decides, computes
 * the form, updates the instance and stores the result. After a crash at any step, the next run continues from the
 * state of the instance.
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
  /** The tasks that require nothing. */
  readonly idle: readonly Finished[];
  readonly rows: ReadonlyMap<string, InstanceUser>;
}

/** Computes the desired rows and reads the actual ones. */
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

/** Returns the people who have or get a row. The others require nothing. */
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
    if (one === undefined || aim === undefined) idle.push({ task, one, outcome: undefined });
    else wanted.push({ task, one, aim });
  }
  return { wanted, idle };
}

/** Reserves a place among the non-interactive people of the instance for everyone who is to become one. R121, R150 */
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

/** Creates all missing rows at once, if the instance supports it. Rows that fail are tried one by one. */
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
    // A lease that could not be renewed expires. Tasks that were not started are returned, so that the lease covers the
    // rest.
    if (deps.now() > task.lease.until - LEASE / 2) {
      left.push(task);
      continue;
    }
    try {
      finished.push({
        task,
        one: one.one,
        outcome: await applyOne(deps, connector, rows.get(task.userId), one),
      });
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

/**
 * Reserves a place among the non-interactive people of an instance for a record, until the task is finished. Another
 * worker that takes over the task finds the place reserved. R121, R150
 * @returns the places if none is left; undefined if one was reserved
 */
async function claimPlace(db: Database, task: PersonInInstance): Promise<ModePlaces | undefined> {
  const { tenantId, instanceId, userId } = task;
  return inTransaction(db, async (trx) => {
    await lockModes(trx, tenantId, instanceId);
    const places = await readModePlaces(trx, tenantId, instanceId, userId);
    if (places.count >= places.limit) return places;
    await queryRows(
      trx,
      "update sync_tasks set claims_mode = 1 where tenant_id = ? and instance_id = ? and user_id = ?",
      [tenantId, instanceId, userId],
    );
    return undefined;
  });
}
