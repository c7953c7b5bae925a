import { latestPast } from "../../db/clock-skew.js";
import type { Database, Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { HOUR, MINUTE, SECOND } from "../../db/duration.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../../db/lease.js";
import { newId } from "../../db/new-id.js";
import { dialectOf, queryRows, sendQuery } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";

/** The delay before another attempt in milliseconds, by the number of failed attempts. The last one repeats. */
const RETRY_DELAYS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR];

/** The number of failed attempts after which a task is parked. */
export const MAX_ATTEMPTS = 12;

/** A worker's lease of tasks. */
export interface TaskLease {
  /** Another worker that takes over a task replaces it. */
  readonly id: string;
  /** UTC milliseconds. Extended while the worker lives. */
  until: number;
}

/** A person's record in an instance that a worker synchronizes. */
export interface SyncTask {
  readonly tenantId: string;
  readonly userId: string;
  readonly instanceId: string;
  /** Incremented by each request. A task whose generation changed while a worker had it is due again. */
  readonly generation: number;
  /** The cause of the latest request. */
  readonly cause: string;
  /** When it was requested, in UTC milliseconds. */
  readonly askedAt: number;
  /** The number of failed attempts. */
  readonly attempts: number;
  /** Shared by all tasks that were leased together. */
  readonly lease: TaskLease;
}

interface TaskRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly instance_id: string;
  readonly generation: number;
  readonly cause: string;
  readonly asked_at: number;
  readonly attempts: number;
  readonly due_at: number;
}

/** Selects the tasks for a worker. */
export interface LeaseRequest {
  readonly limit: number;
  /** Only tasks of this tenant and, if named, of these people: for a request to synchronize now. */
  readonly only?: { readonly tenantId: string; readonly userIds: readonly string[] } | undefined;
}

/**
 * Leases due tasks, the oldest first. The leases of a worker that dies expire.
 * @param now - UTC milliseconds
 */
export async function leaseTasks(
  db: Database,
  now: number,
  request: LeaseRequest,
): Promise<readonly SyncTask[]> {
  if (db.dialect === "sqlite" || request.only !== undefined) return leaseFrom(db.write, now, request);
  return inTransaction(db, async (trx) => {
    // Until the table has statistics, PostgreSQL would sort all due tasks for each lease instead of reading their index.
    await sendQuery(trx, "set local enable_sort = off", []);
    return leaseFrom(trx, now, request);
  });
}

async function leaseFrom(db: Db, now: number, { limit, only }: LeaseRequest): Promise<readonly SyncTask[]> {
  const { jsonParameterElements, forUpdateSkipLocked } = sqlDialects[dialectOf(db)];
  const lease: TaskLease = { id: newId(), until: now + LEASE };
  const chosen = only
    ? `and s.tenant_id = ? and s.user_id in (select e.value ->> 'id' from ${jsonParameterElements("e")})`
    : "";
  const rows = await queryRows<TaskRow>(
    db,
    // Several workers start with the same tasks. Each skips those that another one is leasing at this moment.
    `with free as materialized (
       select s.tenant_id, s.user_id, s.instance_id from sync_tasks s
       where s.parked is null and s.due_at <= ? and ${IS_FREE_SQL} ${chosen}
       order by s.due_at, s.user_id, s.instance_id ${LIMIT}${forUpdateSkipLocked("s")})
     update sync_tasks set lease_id = ?, leased_until = ?
     where (tenant_id, user_id, instance_id) in (select free.tenant_id, free.user_id, free.instance_id from free)
     returning tenant_id, user_id, instance_id, generation, cause, asked_at, attempts, due_at`,
    [
      now,
      now,
      latestLease(now),
      ...(only ? [only.tenantId, JSON.stringify(only.userIds.map((id) => ({ id })))] : []),
      limit,
      lease.id,
      lease.until,
    ],
  );
  // An update returns rows in no particular order.
  const inOrder = rows.toSorted((a, b) => a.due_at - b.due_at || (a.user_id < b.user_id ? -1 : 1));
  return inOrder.map((row) => ({
    tenantId: row.tenant_id,
    userId: row.user_id,
    instanceId: row.instance_id,
    generation: row.generation,
    cause: row.cause,
    askedAt: row.asked_at,
    attempts: row.attempts,
    lease,
  }));
}

/** The longest time that a task may wait, by the number of attempts. */
const LONGEST_WAIT = `case attempts when 0 then 0 ${RETRY_DELAYS.map((delay, i) => `when ${i + 1} then ${delay}`).join(" ")} else ${HOUR} end`;

/** Makes tasks due that are scheduled further ahead than possible, because the clock was set back. */
export async function makeTasksDue(db: Db, now: number): Promise<void> {
  const latest = latestPast(now);
  await queryRows(
    db,
    `update sync_tasks set due_at = ? where parked is null and due_at > ? and due_at > cast(? as bigint) + (${LONGEST_WAIT})`,
    [now, latest, latest],
  );
}

/** Extends a lease, for the tasks that still belong to it. */
export async function renewLease(db: Db, lease: TaskLease, now: number): Promise<void> {
  const until = now + LEASE;
  await queryRows(db, "update sync_tasks set leased_until = ? where lease_id = ?", [until, lease.id]);
  lease.until = until;
}

/** Runs a statement on the tasks of one lease and instance that still belong to it. */
async function onLeased(
  db: Db,
  statement: string,
  tasks: readonly SyncTask[],
  bindings: readonly (string | number | null)[] = [],
  condition: "asked" | "any" = "any",
): Promise<ReadonlySet<string>> {
  const [first] = tasks;
  if (first === undefined) return new Set();
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const [columns, values] =
    condition === "asked"
      ? ["(user_id, generation)", "e.value ->> 'id', cast(e.value ->> 'generation' as integer)"]
      : ["user_id", "e.value ->> 'id'"];
  const rows = await queryRows<{ user_id: string }>(
    db,
    `${statement} where tenant_id = ? and instance_id = ? and lease_id = ?
       and ${columns} in (select ${values} from ${elements}) returning user_id`,
    [
      ...bindings,
      first.tenantId,
      first.instanceId,
      first.lease.id,
      JSON.stringify(tasks.map(({ userId: id, generation }) => ({ id, generation }))),
    ],
  );
  return new Set(rows.map(({ user_id: id }) => id));
}

/** Returns those of a worker's tasks that no other worker has taken over. All belong to one lease and instance. */
export async function stillLeased(db: Db, tasks: readonly SyncTask[]): Promise<readonly SyncTask[]> {
  const [first] = tasks;
  if (first === undefined) return [];
  const rows = await queryRows<{ user_id: string }>(
    db,
    "select user_id from sync_tasks where lease_id = ? and tenant_id = ? and instance_id = ?",
    [first.lease.id, first.tenantId, first.instanceId],
  );
  const ours = new Set(rows.map(({ user_id: id }) => id));
  return tasks.filter(({ userId }) => ours.has(userId));
}

/**
 * Deletes finished tasks of one lease and instance. A task that was requested again in the meantime is due at once.
 * @returns the tasks that another worker has taken over or finished: which of the two wrote last is unknown
 */
export async function finishTasks(trx: Trx, tasks: readonly SyncTask[]): Promise<readonly SyncTask[]> {
  const done = await onLeased(trx, "delete from sync_tasks", tasks, [], "asked");
  const others = tasks.filter(({ userId }) => !done.has(userId));
  const again = await releaseTasks(trx, others);
  return others.filter(({ userId }) => !again.has(userId));
}

/** Returns tasks that were not started, all of one lease and instance. Returns the ids of the people. */
export async function releaseTasks(db: Db, tasks: readonly SyncTask[]): Promise<ReadonlySet<string>> {
  return onLeased(db, "update sync_tasks set leased_until = 0, lease_id = null", tasks);
}

function delayAfter(attempts: number): number {
  return RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length) - 1] ?? HOUR;
}

/**
 * Schedules another attempt of a task, or parks it after too many attempts or a permanent rejection by the instance. A
 * task that was requested again in the meantime is due instead.
 */
export async function postponeTask(
  db: Db,
  task: SyncTask,
  now: number,
  reason: string,
  isFinal: boolean,
): Promise<void> {
  const attempts = task.attempts + 1;
  const parked = isFinal || attempts >= MAX_ATTEMPTS ? reason : null;
  await onLeased(
    db,
    `update sync_tasks set leased_until = 0, lease_id = null,
       attempts = case when generation = ? then cast(? as integer) else 0 end,
       due_at = case when generation = ? then cast(? as bigint) else due_at end,
       parked = case when generation = ? then cast(? as text) end`,
    [task],
    [task.generation, attempts, task.generation, now + delayAfter(attempts), task.generation, parked],
  );
}

/**
 * Postpones all due tasks of an instance that cannot be reached. This never parks a task.
 * @param tasks - the leased tasks that failed
 */
export async function pauseInstance(db: Db, tasks: readonly SyncTask[], now: number): Promise<void> {
  const [first] = tasks;
  if (first === undefined) return;
  const attempts = 1 + Math.max(...tasks.map((task) => task.attempts));
  await queryRows(
    db,
    `update sync_tasks set leased_until = 0, lease_id = null, due_at = ?,
       attempts = case when attempts < ? then attempts + 1 else attempts end
     where tenant_id = ? and instance_id = ? and parked is null and due_at <= ?
       and (${IS_FREE_SQL} or lease_id = ?)`,
    [
      now + delayAfter(attempts),
      MAX_ATTEMPTS - 1,
      first.tenantId,
      first.instanceId,
      now,
      now,
      latestLease(now),
      first.lease.id,
    ],
  );
}
