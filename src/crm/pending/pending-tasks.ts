import type { Db } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { candidateIdsSql, dialectOf, queryRows } from "../../db/query.js";

/** A person's record in an instance. */
export interface RecordKey {
  readonly userId: string;
  readonly instanceId: string;
}

/** What waits to be done about a record. */
export interface PendingTask extends RecordKey {
  /** What asked for it last. */
  readonly cause: string;
  /** UTC milliseconds. */
  readonly askedAt: number;
  /** Why it was given up; undefined while a worker takes it. */
  readonly parked: string | undefined;
}

interface PendingRow {
  readonly user_id: string;
  readonly instance_id: string;
  readonly cause: string;
  readonly asked_at: number;
  readonly parked: string | null;
}

/** What waits to be done about the records of users, in all instances; one statement. */
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
 * Makes what waits for people who stand at the door due now, in one statement: a task that waits to be tried again
 * waits no longer, one that is missing is made. What is parked stays so until somebody has looked. R016
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
