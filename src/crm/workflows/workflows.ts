import type { AccessMode } from "../../access/access-facts.js";
import { latestPast } from "../../db/clock-skew.js";
import type { Db, Trx } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { MINUTE, SECOND } from "../../db/duration.js";
import { refuseDuplicate } from "../../db/errors.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../../db/lease.js";
import { newId } from "../../db/new-id.js";
import { queryFirst, queryRows } from "../../db/query.js";
import { AppError } from "../../errors.js";

/** The mode to which a workflow leads a person. */
export type WorkflowKind = Extract<AccessMode, "administrative" | "nonInteractive">;

/** Both kinds. */
export const WORKFLOW_KINDS: readonly WorkflowKind[] = ["administrative", "nonInteractive"];

/** The states of a workflow, in order. The last two are final, as is `canceled`. R115 */
export const WORKFLOW_STATES = [
  "created",
  "licensed",
  "synced",
  "modeSet",
  "licenseRemoved",
  "confirmed",
  "failed",
] as const;

/** A state. A workflow that was `canceled` can have been in any other state. */
export type WorkflowState = (typeof WORKFLOW_STATES)[number] | "canceled";

/**
 * Leads a person to a mode that needs no license: assigns a license, synchronizes, sets the mode, removes the license,
 * and checks the result. R106–R127. Times are UTC milliseconds.
 */
export interface Workflow {
  readonly id: string;
  readonly kind: WorkflowKind;
  readonly userId: string;
  readonly instanceId: string;
  readonly state: WorkflowState;
  /** The license that it assigns and removes. */
  readonly skuId: string | undefined;
  /** Why it is stuck or failed, with the code in front. */
  readonly problem: string | undefined;
  /** The number of attempts since the last step. */
  readonly attempts: number;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly endedAt: number | undefined;
}

interface WorkflowRow {
  readonly id: string;
  readonly kind: WorkflowKind;
  readonly user_id: string;
  readonly instance_id: string;
  readonly state: WorkflowState;
  readonly sku_id: string | null;
  readonly problem: string | null;
  readonly attempts: number;
  readonly created_at: number;
  readonly changed_at: number;
  readonly ended_at: number | null;
}

const COLUMNS =
  "id, kind, user_id, instance_id, state, sku_id, problem, attempts, created_at, changed_at, ended_at";

/** The delay before another attempt in milliseconds, by the number of failed attempts. The last one repeats. */
const RETRY_DELAYS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];
const LONGEST_DELAY = 15 * MINUTE;

function toWorkflow(row: WorkflowRow): Workflow {
  return {
    id: row.id,
    kind: row.kind,
    userId: row.user_id,
    instanceId: row.instance_id,
    state: row.state,
    skuId: row.sku_id ?? undefined,
    problem: row.problem ?? undefined,
    attempts: row.attempts,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    endedAt: row.ended_at ?? undefined,
  };
}

function alreadyOpen(cause: unknown): AppError {
  return new AppError(
    "WORKFLOW_OPEN",
    "another workflow is open for this user in this instance: resume that one",
    { cause },
  );
}

/**
 * Inserts a workflow.
 * @throws AppError `conflict` WORKFLOW_OPEN
 */
export async function insertWorkflow(
  trx: Trx,
  tenantId: string,
  { kind, userId, instanceId, skuId }: Pick<Workflow, "kind" | "userId" | "instanceId" | "skuId">,
  now: number,
): Promise<string> {
  const id = newId();
  await refuseDuplicate(
    () =>
      queryRows(
        trx,
        `insert into workflows (tenant_id, id, kind, user_id, instance_id, state, sku_id, attempts, due_at,
         leased_until, created_at, changed_at)
       values (?, ?, ?, ?, ?, 'created', ?, 0, ?, 0, ?, ?)`,
        [tenantId, id, kind, userId, instanceId, skuId ?? null, now, now, now],
      ),
    alreadyOpen,
  );
  return id;
}

/**
 * Returns a workflow by its id.
 * @throws AppError `notFound`
 */
export async function getWorkflow(db: Db, tenantId: string, id: string): Promise<Workflow> {
  const row = await queryFirst<WorkflowRow>(
    db,
    `select ${COLUMNS} from workflows where tenant_id = ? and id = ?`,
    [tenantId, id],
  );
  if (row === undefined) throw new AppError("notFound", `There is no workflow "${id.slice(0, 60)}"`);
  return toWorkflow(row);
}

/** Lists the workflows of a tenant by id, after a given id. @param page.openOf - the user whose open ones are wanted */
export async function listWorkflows(
  db: Db,
  tenantId: string,
  page: {
    readonly after?: string | undefined;
    readonly limit: number;
    readonly openOf?: string | undefined;
  },
): Promise<Workflow[]> {
  const { after = "", limit, openOf } = page;
  const rows = await queryRows<WorkflowRow>(
    db,
    `select ${COLUMNS} from workflows where tenant_id = ? and id > ?
       ${openOf === undefined ? "" : "and user_id = ? and ended_at is null"} order by id ${LIMIT}`,
    [tenantId, after, ...(openOf === undefined ? [] : [openOf]), limit],
  );
  return rows.map(toWorkflow);
}

/** Lists the workflows of all tenants whose next attempt is due. */
export async function listDueWorkflows(
  db: Db,
  now: number,
  limit: number,
): Promise<{ readonly tenantId: string; readonly id: string }[]> {
  const rows = await queryRows<{ tenant_id: string; id: string }>(
    db,
    `select tenant_id, id from workflows where ended_at is null and ${IS_FREE_SQL}
       and (due_at <= ? or due_at > ? or (attempts = 0 and due_at > ?))
     order by due_at, id ${LIMIT}`,
    // A workflow that is due further ahead than possible was scheduled before the clock was set back.
    [now, latestLease(now), now, latestPast(now) + LONGEST_DELAY, latestPast(now), limit],
  );
  return rows.map(({ tenant_id: tenantId, id }) => ({ tenantId, id }));
}

/** Lists failed workflows after which the same user had no other one in that instance. */
export async function listFailedWorkflows(db: Db, tenantId: string, limit: number): Promise<Workflow[]> {
  const rows = await queryRows<WorkflowRow>(
    db,
    `select ${COLUMNS} from workflows w where w.tenant_id = ? and w.state = 'failed'
       and exists (select 1 from users u where u.tenant_id = w.tenant_id and u.id = w.user_id)
       and not exists (select 1 from workflows n where n.tenant_id = w.tenant_id and n.user_id = w.user_id
         and n.instance_id = w.instance_id and n.id > w.id)
     order by w.id ${LIMIT}`,
    [tenantId, limit],
  );
  return rows.map(toWorkflow);
}

/** Leases a workflow for its next steps; undefined if it has ended or is leased already. */
export async function leaseWorkflow(
  db: Db,
  tenantId: string,
  id: string,
  now: number,
): Promise<Workflow | undefined> {
  const row = await queryFirst<WorkflowRow>(
    db,
    `update workflows set leased_until = ? where tenant_id = ? and id = ? and ended_at is null and ${IS_FREE_SQL}
     returning ${COLUMNS}`,
    [now + LEASE, tenantId, id, now, latestLease(now)],
  );
  return row && toWorkflow(row);
}

/** Extends the lease of a workflow whose steps take long. */
export async function renewWorkflow(db: Db, tenantId: string, id: string, now: number): Promise<void> {
  await queryRows(
    db,
    // A workflow that was released in the meantime stays released.
    "update workflows set leased_until = ? where tenant_id = ? and id = ? and ended_at is null and leased_until > 0",
    [now + LEASE, tenantId, id],
  );
}

/** Releases a workflow that has nothing to do now. */
export async function releaseWorkflow(db: Db, tenantId: string, id: string): Promise<void> {
  await queryRows(db, "update workflows set leased_until = 0 where tenant_id = ? and id = ?", [tenantId, id]);
}

/** Schedules another attempt of a workflow, with the problem. */
export async function postponeWorkflow(
  db: Db,
  tenantId: string,
  { id, attempts }: Workflow,
  problem: string,
  now: number,
): Promise<void> {
  const delay = RETRY_DELAYS[Math.min(attempts, RETRY_DELAYS.length - 1)] ?? MINUTE;
  await queryRows(
    db,
    `update workflows set problem = ?, attempts = attempts + 1, due_at = ?, leased_until = 0
     where tenant_id = ? and id = ? and ended_at is null`,
    [problem, now + delay, tenantId, id],
  );
}

/** The result of a step of a workflow. */
export interface WorkflowStep {
  readonly to: WorkflowState;
  readonly skuId?: string | undefined;
  readonly problem?: string | undefined;
}

/**
 * Stores that a step is done, in the transaction of the step.
 * @throws AppError `conflict` if the workflow is in another state; the step is rolled back then
 */
export async function advanceWorkflow(
  trx: Trx,
  tenantId: string,
  { id, state, skuId }: Workflow,
  step: WorkflowStep,
  now: number,
): Promise<Workflow> {
  const ends = step.to === "confirmed" || step.to === "failed";
  const row = await queryFirst<WorkflowRow>(
    trx,
    `update workflows set state = ?, sku_id = ?, problem = ?, attempts = 0, due_at = ?, leased_until = ?,
       changed_at = ?, ended_at = ?
     where tenant_id = ? and id = ? and state = ? and ended_at is null returning ${COLUMNS}`,
    [
      step.to,
      step.skuId ?? skuId ?? null,
      step.problem ?? null,
      now,
      ends ? 0 : now + LEASE,
      now,
      ends ? now : null,
      tenantId,
      id,
      state,
    ],
  );
  if (row === undefined) throw new AppError("WORKFLOW_MOVED", "the workflow has moved on in the meantime");
  return toWorkflow(row);
}

/**
 * Makes a workflow due at once. A failed or canceled one starts again.
 * @throws AppError `conflict` WORKFLOW_OPEN
 */
export async function reopenWorkflow(trx: Trx, tenantId: string, id: string, now: number): Promise<void> {
  await refuseDuplicate(
    () =>
      queryRows(
        trx,
        `update workflows set state = 'created', problem = null, attempts = 0, ended_at = null, changed_at = ?,
         leased_until = 0, due_at = ?
       where tenant_id = ? and id = ? and state in ('failed', 'canceled')`,
        [now, now, tenantId, id],
      ),
    alreadyOpen,
  );
}
