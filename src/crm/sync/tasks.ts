import { hasRowSql, type SqlFragment } from "../../db/condition.js";
import type { Dialect, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { type Binding, dialectOf, queryRows, sendQuery } from "../../db/query.js";
import { notesOf, type TransactionNotes } from "../../db/transaction-notes.js";
import { currentStateSql } from "../history/access-rows.js";

/** Requests the synchronization of users' records. */
export interface SyncRequest {
  readonly tenantId: string;
  readonly userIds: readonly string[];
  /** Undefined for all instances. */
  readonly instanceId?: string | undefined;
  /** The cause: `user.changed`, `license`, `guard`, `interval`, … */
  readonly cause: string;
  /**
   * `existing` if the change cannot give access. Then only records that exist, or are being created, are synchronized,
   * so that people without access to the CRM cost nothing.
   */
  readonly reach?: "all" | "existing";
  /** False if the change concerns the records only, and nobody's access. */
  readonly concernsAccess?: boolean;
  /** `leave` if nobody changed anything: a waiting task stays as it is, and a parked one waits for an administrator. */
  readonly waiting?: "askAgain" | "leave";
}

/** The number of people per statement. */
const BATCH = 1000;

const INSERT = `insert into sync_tasks (tenant_id, user_id, instance_id, generation, cause, asked_at, due_at,
    leased_until, attempts)
  select t.tenant_id, x.id, t.id, 1, cast(? as text), cast(? as bigint), cast(? as bigint), 0, 0`;

/** A task's person and instance. */
interface TaskKey {
  readonly user_id: string;
  readonly instance_id: string;
}

/**
 * Inserts the tasks of a cause for the rows `x` of people and `t` of instances, and notes the people. A trial stores no
 * task, because others would wait for its rows.
 */
async function insertTasks(
  trx: Trx,
  { sql, bindings }: SqlFragment,
  onConflict: string,
  notes: TransactionNotes | undefined,
  cause: string,
  now: number,
): Promise<void> {
  if (notes?.isTrial === true) {
    noteAll(notes, await queryRows(trx, `select x.id as user_id, t.id as instance_id ${sql}`, bindings));
    return;
  }
  const insert = `${INSERT} ${sql} ${onConflict}`;
  const values = [cause, now, now, ...bindings];
  if (notes === undefined) await sendQuery(trx, insert, values);
  else noteAll(notes, await queryRows(trx, `${insert} returning user_id, instance_id`, values));
}

function noteAll(notes: TransactionNotes, rows: readonly TaskKey[]): void {
  for (const { user_id: userId, instance_id: instanceId } of rows) notes.addPeople(instanceId, [userId]);
}

const CONFLICT = "on conflict (tenant_id, user_id, instance_id)";

/**
 * Updates an existing task. It keeps its place in the queue, so that frequent changes do not delay it for ever, and its
 * waiting time, unless a worker is working on it.
 */
const ASK_AGAIN = `${CONFLICT} do update set generation = sync_tasks.generation + 1, cause = excluded.cause,
  asked_at = case when sync_tasks.parked is null and sync_tasks.leased_until <= excluded.asked_at
    then sync_tasks.asked_at else excluded.asked_at end,
  due_at = case when sync_tasks.parked is null and sync_tasks.due_at < excluded.due_at
    then sync_tasks.due_at else excluded.due_at end,
  attempts = 0, parked = null`;

/**
 * The condition that a record exists, or a task that may be creating one, or that a state of access is remembered, such
 * as that of somebody with a license alone.
 */
function isExistingSql(userId: string): string {
  return `(exists (select 1 from records r
      where r.tenant_id = t.tenant_id and r.user_id = ${userId} and r.instance_id = t.id)
    or exists (select 1 from sync_tasks s
      where s.tenant_id = t.tenant_id and s.user_id = ${userId} and s.instance_id = t.id)
    or exists (${currentStateSql("h", "t.tenant_id", "t.id", userId)}))`;
}

const IS_EXISTING = isExistingSql("x.id");

/**
 * Returns the condition on a row of `users` that `enqueueSync` may find something for a change that cannot give access.
 * It costs less in the statement that locks the user than a statement of its own. On PostgreSQL it is always true: a
 * statement that waited for a lock does not see what was committed meanwhile.
 */
export function mayHaveRecordSql(dialect: Dialect): string {
  if (dialect === "postgres") return "true";
  return `exists (select 1 from instances t where t.tenant_id = users.tenant_id and ${isExistingSql("users.id")})`;
}

/** The condition that the group guards the instance or has a team in it. */
const IS_THEIRS = `(t.guard_group_id = ? or exists (
  select 1 from teams w where w.tenant_id = t.tenant_id and w.instance_id = t.id and w.group_id = ?))`;

/**
 * Requests the synchronization of people's records, in the transaction of the change. There is one task per person and
 * instance; an existing task becomes due again.
 */
export async function enqueueSync(trx: Trx, request: SyncRequest, now: number): Promise<void> {
  const { tenantId, userIds, instanceId, cause, reach = "all", waiting = "askAgain" } = request;
  const notes = request.concernsAccess === false ? undefined : notesOf(trx);
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  for (let i = 0; i < userIds.length; i += BATCH) {
    const rows: SqlFragment = {
      sql: `from (select e.value ->> 'id' as id from ${elements}) x join instances t on t.tenant_id = ?
       where ${instanceId === undefined ? "true" : "t.id = ?"} and ${reach === "all" ? "true" : IS_EXISTING}`,
      bindings: [
        toIds(userIds.slice(i, i + BATCH)),
        tenantId,
        ...(instanceId === undefined ? [] : [instanceId]),
      ],
    };
    await insertTasks(
      trx,
      rows,
      waiting === "leave" ? `${CONFLICT} do nothing` : ASK_AGAIN,
      notes,
      cause,
      now,
    );
  }
}

/** Returns the condition that a user has records, or a task that may be creating one. */
export function hasRecordsSql(tenantId: string, userId: string): SqlFragment {
  return hasRowSql(
    [
      ["records", "user_id"],
      ["sync_tasks", "user_id"],
    ],
    tenantId,
    userId,
  );
}

/** Requests the synchronization of members of a group. */
export interface GroupSyncRequest {
  readonly tenantId: string;
  readonly groupId: string;
  /** Undefined for all current members of the group. */
  readonly userIds: readonly string[] | undefined;
  readonly cause: string;
  /** `existing` for all existing records; `theirs` for the instances that the group guards or has a team in. */
  readonly reach?: "theirs" | "existing";
}

/**
 * Requests the synchronization of members of a group in the instances that it guards or has a team in. Does nothing if
 * there are none. R086, R101
 */
export async function enqueueGroupSync(
  trx: Trx,
  { tenantId, groupId, userIds, cause, reach = "theirs" }: GroupSyncRequest,
  now: number,
): Promise<void> {
  const [condition, groups] = reach === "theirs" ? [IS_THEIRS, [groupId, groupId]] : [IS_EXISTING, []];
  const ask = (people: string, bindings: readonly Binding[]): Promise<void> => {
    const rows: SqlFragment = {
      sql: `from instances t cross join (${people}) x where t.tenant_id = ? and ${condition}`,
      bindings: [...bindings, tenantId, ...groups],
    };
    return insertTasks(trx, rows, ASK_AGAIN, notesOf(trx), cause, now);
  };
  if (userIds === undefined) {
    const members =
      "select m.member_id as id from group_members m where m.tenant_id = ? and m.group_id = ? and m.member_type = 'User'";
    await ask(members, [tenantId, groupId]);
    return;
  }
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  for (let i = 0; i < userIds.length; i += BATCH) {
    await ask(`select e.value ->> 'id' as id from ${elements}`, [toIds(userIds.slice(i, i + BATCH))]);
  }
}

function toIds(userIds: readonly string[]): string {
  return JSON.stringify(userIds.map((id) => ({ id })));
}
