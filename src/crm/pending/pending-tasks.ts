import type { Db } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { candidateIdsSql, dialectOf, queryRows } from "../../db/query.js";

/** Identifies a person's record in an instance. */
export interface RecordKey {
  readonly userId: string;
  readonly instanceId: string;
}

/** A task for a record that is not done. */
export interface PendingTask extends RecordKey {
  /** The cause of the latest request. */
  readonly cause: string;
  /** UTC milliseconds. */
  readonly askedAt: number;
  /** Why it was parked; undefined while workers try it. */
  readonly parked: string | undefined;
}

interface PendingRow {
  readonly user_id: string;
  readonly instance_id: string;
  readonly cause: string;
  readonly asked_at: number;
  readonly parked: string | null;
}

/** Returns the open tasks for the records of users, in all instances. One statement. */
export async function findPendingTasks(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<(userId: string, instanceId: string) => PendingTask | undefined> {
  const rows = await queryRows<PendingRow>(
    db,
    `select s.user_id, s.instance_id, s.cause, s.asked_at, s.parked from sync_tasks s
     where s.tenant_id = ? and s.user_id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const found = new Map(
    rows.map(({ user_id: userId, instance_id: instanceId, cause, asked_at: askedAt, parked }) => [
      `${userId} ${instanceId}`,
      { userId, instanceId, cause, askedAt, parked: parked ?? undefined },
    ]),
  );
  return (userId, instanceId) => found.get(`${userId} ${instanceId}`);
}

/**
 * Makes the tasks of people who are signing in due now, in one statement: retries do not wait any longer, missing tasks
 * are created. Parked tasks stay parked until an administrator retries them. R016
 */
export async function makeSyncDue(
  db: Db,
  tenantId: string,
  keys: readonly RecordKey[],
  now: number,
): Promise<void> {
  if (keys.length === 0) return;
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  await queryRows(
    db,
    `insert into sync_tasks (tenant_id, user_id, instance_id, generation, cause, asked_at, due_at, leased_until,
       attempts)
     select t.tenant_id, e.value ->> 'userId', t.id, 1, 'signIn', cast(? as bigint), cast(? as bigint), 0, 0
     from ${elements} join instances t on t.tenant_id = ? and t.id = e.value ->> 'instanceId' where true
     on conflict (tenant_id, user_id, instance_id) do update set due_at = excluded.due_at
       where sync_tasks.parked is null and sync_tasks.due_at > excluded.due_at`,
    [now, now, JSON.stringify(keys), tenantId],
  );
}
