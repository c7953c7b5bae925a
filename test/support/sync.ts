import type { Connector } from "../../src/crm/connectors/connector.js";
import { defaultMapping } from "../../src/crm/form/mapping.js";
import { findRecords, type UserRecord } from "../../src/crm/records/records.js";
import { checkForDrift } from "../../src/crm/sync/drift.js";
import type { SyncTask } from "../../src/crm/sync/leases.js";
import { WorkerKilled } from "../../src/crm/sync/store.js";
import { SYNC_STEPS, type SyncDeps, type SyncStep } from "../../src/crm/sync/sync-deps.js";
import type { Database } from "../../src/db/connect.js";
import { queryRows } from "../../src/db/query.js";
import { syncDeps } from "../../src/effects/records/sync-deps.js";
import { userSchema } from "../../src/schema/resource-schemas.js";

/** What a worker of tests may have instead of the usual. */
export type WorkerOptions = Partial<SyncDeps> & {
  readonly db: Database;
  readonly now: () => number;
};

/** What a worker process works with; a failure with one person fails the test unless it is told otherwise. */
export function workerDeps({ db, now, ...other }: WorkerOptions): SyncDeps {
  const reportFailure = (_task: SyncTask, error: unknown): void => {
    throw error;
  };
  return { ...syncDeps({ db, mapping: defaultMapping(userSchema), now, reportFailure }), ...other };
}

/** Kills a worker when it reaches a step for the nth time, and tells whether it did. */
export function killAt(step: SyncStep, nth = 1): { readonly onStep: (reached: SyncStep) => void } {
  let times = 0;
  return {
    onStep: (reached) => {
      if (reached !== step) return;
      times += 1;
      if (times === nth) throw new WorkerKilled(`at ${SYNC_STEPS.indexOf(step)}`);
    },
  };
}

/** A connector that makes rows one by one, as those of most instances do. */
export function oneByOne(connector: Connector): Connector {
  return {
    find: (ids) => connector.find(ids),
    create: (desired) => connector.create(desired),
    update: (row, difference) => connector.update(row, difference),
  };
}

/** Puts something between synchronization and its connectors. */
export function wrapConnectors(deps: SyncDeps, wrap: (connector: Connector) => Connector): SyncDeps {
  return { ...deps, connectorOf: (tenantId, instance) => wrap(deps.connectorOf(tenantId, instance)) };
}

/** A row of an embedded instance. */
export interface InstanceRow {
  readonly id: string;
  readonly directory_id: string;
  readonly columns: Readonly<Record<string, string | null>>;
  readonly is_disabled: number;
  readonly version: number;
}

/** All rows of a tenant's embedded instances that are somebody's, by person. */
export async function instanceRows(db: Database, tenantId: string): Promise<InstanceRow[]> {
  const rows = await queryRows<Omit<InstanceRow, "columns"> & { columns: string }>(
    db.write,
    `select id, directory_id, columns, is_disabled, version from instance_users
     where tenant_id = ? and directory_id is not null order by directory_id`,
    [tenantId],
  );
  return rows.map((row) => ({ ...row, columns: JSON.parse(row.columns) }));
}

/** The tasks that are open in a tenant. */
export async function openTasks(
  db: Database,
  tenantId: string,
): Promise<
  { user_id: string; generation: number; attempts: number; due_at: number; parked: string | null }[]
> {
  return queryRows(
    db.write,
    "select user_id, generation, attempts, due_at, parked from sync_tasks where tenant_id = ? order by user_id",
    [tenantId],
  );
}

/** What the audit trail tells of a person's records, in order. */
export async function recordActions(db: Database, tenantId: string, userId: string): Promise<string[]> {
  const rows = await queryRows<{ action: string }>(
    db.write,
    "select action from audit_entries where tenant_id = ? and resource_id = ? and action like 'record.%' order by id",
    [tenantId, userId],
  );
  return rows.map(({ action }) => action);
}

/**
 * Whether everything in all instances of the database is as decided and nothing is left to do in a tenant; describes
 * what is not.
 * @returns "finished" if so
 */
export async function stateOf(deps: SyncDeps, tenantId: string): Promise<string> {
  const open = await openTasks(deps.db, tenantId);
  if (open.length > 0) return `${open.length} tasks are open`;
  // As if the interval were over.
  await queryRows(deps.db.write, "update sync_jobs set leased_until = 0 where state = 'done'");
  const { drifted, errors } = await checkForDrift(deps, 0);
  if (errors.length > 0) return `the check failed: ${String(errors[0])}`;
  return drifted === 0 ? "finished" : `${drifted} people differ`;
}

/** The one record of a person. */
export async function recordOf(
  db: Database,
  tenantId: string,
  userId: string,
): Promise<UserRecord | undefined> {
  const records = await findRecords(db.write, tenantId, [userId]);
  if (records.length > 1) throw new Error(`${userId} has ${records.length} records`);
  return records[0];
}
