import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { HOUR, MINUTE, SECOND } from "../db/duration.js";
import { newId } from "../db/new-id.js";
import { dialectOf, queryRows } from "../db/query.js";

/** How long a worker may keep a task before another may take it over, in milliseconds. */
export const LEASE = 2 * MINUTE;

/** Wait before another try, in milliseconds, by the number of tries that failed; the last one repeats. */
const RETRY_DELAYS = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR];

/** Tries after which a task is parked instead. */
export const MAX_ATTEMPTS = 12;

/** A person's record in an instance that is to be looked at. */
export interface SyncTask {
  readonly tenantId: string;
  readonly userId: string;
  readonly instanceId: string;
  /** Rises with each change that asks for it: a task that rose while it was worked at is due again. */
  readonly generation: number;
  /** What asked for it last: `user.changed`, `license`, `guard`, `interval`, … */
  readonly cause: string;
  readonly attempts: number;
}

/** Whose records are to be looked at. */
export interface SyncRequest {
  readonly tenantId: string;
  readonly userIds: readonly string[];
  /** Undefined for those in all instances. */
  readonly instanceId?: string | undefined;
  readonly cause: string;
  /**
   * `existing` where the change cannot give access: then only records that are there are looked at, so that people
   * who have nothing to do with the CRM cost nothing.
   */
  readonly reach?: "all" | "existing";
}

/** People per statement. */
const BATCH = 1000;

/**
 * Asks for the records of people to be looked at, in the transaction of the change that matters to them. A task that
 * is there already is due again: one per person and instance, however often they change.
 */
export async function enqueueSync(trx: Trx, request: SyncRequest, now: number): Promise<void> {
  const { tenantId, userIds, instanceId, cause, reach = "all" } = request;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const ids = `(select e.value ->> 'id' as id from ${elements}) x`;
  const [from, of] =
    reach === "all"
      ? [`${ids} join instances t on t.tenant_id = ?`, "t.id"]
      : [`${ids} join records t on t.tenant_id = ? and t.user_id = x.id`, "t.instance_id"];
  for (let i = 0; i < userIds.length; i += BATCH) {
    const chunk = userIds.slice(i, i + BATCH).map((id) => ({ id }));
    await queryRows(
      trx,
      `insert into sync_tasks (tenant_id, user_id, instance_id, generation, cause, asked_at, due_at, leased_until,
         attempts)
       select t.tenant_id, x.id, ${of}, 1, cast(? as text), cast(? as bigint), cast(? as bigint), 0, 0
       from ${from} where ${instanceId === undefined ? "true" : `${of} = ?`}
       on conflict (tenant_id, user_id, instance_id) do update set generation = sync_tasks.generation + 1,
         cause = excluded.cause, asked_at = excluded.asked_at, due_at = excluded.due_at, attempts = 0, parked = null`,
      [cause, now, now, JSON.stringify(chunk), tenantId, ...(instanceId === undefined ? [] : [instanceId])],
    );
  }
}

/** Which members of a group came, went, or are to be looked at. */
export interface GroupSyncRequest {
  readonly tenantId: string;
  readonly groupId: string;
  /** Undefined for all members that the group has now. */
  readonly userIds: readonly string[] | undefined;
  readonly cause: string;
}

/**
 * Asks for the records of members of a group to be looked at in the instances that it guards or is a team of; nothing
 * where it is neither. crm.md R086, R101
 */
export async function enqueueGroupSync(
  trx: Trx,
  { tenantId, groupId, userIds, cause }: GroupSyncRequest,
  now: number,
): Promise<void> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const chunks =
    userIds === undefined
      ? [undefined]
      : Array.from({ length: Math.ceil(userIds.length / BATCH) }, (_, i) =>
          userIds.slice(i * BATCH, (i + 1) * BATCH),
        );
  for (const chunk of chunks) {
    const [people, bindings] =
      chunk === undefined
        ? [
            "select m.member_id as id from group_members m where m.tenant_id = ? and m.group_id = ? and m.member_type = 'User'",
            [tenantId, groupId],
          ]
        : [`select e.value ->> 'id' as id from ${elements}`, [JSON.stringify(chunk.map((id) => ({ id })))]];
    await queryRows(
      trx,
      `insert into sync_tasks (tenant_id, user_id, instance_id, generation, cause, asked_at, due_at, leased_until,
         attempts)
       select t.tenant_id, x.id, t.id, 1, cast(? as text), cast(? as bigint), cast(? as bigint), 0, 0
       from instances t cross join (${people}) x
       where t.tenant_id = ? and (t.guard_group_id = ? or exists (
         select 1 from teams w where w.tenant_id = t.tenant_id and w.instance_id = t.id and w.group_id = ?))
       on conflict (tenant_id, user_id, instance_id) do update set generation = sync_tasks.generation + 1,
         cause = excluded.cause, asked_at = excluded.asked_at, due_at = excluded.due_at, attempts = 0, parked = null`,
      [cause, now, now, ...bindings, tenantId, groupId, groupId],
    );
  }
}

interface TaskRow {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly instance_id: string;
  readonly generation: number;
  readonly cause: string;
  readonly attempts: number;
}

/** Which tasks a worker takes. */
export interface LeaseRequest {
  readonly limit: number;
  /** Only those of this tenant and, if named, these people: what somebody has asked for to be done now. */
  readonly only?: { readonly tenantId: string; readonly userIds: readonly string[] } | undefined;
}

/**
 * Leases due tasks of one tenant and instance, oldest first. A worker that dies lets its leases run out.
 * @param now - UTC milliseconds
 */
export async function leaseTasks(
  db: Db,
  now: number,
  { limit, only }: LeaseRequest,
): Promise<readonly SyncTask[]> {
  const { jsonParameterElements } = sqlDialects[dialectOf(db)];
  const leaseId = newId();
  const chosen = only
    ? `and s.tenant_id = ? and s.user_id in (select e.value ->> 'id' from ${jsonParameterElements("e")})`
    : "";
  const rows = await queryRows<TaskRow>(
    db,
    `update sync_tasks set lease_id = ?, leased_until = ?
     where (tenant_id, user_id, instance_id) in (
       select s.tenant_id, s.user_id, s.instance_id from sync_tasks s
       where s.parked is null and s.due_at <= ? and s.leased_until <= ? ${chosen}
       order by s.due_at, s.user_id, s.instance_id limit ?)
     ${
       // Said twice on purpose: after waiting for a row that another worker has just leased, PostgreSQL looks at this
       // line again and not at the sub-select.
       "and parked is null and due_at <= ? and leased_until <= ?"
     }
     returning tenant_id, user_id, instance_id, generation, cause, attempts`,
    [
      leaseId,
      now + LEASE,
      now,
      now,
      ...(only ? [only.tenantId, JSON.stringify(only.userIds.map((id) => ({ id })))] : []),
      limit,
      now,
      now,
    ],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    userId: row.user_id,
    instanceId: row.instance_id,
    generation: row.generation,
    cause: row.cause,
    attempts: row.attempts,
  }));
}

/** Ends tasks that are done; one that was asked for again meanwhile is due at once. */
export async function settleTasks(trx: Trx, tasks: readonly SyncTask[]): Promise<void> {
  for (const { tenantId, userId, instanceId, generation } of tasks) {
    const key = [tenantId, userId, instanceId, generation];
    const done = await queryRows(
      trx,
      `delete from sync_tasks where tenant_id = ? and user_id = ? and instance_id = ? and generation = ?
       returning user_id`,
      key,
    );
    if (done.length > 0) continue;
    await queryRows(
      trx,
      "update sync_tasks set leased_until = 0, lease_id = null where tenant_id = ? and user_id = ? and instance_id = ?",
      [tenantId, userId, instanceId],
    );
  }
}

/** Lets a task be tried again later, or parks it: after too many tries, or when an instance refused for good. */
export async function postponeTask(
  db: Db,
  task: SyncTask,
  now: number,
  reason: string,
  isFinal: boolean,
): Promise<void> {
  const attempts = task.attempts + 1;
  const delay = RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length) - 1] ?? HOUR;
  const parked = isFinal || attempts >= MAX_ATTEMPTS ? reason : null;
  await queryRows(
    db,
    `update sync_tasks set attempts = ?, due_at = ?, leased_until = 0, lease_id = null,
       parked = case when generation = ? then cast(? as text) end
     where tenant_id = ? and user_id = ? and instance_id = ?`,
    [attempts, now + delay, task.generation, parked, task.tenantId, task.userId, task.instanceId],
  );
}

/** What waits for a worker, for the operator. */
export interface SyncBacklog {
  readonly waiting: number;
  readonly parked: number;
  /** Since when the oldest waits, in UTC milliseconds. */
  readonly oldest: number | undefined;
}

/** Counts what waits, of a tenant or of all. */
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
