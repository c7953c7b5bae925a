import type { Db, Trx } from "../../db/connect.js";
import { DAY } from "../../db/duration.js";
import { newId } from "../../db/new-id.js";
import { queryFirst, queryRows } from "../../db/query.js";

/** What an import does with a line. */
export const IMPORT_ACTIONS = ["create", "update", "unchanged", "refused"] as const;

/** What an import does with a line. */
export type ImportAction = (typeof IMPORT_ACTIONS)[number];

/** A column of the file, and the attribute to which it goes; undefined if it is left out. */
export interface ImportColumn {
  readonly name: string;
  readonly path?: string | undefined;
}

/** The plan of an import of users. Times are UTC milliseconds. */
export interface UserImport {
  readonly id: string;
  /** The ids of the SKUs that created users get. */
  readonly licenses: readonly string[];
  readonly columns: readonly ImportColumn[];
  /** The number of lines by what is done with them. */
  readonly counts: Readonly<Record<ImportAction, number>>;
  /** The job that applies it; undefined before. */
  readonly jobId: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Names an import. */
export type ImportKey = Readonly<Record<"tenantId" | "id", string>>;

/** How long a plan is kept, and again after it was applied, in milliseconds. */
const KEPT = DAY;

/** Adds an import whose file is still to be read. */
export async function insertImport(
  db: Db,
  tenantId: string,
  licenses: readonly string[],
  now: number,
): Promise<ImportKey> {
  const id = newId();
  await queryRows(
    db,
    "insert into user_imports (tenant_id, id, licenses, created_at, expires_at) values (?, ?, ?, ?, ?)",
    [tenantId, id, JSON.stringify(licenses), now, now + KEPT],
  );
  return { tenantId, id };
}

/** Stores what was found in the file. Before, the import cannot be seen. */
export async function finishImport(
  db: Db,
  { tenantId, id }: ImportKey,
  { columns, counts }: Pick<UserImport, "columns" | "counts">,
): Promise<void> {
  await queryRows(db, "update user_imports set columns = ?, counts = ? where tenant_id = ? and id = ?", [
    JSON.stringify(columns),
    JSON.stringify(counts),
    tenantId,
    id,
  ]);
}

/** Finds an import that is still kept; undefined if there is none. */
export async function findImport(
  db: Db,
  tenantId: string,
  id: string,
  now: number,
): Promise<UserImport | undefined> {
  const row = await queryFirst<{
    licenses: string;
    columns: string;
    counts: string;
    job_id: string | null;
    created_at: number;
    expires_at: number;
  }>(
    db,
    `select licenses, columns, counts, job_id, created_at, expires_at from user_imports
     where tenant_id = ? and id = ? and counts is not null and expires_at > ?`,
    [tenantId, id, now],
  );
  return (
    row && {
      id,
      licenses: JSON.parse(row.licenses) as UserImport["licenses"],
      columns: JSON.parse(row.columns) as UserImport["columns"],
      counts: JSON.parse(row.counts) as UserImport["counts"],
      jobId: row.job_id ?? undefined,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  );
}

/** Gives an import to the job that applies it. Returns false if another job has it. */
export async function giveToJob(
  trx: Trx,
  { tenantId, id }: ImportKey,
  jobId: string,
  now: number,
): Promise<boolean> {
  const given = await queryRows(
    trx,
    `update user_imports set job_id = ?, expires_at = ?
     where tenant_id = ? and id = ? and job_id is null returning id`,
    [jobId, now + KEPT, tenantId, id],
  );
  return given.length > 0;
}

/** Deletes an import with its lines. */
export async function deleteImport(db: Db, { tenantId, id }: ImportKey): Promise<void> {
  await queryRows(db, "delete from user_imports where tenant_id = ? and id = ?", [tenantId, id]);
}

/** Deletes the imports of a tenant that are no longer kept, with their lines. */
export async function deleteOldImports(db: Db, tenantId: string, now: number): Promise<void> {
  await queryRows(db, "delete from user_imports where tenant_id = ? and expires_at <= ?", [tenantId, now]);
}
