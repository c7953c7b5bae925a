import type { Database, Trx } from "../../db/connect.js";
import { IS_FREE_SQL, LEASE, latestLease } from "../../db/lease.js";
import { newId } from "../../db/new-id.js";
import { queryFirst, queryRows } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import { notesOf } from "../../db/transaction-notes.js";
import { listUserIds } from "../../directory/users/stored-users.js";
import { enqueueSync } from "./tasks.js";

/** The number of people per step. */
const PAGE = 500;

/** "Synchronize now" for all people of one or all instances. Times are UTC milliseconds. */
export interface SyncJob {
  readonly id: string;
  /** Undefined for all instances. */
  readonly instanceId: string | undefined;
  readonly state: "running" | "done";
  /** The number of people whose synchronization was requested so far. */
  readonly people: number;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

interface JobRow {
  readonly id: string;
  readonly instance_id: string | null;
  readonly state: SyncJob["state"];
  readonly people: number;
  readonly created_at: number;
  readonly ended_at: number | null;
}

/** Inserts a job that requests the synchronization of all people, page by page. R016 */
export async function insertJob(
  trx: Trx,
  tenantId: string,
  instanceId: string | undefined,
  now: number,
): Promise<string> {
  const id = newId();
  notesOf(trx)?.addEverybody(instanceId);
  await queryRows(
    trx,
    `insert into sync_jobs (tenant_id, id, instance_id, state, position, people, leased_until, created_at)
     values (?, ?, ?, 'running', '', 0, 0, ?)`,
    [tenantId, id, instanceId ?? null, now],
  );
  return id;
}

/** Returns a job of a tenant; undefined if there is none with this id. */
export async function findJob(db: Database, tenantId: string, id: string): Promise<SyncJob | undefined> {
  const row = await queryFirst<JobRow>(
    db.write,
    "select id, instance_id, state, people, created_at, ended_at from sync_jobs where tenant_id = ? and id = ?",
    [tenantId, id],
  );
  if (row === undefined) return undefined;
  return {
    id: row.id,
    instanceId: row.instance_id ?? undefined,
    state: row.state,
    people: row.people,
    createdAt: row.created_at,
    endedAt: row.ended_at ?? undefined,
  };
}

interface LeasedJob {
  readonly tenant_id: string;
  readonly id: string;
  readonly instance_id: string | null;
  readonly position: string;
  readonly created_at: number;
}

/**
 * Requests the synchronization of the next people of an open job, in one transaction.
 * @returns true if there was an open job
 */
export async function continueJobs(db: Database, now: number): Promise<boolean> {
  const job = await queryFirst<LeasedJob>(
    db.write,
    `update sync_jobs set leased_until = ?
     where (tenant_id, id) in (
       select j.tenant_id, j.id from sync_jobs j where j.state = 'running' and ${IS_FREE_SQL} order by j.id limit 1)
     and ${IS_FREE_SQL} returning tenant_id, id, instance_id, position, created_at`,
    [now + LEASE, now, latestLease(now), now, latestLease(now)],
  );
  if (job === undefined) return false;
  const userIds = await listUserIds(db.write, job.tenant_id, job.position, PAGE);
  const isLast = userIds.length < PAGE;
  await inTransaction(db, async (trx) => {
    const instanceId = job.instance_id ?? undefined;
    const moved = await queryRows(
      trx,
      // Another process that was considered dead may have continued the job.
      `update sync_jobs set position = ?, people = people + ?, leased_until = 0, state = ?, ended_at = ?
       where tenant_id = ? and id = ? and state = 'running' and position = ? returning id`,
      [
        userIds.at(-1) ?? job.position,
        userIds.length,
        isLast ? "done" : "running",
        isLast ? now : null,
        job.tenant_id,
        job.id,
        job.position,
      ],
    );
    if (moved.length === 0) return;
    // The time of the request is that of the job, however late this page is reached.
    const request = { tenantId: job.tenant_id, userIds, instanceId, cause: "forced" };
    await enqueueSync(trx, request, job.created_at);
  });
  return true;
}
