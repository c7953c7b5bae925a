import type { Instance } from "../access/instances.js";
import type { Database, Trx } from "../db/connect.js";
import { inTransaction } from "../db/transaction.js";
import { recordAudit } from "../observability/audit.js";
import { type Connector, differenceOf, type InstanceUser, RefusedByInstance } from "./connector.js";
import { loadFacts, type UserInInstance } from "./load-facts.js";
import { storeRecord } from "./records.js";
import { type Aim, type Applied, aimOf, type Outcome, outcomeOf } from "./sync-person.js";
import { postponeTask, type SyncTask, settleTasks } from "./sync-tasks.js";
import type { Mapping } from "./user-form.js";

/** The steps of a batch, in their order; a worker may die at each of them. */
export const SYNC_STEPS = ["leased", "facts", "found", "created", "updated", "stored", "settled"] as const;

/** One of the steps. */
export type SyncStep = (typeof SYNC_STEPS)[number];

/** What synchronization works with. */
export interface SyncDeps {
  readonly db: Database;
  readonly mapping: Mapping;
  connectorOf(tenantId: string, instance: Instance): Connector;
  /**
   * Is told, in the transaction that stores it, that a person who was disabled comes back and has to be invited.
   * crm.md R087
   * @param since - when the record was disabled, in UTC milliseconds
   */
  onInvitationRequired(
    trx: Trx,
    tenantId: string,
    userId: string,
    instanceId: string,
    since: number,
  ): Promise<void>;
  /** Is told that a step of a batch is done; what it throws ends the batch there. */
  onStep?(step: SyncStep): void;
  /** Is told of what went wrong with one person, for the log. */
  reportFailure(task: SyncTask, error: unknown): void;
  /** UTC milliseconds. */
  now(): number;
}

/** How many records a batch made or changed, and how many people it could not finish. */
export interface BatchResult {
  readonly changed: number;
  readonly failed: number;
}

interface Finished {
  readonly task: SyncTask;
  readonly outcome: Outcome | undefined;
}

/**
 * Brings the records of the people of some leased tasks, all of one instance, to what is decided about them: facts,
 * decision, form, the instance itself, then what was seen. Whatever step it dies at, the next run finds the instance
 * as it is and goes on from there. crm.md 3.5
 */
export async function syncBatch(
  deps: SyncDeps,
  tenantId: string,
  instance: Instance,
  tasks: readonly SyncTask[],
): Promise<BatchResult> {
  deps.onStep?.("leased");
  const ids = tasks.map(({ userId }) => userId);
  const people = new Map(
    (await loadFacts(deps.db.write, tenantId, ids, [instance], deps.now())).map((one) => [one.userId, one]),
  );
  deps.onStep?.("facts");
  const connector = deps.connectorOf(tenantId, instance);
  const rows = await connector.find(ids);
  deps.onStep?.("found");
  const finished: Finished[] = [];
  let failed = 0;
  for (const task of tasks) {
    try {
      const one = people.get(task.userId);
      finished.push({ task, outcome: one && (await applyOne(deps, connector, rows, one, task)) });
    } catch (error) {
      if (isKill(error)) throw error;
      failed += 1;
      await postpone(deps, task, error);
    }
  }
  const changed = await store(deps, tenantId, instance, finished);
  return { changed, failed };
}

/** Thrown by tests of a dying worker: nothing may be tidied up behind it. */
export class WorkerKilled extends Error {}

function isKill(error: unknown): boolean {
  return error instanceof WorkerKilled;
}

async function applyOne(
  deps: SyncDeps,
  connector: Connector,
  rows: ReadonlyMap<string, InstanceUser>,
  one: UserInInstance,
  task: SyncTask,
): Promise<Outcome | undefined> {
  const aim = aimOf(one, deps.mapping);
  if (aim === undefined) return undefined;
  const applied = await apply(deps, connector, rows.get(one.userId), aim);
  return outcomeOf(one, aim, applied, task.cause, deps.now());
}

async function apply(
  deps: SyncDeps,
  connector: Connector,
  found: InstanceUser | undefined,
  { desired }: Aim,
): Promise<Applied> {
  const row = found ?? (await connector.create(desired));
  if (found === undefined) deps.onStep?.("created");
  const difference = differenceOf(row, desired);
  if (difference !== undefined) {
    await connector.update(row, difference);
    deps.onStep?.("updated");
  }
  return { row, difference };
}

async function postpone(deps: SyncDeps, task: SyncTask, error: unknown): Promise<void> {
  deps.reportFailure(task, error);
  const refused = error instanceof RefusedByInstance;
  const reason = refused
    ? `${error.code}: ${error.message}`
    : "CONNECTOR_FAILED: the instance could not be reached";
  await postponeTask(deps.db.write, task, deps.now(), reason, refused);
}

async function store(
  deps: SyncDeps,
  tenantId: string,
  instance: Instance,
  finished: readonly Finished[],
): Promise<number> {
  const outcomes = finished.flatMap(({ task, outcome }) =>
    outcome === undefined ? [] : [{ task, outcome }],
  );
  await inTransaction(deps.db, async (trx) => {
    const now = deps.now();
    for (const { task, outcome } of outcomes) {
      await storeRecord(trx, tenantId, outcome.record, outcome.nameKey, now);
      const since = outcome.invitationRequiredSince;
      if (since !== undefined) {
        await deps.onInvitationRequired(trx, tenantId, task.userId, instance.id, since);
      }
      await note(trx, tenantId, instance, task, outcome, now);
    }
    deps.onStep?.("stored");
    await settleTasks(
      trx,
      finished.map(({ task }) => task),
    );
  });
  deps.onStep?.("settled");
  return outcomes.length;
}

async function note(
  trx: Trx,
  tenantId: string,
  { id: instanceId, name: instance }: Instance,
  task: SyncTask,
  { action, record }: Outcome,
  now: number,
): Promise<void> {
  const origin = {
    tenantId,
    actor: { kind: "system", id: "sync" },
    trigger: "sync",
    requestId: undefined,
  } as const;
  await recordAudit(trx, origin, now, {
    action,
    resourceType: "User",
    resourceId: task.userId,
    facts: { instanceId, instance, recordId: record.id, cause: task.cause, reasons: record.reasons },
  });
}
