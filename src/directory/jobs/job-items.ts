import type { Db, Trx } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { queryRows } from "../../db/query.js";
import type { BulkJob } from "./stored-jobs.js";

/** The states of a user in a job. */
export const ITEM_STATES = ["waiting", "done", "failed"] as const;

/** What became of a user in a job. */
export interface JobItem {
  readonly userId: string;
  readonly state: (typeof ITEM_STATES)[number];
  /** The name of the user; undefined if there is no such user. */
  readonly displayName: string | undefined;
  /** Why it failed. */
  readonly code: string | undefined;
  readonly detail: string | undefined;
}

/** Why a user failed. */
export interface ItemFailure {
  readonly code: string;
  readonly detail: string;
}

/** Returns the ids of the next users of a job, as long as it runs. */
export async function nextItems(
  db: Db,
  { tenantId, id }: Pick<BulkJob, "tenantId" | "id">,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select i.user_id from job_items i
     where i.tenant_id = ? and i.job_id = ? and i.state = 'waiting' and exists (
       select 1 from jobs j where j.tenant_id = i.tenant_id and j.id = i.job_id and j.ended_at is null)
     order by i.user_id ${LIMIT}`,
    [tenantId, id, limit],
  );
  return rows.map(({ user_id: userId }) => userId);
}

/** Marks a user of a job as through. */
export async function settleItem(
  trx: Trx,
  { tenantId, id }: Pick<BulkJob, "tenantId" | "id">,
  userId: string,
  failure: ItemFailure | undefined,
): Promise<void> {
  const settled = await queryRows(
    trx,
    `update job_items set state = ?, code = ?, detail = ?
     where tenant_id = ? and job_id = ? and user_id = ? and state = 'waiting' returning user_id`,
    [failure ? "failed" : "done", failure?.code ?? null, failure?.detail ?? null, tenantId, id, userId],
  );
  await queryRows(
    trx,
    "update jobs set done = done + ?, failed = failed + ? where tenant_id = ? and id = ?",
    [settled.length, failure ? settled.length : 0, tenantId, id],
  );
}

/** Lists the users of a job by id. @param state - undefined for all */
export async function listItems(
  db: Db,
  { tenantId, id, params }: Pick<BulkJob, "tenantId" | "id" | "params">,
  state: JobItem["state"] | undefined,
  { after = "", limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<JobItem[]> {
  const rows = await queryRows<{
    user_id: string;
    state: JobItem["state"];
    display_name: string | null;
    code: string | null;
    detail: string | null;
  }>(
    db,
    `select i.user_id, i.state, i.code, i.detail, coalesce(u.display_name, l.user_name) as display_name
     from job_items i
     left join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
     left join user_import_lines l on l.tenant_id = i.tenant_id and l.import_id = ? and l.user_id = i.user_id
     where i.tenant_id = ? and i.job_id = ? ${state === undefined ? "" : `and i.state = '${state}'`}
       and i.user_id > ?
     order by i.user_id ${LIMIT}`,
    [params.import ?? "", tenantId, id, after, limit],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    state: row.state,
    displayName: row.display_name ?? undefined,
    code: row.code ?? undefined,
    detail: row.detail ?? undefined,
  }));
}
