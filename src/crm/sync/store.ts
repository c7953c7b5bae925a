import type { Instance } from "../../access/instances.js";
import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { lockUsers } from "../../directory/users/users.js";
import { codedText } from "../../errors/business-codes.js";
import { recordAudits } from "../../observability/audit.js";
import { RefusedByInstance } from "../connectors/connector.js";
import type { UserInInstance } from "../decision/load-facts.js";
import { settleBatch, settleSince } from "../history/settle.js";
import { moveRows } from "../records/owned-rows.js";
import { forgetRecords, storeRecords } from "../records/stored-records.js";
import { finishTasks, postponeTask, releaseTasks, type SyncTask, stillLeased } from "./leases.js";
import type { Outcome } from "./person.js";
import type { SyncDeps } from "./sync-deps.js";
import { enqueueSync } from "./tasks.js";

/** The number of records that a batch created or changed, and of people it could not finish. */
export interface BatchResult {
  readonly changed: number;
  readonly failed: number;
}

/** A task and its outcome; undefined if there was nothing to do. */
export interface Finished {
  readonly task: SyncTask;
  /** The person as the facts were when the work began; undefined if there is no such user. */
  readonly one: UserInInstance | undefined;
  readonly outcome: Outcome | undefined;
}

/** Thrown by tests that simulate a dying worker. Nothing may be cleaned up after it. */
export class WorkerKilled extends Error {}

/** Returns true for the error that simulates a dying worker. */
export function isKill(error: unknown): boolean {
  return error instanceof WorkerKilled;
}

/** Schedules another attempt for a person whose synchronization failed, or parks the task. */
export async function postpone(deps: SyncDeps, task: SyncTask, error: unknown): Promise<void> {
  deps.reportFailure(task, error);
  const refused = error instanceof RefusedByInstance;
  const reason = refused
    ? `${error.code}: ${error.message}`
    : codedText("CONNECTOR_FAILED", "the instance failed each time this was tried");
  await postponeTask(deps.db.write, task, deps.now(), reason, refused);
}

/**
 * Stores the outcomes and finishes the tasks: all at once, or one by one after a failure, so that only one of them
 * fails.
 */
export async function storeAll(
  deps: SyncDeps,
  instance: Instance,
  finished: readonly Finished[],
): Promise<BatchResult> {
  try {
    return { changed: await store(deps, instance, finished), failed: 0 };
  } catch (error) {
    const [first] = finished;
    if (first === undefined || isKill(error)) throw error;
    if (finished.length === 1) {
      await postpone(deps, first.task, error);
      return { changed: 0, failed: 1 };
    }
  }
  let total: BatchResult = { changed: 0, failed: 0 };
  for (const one of finished) {
    const { changed, failed } = await storeAll(deps, instance, [one]);
    total = { changed: total.changed + changed, failed: total.failed + failed };
  }
  return total;
}

/** Returns the number of records that changed. */
async function store(deps: SyncDeps, instance: Instance, finished: readonly Finished[]): Promise<number> {
  const tasks = finished.map(({ task }) => task);
  const [first] = tasks;
  if (first === undefined) return 0;
  const { tenantId } = first;
  const changed = await inTransaction(deps.db, async (trx) => {
    const now = deps.now();
    const ours = new Set(await stillLeased(trx, tasks));
    const changes = finished.flatMap(({ task, outcome }) =>
      outcome === undefined || !ours.has(task) ? [] : [{ task, outcome }],
    );
    const moved = changes.filter(({ outcome }) => movesPlace(outcome)).map(({ task }) => task.userId);
    // Lock users before records.
    if (moved.length > 0) await lockUsers(trx, tenantId, moved);
    await settleDecided(trx, tenantId, finished, now);
    const stored = await storeOutcomes(deps, trx, instance, changes, now);
    if (moved.length > 0) await deps.onModeChanged(trx, tenantId, moved, now);
    deps.onStep?.("stored");
    const stale = changes.filter((change) => !stored.includes(change)).map(({ task }) => task);
    await releaseTasks(trx, stale);
    const lost = await finishTasks(
      trx,
      tasks.filter((task) => !stale.includes(task)),
    );
    // The slower of two workers may have written data that the faster one knew to be outdated.
    const userIds = lost.map(({ userId }) => userId);
    await enqueueSync(trx, { tenantId, userIds, instanceId: instance.id, cause: "lease.lost" }, now);
    const people = { instances: [instance], userIds: tasks.map((task) => task.userId) };
    await settleBatch(trx, { tenantId, now, causeEntry: undefined, connectionId: undefined }, people);
    return stored.length;
  });
  deps.onStep?.("finished");
  return changed;
}

/** Remembers the decisions that led to the tasks, from the moment of the request, where the change did not do so. */
async function settleDecided(
  trx: Trx,
  tenantId: string,
  finished: readonly Finished[],
  now: number,
): Promise<void> {
  const byTime = new Map<number, UserInInstance[]>();
  for (const { task, one } of finished) {
    if (one !== undefined) byTime.set(task.askedAt, [...(byTime.get(task.askedAt) ?? []), one]);
  }
  for (const [askedAt, people] of byTime) await settleSince(trx, tenantId, askedAt, people, now);
}

/** The outcome of a task. */
interface Change {
  readonly task: SyncTask;
  readonly outcome: Outcome;
}

/** Returns the stored outcomes, without those of records that were changed in the meantime. */
async function storeOutcomes(
  deps: SyncDeps,
  trx: Trx,
  instance: Instance,
  decided: readonly Change[],
  now: number,
): Promise<readonly Change[]> {
  const tenantId = decided[0]?.task.tenantId;
  if (tenantId === undefined) return [];
  const outcomes = decided.map(({ outcome }) => outcome);
  await replaceRecords(trx, tenantId, instance.id, outcomes);
  const ids = await storeRecords(trx, tenantId, outcomes, now);
  const changes = decided.filter(({ outcome }) => ids.has(outcome.record.id));
  for (const { task, outcome } of changes) {
    const since = outcome.invitationRequiredSince;
    if (since === undefined) continue;
    await deps.onInvitationRequired(trx, tenantId, task.userId, instance.id, since);
  }
  const actor = { kind: "system", id: "sync" } as const;
  const events = changes.map(({ task, outcome: { action, record } }) => ({
    action,
    resourceType: "User",
    resourceId: task.userId,
    facts: {
      instanceId: instance.id,
      instance: instance.name,
      recordId: record.id,
      cause: task.cause,
      reasons: record.reasons,
    },
  }));
  await recordAudits(trx, { tenantId, actor, trigger: "sync", requestId: undefined }, now, events);
  return changes;
}

/** Gives the rows of replaced records to the new ones. */
async function replaceRecords(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  for (const { replaces, record } of outcomes) {
    if (replaces !== undefined) await moveRows(trx, tenantId, instanceId, replaces, record.id);
  }
  const gone = outcomes.flatMap(({ replaces }) => replaces ?? []);
  await forgetRecords(trx, tenantId, instanceId, gone);
}

function movesPlace({ before, record }: Outcome): boolean {
  return (before?.mode === "nonInteractive") !== (record.mode === "nonInteractive");
}
