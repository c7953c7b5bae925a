import type { Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { DAY } from "../../db/duration.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../../db/lease.js";
import { newId } from "../../db/new-id.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";
import type { Actor } from "../../observability/audit.js";

/** What a job needs to know besides its users; which of it, depends on the kind. */
export interface JobParams {
  /** Id or part number. */
  readonly sku?: string | undefined;
  /** Id of a group. */
  readonly group?: string | undefined;
  /** Id or name of an instance. */
  readonly instance?: string | undefined;
  /** Ids, or names in the business unit of each user. */
  readonly roles?: readonly string[] | undefined;
  /** Id, path or name. */
  readonly businessUnit?: string | undefined;
  /** The name of an access mode: `Read-Write`. */
  readonly mode?: string | undefined;
  /** Id of an import of users. */
  readonly import?: string | undefined;
}

/** The states of a job. A job that is `selecting` still looks up its users, as long as its lease lasts. */
export const JOB_STATES = ["selecting", "running", "done", "canceled"] as const;

/** A change of many users. Times are UTC milliseconds. */
export interface BulkJob {
  readonly tenantId: string;
  readonly id: string;
  readonly kind: string;
  readonly params: JobParams;
  readonly state: (typeof JOB_STATES)[number];
  /** How many users it is about, how many of them are through, and for how many of these it failed. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly actor: Actor;
  /** The administrator roles of who asked for it. */
  readonly roles: readonly string[];
  readonly requestId: string | undefined;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

interface JobRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly kind: string;
  readonly params: string;
  readonly state: BulkJob["state"];
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly actor_kind: Actor["kind"];
  readonly actor_id: string;
  readonly roles: string;
  readonly request_id: string | null;
  readonly created_at: number;
  readonly ended_at: number | null;
}

const COLUMNS = `tenant_id, id, kind, params, state, total, done, failed, actor_kind, actor_id, roles, request_id,
  created_at, ended_at`;

function toJob(row: JobRow): BulkJob {
  const { tenant_id: tenantId, id, kind, state, total, done, failed } = row;
  return {
    tenantId,
    id,
    kind,
    params: JSON.parse(row.params) as JobParams,
    state,
    total,
    done,
    failed,
    actor: { kind: row.actor_kind, id: row.actor_id },
    roles: row.roles.split(" "),
    requestId: row.request_id ?? undefined,
    createdAt: row.created_at,
    endedAt: row.ended_at ?? undefined,
  };
}

/** How long an ended job can be looked at, in milliseconds. */
const KEPT = 30 * DAY;

/** Adds a job that still looks up its users, and forgets those of the tenant that ended long ago. */
export async function insertJob(
  trx: Trx,
  job: Pick<BulkJob, "tenantId" | "kind" | "params" | "actor" | "roles" | "requestId">,
  now: number,
): Promise<string> {
  const id = newId();
  const { tenantId, kind, params, actor, roles, requestId = null } = job;
  const by = [actor.kind, actor.id, roles.join(" "), requestId];
  await queryRows(trx, "delete from jobs where tenant_id = ? and ended_at < ?", [tenantId, now - KEPT]);
  await queryRows(
    trx,
    `insert into jobs (tenant_id, id, kind, params, state, total, done, failed, actor_kind, actor_id, roles, request_id,
       leased_until, created_at) values (?, ?, ?, ?, 'selecting', 0, 0, 0, ?, ?, ?, ?, ?, ?)`,
    [tenantId, id, kind, JSON.stringify(params), ...by, now + LEASE, now],
  );
  return id;
}

/** Adds users to a job that still looks them up; one who is named twice counts once. */
export async function insertItems(
  trx: Trx,
  tenantId: string,
  id: string,
  userIds: readonly string[],
): Promise<void> {
  const { jsonParameterTexts } = sqlDialects[dialectOf(trx)];
  const added = await queryRows(
    trx,
    `insert into job_items (tenant_id, job_id, user_id, state)
     select cast(? as text), cast(? as text), e.value, 'waiting' from ${jsonParameterTexts("e")} where true
     on conflict do nothing returning user_id`,
    [tenantId, id, JSON.stringify(userIds)],
  );
  await queryRows(trx, "update jobs set total = total + ? where tenant_id = ? and id = ?", [
    added.length,
    tenantId,
    id,
  ]);
}

/** Lets a job begin, once all of its users are known. Returns false if it was canceled meanwhile. */
export async function startJob(trx: Trx, tenantId: string, id: string): Promise<boolean> {
  const started = await queryRows(
    trx,
    `update jobs set state = 'running', leased_until = 0
     where tenant_id = ? and id = ? and state = 'selecting' returning id`,
    [tenantId, id],
  );
  return started.length > 0;
}

/** Returns a job of a tenant; undefined if there is none with this id. */
export async function findJob(db: Db, tenantId: string, id: string): Promise<BulkJob | undefined> {
  const row = await queryFirst<JobRow>(db, `select ${COLUMNS} from jobs where tenant_id = ? and id = ?`, [
    tenantId,
    id,
  ]);
  return row && toJob(row);
}

/** Lists the jobs of a tenant, newest first. @param before - the id before which the page begins */
export async function listJobs(
  db: Db,
  tenantId: string,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<BulkJob[]> {
  const rows = await queryRows<JobRow>(
    db,
    `select ${COLUMNS} from jobs where tenant_id = ? ${before === undefined ? "" : "and id < ?"}
     order by id desc ${LIMIT}`,
    [tenantId, ...(before === undefined ? [] : [before]), limit],
  );
  return rows.map(toJob);
}

/**
 * Leases a job of any tenant that has not ended and that nobody holds; undefined if there is none. Whoever looked up the
 * users of one that is still `selecting` is gone.
 */
export async function leaseJob(db: Db, now: number): Promise<BulkJob | undefined> {
  const row = await queryFirst<JobRow>(
    db,
    `update jobs set leased_until = ? where (tenant_id, id) in (
       select j.tenant_id, j.id from jobs j where j.ended_at is null and ${IS_FREE_SQL}
       order by j.id limit 1)
     and ${IS_FREE_SQL} returning ${COLUMNS}`,
    [now + LEASE, now, latestLease(now), now, latestLease(now)],
  );
  return row && toJob(row);
}

/** Extends the lease of a job whose users take long. */
export async function renewJob(
  db: Db,
  { tenantId, id }: Pick<BulkJob, "tenantId" | "id">,
  now: number,
): Promise<void> {
  await queryRows(
    db,
    "update jobs set leased_until = ? where tenant_id = ? and id = ? and leased_until > 0",
    [now + LEASE, tenantId, id],
  );
}

/** Gives a job back, and ends it if all of its users are through. */
export async function releaseJob(db: Db, { tenantId, id }: BulkJob, now: number): Promise<void> {
  await queryRows(
    db,
    `update jobs set leased_until = 0, state = case when done >= total then 'done' else state end,
       ended_at = case when done >= total then cast(? as bigint) else ended_at end
     where tenant_id = ? and id = ? and ended_at is null`,
    [now, tenantId, id],
  );
}

/** Ends a job before its end; the users that are through stay changed. Returns false if it has ended already. */
export async function cancelJob(db: Db, tenantId: string, id: string, now: number): Promise<boolean> {
  const ended = await queryRows(
    db,
    `update jobs set state = 'canceled', ended_at = ?
     where tenant_id = ? and id = ? and ended_at is null returning id`,
    [now, tenantId, id],
  );
  return ended.length > 0;
}

/** Lets an ended job try again those for whom it failed. Returns how many these are. */
export async function retryFailed(trx: Trx, tenantId: string, id: string): Promise<number> {
  const items = await queryRows(
    trx,
    `update job_items set state = 'waiting', code = null, detail = null
     where tenant_id = ? and job_id = ? and state = 'failed' returning user_id`,
    [tenantId, id],
  );
  await queryRows(
    trx,
    `update jobs set state = 'running', ended_at = null, failed = 0, done = done - ?
     where tenant_id = ? and id = ? and ended_at is not null`,
    [items.length, tenantId, id],
  );
  return items.length;
}
