import { latestPast } from "../../db/clock-skew.js";
import type { Db, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { HOUR, MINUTE, SECOND } from "../../db/duration.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../../db/lease.js";
import { newId } from "../../db/new-id.js";
import { dialectOf, queryRows } from "../../db/query.js";

/** Wait before another try, in milliseconds, by the number of tries that failed; the last one repeats. */
const RETRY_DELAYS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR];

/** Tries for one person after which a task is parked instead. */
export const MAX_ATTEMPTS = 12;

/** What a worker holds tasks by. */
export interface TaskLease {
  /** Another worker that takes a task over gives it another one. */
  readonly id: string;
  /** UTC milliseconds; put off while the worker lives. */
  until: number;
}

/** A person's record in an instance that a worker looks at. */
export interface SyncTask {
  readonly tenantId: string;
  readonly userId: string;
  readonly instanceId: string;
  /** Rises with each change that asks for it: a task that rose while it was worked at is due again. */
  readonly generation: number;
  /** What asked for it last. */
  readonly cause: string;
  /** Tries that failed. */
  readonly attempts: number;
  /** Says whose it is; one for all tasks that were leased together. */
  readonly lease: TaskLease;
}

interface TaskRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly instance_id: string;
  readonly generation: number;
  readonly cause: string;
  readonly attempts: number;
  readonly due_at: number;
}

/** Which tasks a worker takes. */
export interface LeaseRequest {
  readonly limit: number;
  /** Only those of this tenant and, if named, these people: what somebody has asked for to be done now. */
  readonly only?: { readonly tenantId: string; readonly userIds: readonly string[] } | undefined;
}

/**
 * Leases due tasks, those first that wait longest. A worker that dies lets its leases run out.
 * @param now - UTC milliseconds
 */
export async function leaseTasks(
  db: Db,
  now: number,
  { limit, only }: LeaseRequest,
): Promise<readonly SyncTask[]> {
  const { jsonParameterElements, forUpdateSkipLocked } = sqlDialects[dialectOf(db)];
  const lease: TaskLease = { id: newId(), until: now + LEASE };
  const chosen = only
    ? `and s.tenant_id = ? and s.user_id in (select e.value ->> 'id' from ${jsonParameterElements("e")})`
    : "";
  const rows = await queryRows<TaskRow>(
    db,
    // Several workers begin with the same tasks: each passes over what another one is leasing at this moment.
    `with free as materialized (
       select s.tenant_id, s.user_id, s.instance_id from sync_tasks s
       where s.parked is null and s.due_at <= ? and ${IS_FREE_SQL} ${chosen}
       order by s.due_at, s.user_id, s.instance_id limit ?${forUpdateSkipLocked("s")})
     update sync_tasks set lease_id = ?, leased_until = ?
     where (tenant_id, user_id, instance_id) in (select free.tenant_id, free.user_id, free.instance_id from free)
     returning tenant_id, user_id, instance_id, generation, cause, attempts, due_at`,
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
  // What an update returns is in no order.
  const inOrder = rows.toSorted((a, b) => a.due_at - b.due_at || (a.user_id < b.user_id ? -1 : 1));
  return inOrder.map((row) => ({
    tenantId: row.tenant_id,
    userId: row.user_id,
    instanceId: row.instance_id,
    generation: row.generation,
    cause: row.cause,
    attempts: row.attempts,
    lease,
  }));
}

/** How long a task may wait, by the number of its tries. */
const LONGEST_WAIT = `case attempts when 0 then 0 ${RETRY_DELAYS.map((delay, i) => `when ${i + 1} then ${delay}`).join(" ")} else ${HOUR} end`;

/** Makes those tasks due that lie further ahead than they can: the clock was set back since. */
export async function makeTasksDue(db: Db, now: number): Promise<void> {
  const latest = latestPast(now);
  await queryRows(
    db,
    `update sync_tasks set due_at = ? where parked is null and due_at > ? and due_at > cast(? as bigint) + (${LONGEST_WAIT})`,
    [now, latest, latest],
  );
}

/** Puts a lease off, for the tasks that it still has. */
export async function renewLease(db: Db, lease: TaskLease, now: number): Promise<void> {
  const until = now + LEASE;
  await queryRows(db, "update sync_tasks set leased_until = ? where lease_id = ?", [until, lease.id]);
  lease.until = until;
}

/** Runs a statement on those tasks of one lease and instance that it still has. */
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

/** Those of a worker's tasks that no other worker has taken over. All are of one lease and instance. */
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
 * Ends tasks that are done, all of one lease and instance; one that was asked for again meanwhile is due at once.
 * @returns those that another worker has taken over, or even ended: nobody knows who of the two wrote last
 */
export async function finishTasks(trx: Trx, tasks: readonly SyncTask[]): Promise<readonly SyncTask[]> {
  const done = await onLeased(trx, "delete from sync_tasks", tasks, [], "asked");
  const others = tasks.filter(({ userId }) => !done.has(userId));
  const again = await releaseTasks(trx, others);
  return others.filter(({ userId }) => !again.has(userId));
}

/** Gives tasks back that were not begun, all of one lease and instance. Returns ids of the people. */
export async function releaseTasks(db: Db, tasks: readonly SyncTask[]): Promise<ReadonlySet<string>> {
  return onLeased(db, "update sync_tasks set leased_until = 0, lease_id = null", tasks);
}

function delayAfter(attempts: number): number {
  return RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length) - 1] ?? HOUR;
}

/**
 * Lets a task be tried again later, or parks it: after too many tries, or when an instance refused for good. One that
 * was asked for again meanwhile is neither.
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
 * Lets everything wait that is due in an instance, for it cannot be reached at all; however often that is, nothing is
 * parked.
 * @param tasks - the leased ones with which that was found out
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
