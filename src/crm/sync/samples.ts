import type { Database, Db } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { DAY, MINUTE } from "../../db/duration.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";
import { type StepValue, stepSql, type TimeSteps } from "../../db/time-steps.js";

/** How long samples are kept, in milliseconds. */
export const SAMPLES_KEPT = 30 * DAY;

interface BacklogRow {
  readonly tenant_id: string;
  readonly instance_id: string;
  readonly waiting: number;
  readonly parked: number;
  readonly oldest: number | null;
}

/**
 * Notes for every instance what waits to be synchronized, once a minute: if another process has done it, this one does
 * nothing.
 * @param now - UTC milliseconds
 */
export async function takeSamples(db: Database, now: number): Promise<void> {
  const at = Math.floor(now / MINUTE) * MINUTE;
  // The tasks are counted apart from the insert, which would keep SQLite's only writer busy meanwhile.
  const rows = await queryRows<BacklogRow>(
    db.read,
    `select i.tenant_id, i.id as instance_id, coalesce(t.waiting, 0) as waiting, coalesce(t.parked, 0) as parked,
       t.oldest
     from instances i left join (select tenant_id, instance_id,
         cast(count(*) - count(parked) as integer) as waiting, cast(count(parked) as integer) as parked,
         min(case when parked is null then asked_at end) as oldest
       from sync_tasks group by tenant_id, instance_id) t on t.tenant_id = i.tenant_id and t.instance_id = i.id
     where not exists (select 1 from sync_samples s
       where s.tenant_id = i.tenant_id and s.instance_id = i.id and s.at = cast(? as bigint))`,
    [at],
  );
  if (rows.length === 0) return;
  const samples = rows.map(({ tenant_id, instance_id, waiting, parked, oldest }) => {
    const lag = oldest === null ? 0 : Math.max(0, Math.round((now - oldest) / 1000));
    return [tenant_id, instance_id, waiting, parked, lag];
  });
  await queryRows(
    db.write,
    `insert into sync_samples (tenant_id, instance_id, at, waiting, parked, lag)
     select e.value ->> 0, e.value ->> 1, cast(? as bigint), cast(e.value ->> 2 as integer),
       cast(e.value ->> 3 as integer), cast(e.value ->> 4 as integer)
     from ${sqlDialects[dialectOf(db.write)].jsonParameterElements("e")} where true
     on conflict (tenant_id, instance_id, at) do nothing`,
    [at, JSON.stringify(samples)],
  );
}

/** The number of samples that one statement deletes. */
const BATCH = 1000;

/** Deletes samples of a tenant that are older than `SAMPLES_KEPT`. @param now - UTC milliseconds */
export async function purgeSamples(db: Database, tenantId: string, now: number): Promise<void> {
  const before = now - SAMPLES_KEPT;
  const find = "select instance_id, at from sync_samples where tenant_id = ? and at < ?";
  while ((await queryFirst(db.read, `${find} limit 1`, [tenantId, before])) !== undefined)
    await queryRows(
      db.write,
      `delete from sync_samples where tenant_id = ? and (instance_id, at) in (${find} limit ${BATCH})`,
      [tenantId, tenantId, before],
    );
}

/** What is known of synchronization over time: how long the oldest task has waited in seconds, or how many wait. */
export type SyncMetric = "syncLag" | "syncWaiting";

/** The highest sample of an instance in a step. */
export interface SyncValue extends StepValue {
  readonly instanceId: string;
  readonly name: "lagSeconds" | "waiting" | "parked";
}

/** Returns the highest samples of each step, by instance; a step without samples has none. One statement. */
export async function readSampleSteps(
  db: Db,
  tenantId: string,
  { from, to, step }: TimeSteps,
  { metric, instanceId }: { readonly metric: SyncMetric; readonly instanceId?: string | undefined },
): Promise<SyncValue[]> {
  const rows = await queryRows<{ id: string; step: number; lag: number; waiting: number; parked: number }>(
    db,
    `select instance_id as id, ${stepSql("at")} as step, max(lag) as lag, max(waiting) as waiting,
       max(parked) as parked
     from sync_samples where tenant_id = ? and at >= ? and at < ?
       ${instanceId === undefined ? "" : "and instance_id = ?"}
     group by 1, 2 order by 1, 2`,
    [from, step, tenantId, from, to, ...(instanceId === undefined ? [] : [instanceId])],
  );
  const columns =
    metric === "syncLag"
      ? ([["lagSeconds", "lag"]] as const)
      : ([
          ["waiting", "waiting"],
          ["parked", "parked"],
        ] as const);
  return columns.flatMap(([name, column]) =>
    rows.map((row) => ({ instanceId: row.id, name, step: row.step, value: row[column] })),
  );
}
