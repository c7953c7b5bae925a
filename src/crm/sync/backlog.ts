import type { Db, Trx } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { queryRows } from "../../db/query.js";

/** The tasks that wait for a worker. */
export interface SyncBacklog {
  readonly waiting: number;
  readonly parked: number;
  /** Since when the oldest task waits, in UTC milliseconds. */
  readonly oldest: number | undefined;
}

/** Counts the waiting tasks of a tenant, or of all tenants. */
export async function readBacklog(db: Db, tenantId?: string): Promise<SyncBacklog> {
  const [row] = await queryRows<{ waiting: number; parked: number; oldest: number | null }>(
    db,
    `select cast(count(*) - count(parked) as integer) as waiting, cast(count(parked) as integer) as parked,
       min(case when parked is null then asked_at end) as oldest from sync_tasks
     ${tenantId === undefined ? "" : "where tenant_id = ?"}`,
    tenantId === undefined ? [] : [tenantId],
  );
  return { waiting: row?.waiting ?? 0, parked: row?.parked ?? 0, oldest: row?.oldest ?? undefined };
}

/** The states of tasks in the admin API. */
export const TASK_STATES = ["waiting", "parked"] as const;

/** One of the states. */
export type TaskState = (typeof TASK_STATES)[number];

/** A task in the admin API. Times are UTC milliseconds. */
export interface OpenTask {
  readonly userId: string;
  readonly instanceId: string;
  readonly state: TaskState;
  /** The cause of the latest request. */
  readonly cause: string;
  /** The number of failed attempts. */
  readonly attempts: number;
  /** Why it was parked, with the code in front. */
  readonly reason: string | undefined;
  readonly askedAt: number;
  /** When it is tried next, unless it is parked. */
  readonly dueAt: number;
}

interface OpenTaskRow {
  readonly user_id: string;
  readonly instance_id: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parked: string | null;
  readonly asked_at: number;
  readonly due_at: number;
}

/** Selects tasks. Without members, all tasks of the tenant. */
export interface TaskFilter {
  readonly state?: TaskState | undefined;
  readonly userId?: string | undefined;
  readonly instanceId?: string | undefined;
}

function conditionOf(tenantId: string, { state, userId, instanceId }: TaskFilter): [string, string[]] {
  const parts = ["tenant_id = ?"];
  const bindings = [tenantId];
  if (state !== undefined) parts.push(state === "parked" ? "parked is not null" : "parked is null");
  for (const [column, value] of [
    ["user_id", userId],
    ["instance_id", instanceId],
  ] as const) {
    if (value === undefined) continue;
    parts.push(`${column} = ?`);
    bindings.push(value);
  }
  return [parts.join(" and "), bindings];
}

/**
 * Lists tasks of a tenant by person and instance.
 * @param page - the person and instance after which the page starts; undefined for the first page
 */
export async function listTasks(
  db: Db,
  tenantId: string,
  filter: TaskFilter,
  page: { readonly after: readonly [userId: string, instanceId: string] | undefined; readonly limit: number },
): Promise<readonly OpenTask[]> {
  const [condition, bindings] = conditionOf(tenantId, filter);
  const rows = await queryRows<OpenTaskRow>(
    db,
    `select user_id, instance_id, cause, attempts, parked, asked_at, due_at from sync_tasks
     where ${condition} and (user_id, instance_id) > (?, ?) order by user_id, instance_id ${LIMIT}`,
    [...bindings, ...(page.after ?? ["", ""]), page.limit],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    instanceId: row.instance_id,
    state: row.parked === null ? "waiting" : "parked",
    cause: row.cause,
    attempts: row.attempts,
    reason: row.parked ?? undefined,
    askedAt: row.asked_at,
    dueAt: row.due_at,
  }));
}

/**
 * Makes parked tasks due at once.
 * @returns the number of tasks
 */
export async function retryParked(
  trx: Trx,
  tenantId: string,
  filter: Omit<TaskFilter, "state">,
  now: number,
): Promise<number> {
  const [condition, bindings] = conditionOf(tenantId, { ...filter, state: "parked" });
  const rows = await queryRows(
    trx,
    `update sync_tasks set parked = null, attempts = 0, asked_at = ?, due_at = ? where ${condition}
     returning user_id`,
    [now, now, ...bindings],
  );
  return rows.length;
}

/** The parked tasks of one instance. */
export interface ParkedTasks {
  readonly instanceId: string;
  readonly tasks: number;
  /** When the first of them was requested, in UTC milliseconds. */
  readonly since: number;
  /** Why one of them was parked, with the code in front. */
  readonly reason: string;
}

/** Counts parked tasks by instance. */
export async function countParked(db: Db, tenantId: string): Promise<ParkedTasks[]> {
  const rows = await queryRows<{ instance_id: string; tasks: number; since: number; reason: string }>(
    db,
    `select instance_id, cast(count(*) as integer) as tasks, min(asked_at) as since, min(parked) as reason
     from sync_tasks where tenant_id = ? and parked is not null group by instance_id order by instance_id`,
    [tenantId],
  );
  return rows.map(({ instance_id: instanceId, ...rest }) => ({ ...rest, instanceId }));
}
