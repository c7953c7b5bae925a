import type { Instance } from "../../access/instances.js";
import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { lockUsers } from "../../directory/users/users.js";
import { codedText } from "../../errors/business-codes.js";
import { recordAudits } from "../../observability/audit.js";
import { RefusedByInstance } from "../connectors/connector.js";
import { moveRows } from "../records/owned-rows.js";
import { forgetRecords, storeRecords } from "../records/stored-records.js";
import { finishTasks, postponeTask, releaseTasks, type SyncTask, stillLeased } from "./leases.js";
import type { Outcome } from "./person.js";
import type { SyncDeps } from "./sync-deps.js";
import { enqueueSync } from "./tasks.js";

/** How many records a batch made or changed, and how many people it could not finish. */
export interface BatchResult {
  readonly changed: number;
  readonly failed: number;
}

/** A task that was worked at, and what came of it; undefined when there was nothing to do. */
export interface Finished {
  readonly task: SyncTask;
  readonly outcome: Outcome | undefined;
}

/** Thrown by tests of a dying worker: nothing may be tidied up behind it. */
export class WorkerKilled extends Error {}

/** Whether a worker is to be dead from here on. */
export function isKill(error: unknown): boolean {
  return error instanceof WorkerKilled;
}

/** Lets somebody whose turn failed be tried again later, or parks it. */
export async function postpone(deps: SyncDeps, task: SyncTask, error: unknown): Promise<void> {
  deps.reportFailure(task, error);
  const refused = error instanceof RefusedByInstance;
  const reason = refused
    ? `${error.code}: ${error.message}`
    : codedText("CONNECTOR_FAILED", "the instance failed each time this was tried");
  await postponeTask(deps.db.write, task, deps.now(), reason, refused);
}

/** Stores what was done, and ends the tasks: all at once, or one by one when that fails, so that one fails alone. */
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

/** Returns how many records changed. */
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
    // Users are locked before records.
    if (moved.length > 0) await lockUsers(trx, tenantId, moved);
    const stored = await storeOutcomes(deps, trx, instance, changes, now);
    if (moved.length > 0) await deps.onModeChanged(trx, tenantId, moved, now);
    deps.onStep?.("stored");
    const stale = changes.filter((change) => !stored.includes(change)).map(({ task }) => task);
    await releaseTasks(trx, stale);
    const lost = await finishTasks(
      trx,
      tasks.filter((task) => !stale.includes(task)),
    );
    // Of two workers the slower one may have written what the faster one knew to be out of date.
    const userIds = lost.map(({ userId }) => userId);
    await enqueueSync(trx, { tenantId, userIds, instanceId: instance.id, cause: "lease.lost" }, now);
    return stored.length;
  });
  deps.onStep?.("finished");
  return changed;
}

/** What came of a task. */
interface Change {
  readonly task: SyncTask;
  readonly outcome: Outcome;
}

/** Returns what was stored: a record that somebody changed meanwhile is not. */
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

/** A record that takes the place of another one owns what that one did. */
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
