import type { Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { indexKey } from "../../db/index-key.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import type { ImportAction, ImportKey } from "./stored-imports.js";

/** The values of a line by the paths of their attributes. */
export type LineValues = Readonly<Record<string, string>>;

/** A line of an import, and what is done with it. */
export interface PlannedLine {
  /** The number of the line in the file. */
  readonly line: number;
  readonly action: ImportAction;
  /** The user who is changed, or the one who will be created; undefined if it is refused. */
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  /** Of a line that creates or updates. */
  readonly values?: LineValues | undefined;
  /** The paths of the attributes that an update changes. */
  readonly changed?: readonly string[] | undefined;
  /** Why it is refused. */
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}

/**
 * Adds lines to an import, with one statement. A line about a user of an earlier line is not added.
 * @returns the numbers of the added lines
 */
export async function insertLines(
  db: Db,
  { tenantId, id }: ImportKey,
  lines: readonly PlannedLine[],
): Promise<ReadonlySet<number>> {
  const rows = lines.map(({ values, changed, ...line }) => ({
    ...line,
    userKey: line.userId && line.userName && indexKey(fold(line.userName)),
    attributes: values && JSON.stringify(values),
    changed: changed?.join(" "),
  }));
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const added = await queryRows<{ line: number }>(
    db,
    `insert into user_import_lines (tenant_id, import_id, line, action, user_id, user_name, user_key, attributes,
       changed, code, detail)
     select cast(? as text), cast(? as text), cast(e.value ->> 'line' as integer), e.value ->> 'action',
       e.value ->> 'userId', e.value ->> 'userName', e.value ->> 'userKey', e.value ->> 'attributes',
       e.value ->> 'changed', e.value ->> 'code', e.value ->> 'detail'
     from ${elements} where true on conflict do nothing returning line`,
    [tenantId, id, JSON.stringify(rows)],
  );
  return new Set(added.map(({ line }) => line));
}

/** Lists lines by number. @param action - undefined for all */
export async function listLines(
  db: Db,
  { tenantId, id }: ImportKey,
  action: ImportAction | undefined,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<PlannedLine[]> {
  const rows = await queryRows<{
    line: number;
    action: ImportAction;
    user_id: string | null;
    user_name: string | null;
    changed: string | null;
    code: string | null;
    detail: string | null;
  }>(
    db,
    `select line, action, user_id, user_name, changed, code, detail from user_import_lines
     where tenant_id = ? and import_id = ? and line > ? ${action === undefined ? "" : `and action = '${action}'`}
     order by line ${LIMIT}`,
    [tenantId, id, after, limit],
  );
  return rows.map((row) => ({
    line: row.line,
    action: row.action,
    // Nobody has the id of a user who is yet to be created.
    userId: row.action === "create" ? undefined : (row.user_id ?? undefined),
    userName: row.user_name ?? undefined,
    changed: row.changed?.split(" "),
    code: row.code ?? undefined,
    detail: row.detail ?? undefined,
  }));
}

/** Lists the ids of the users whom an import creates or updates. */
export async function listChangedIds(
  db: Db,
  { tenantId, id }: ImportKey,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select user_id from user_import_lines
     where tenant_id = ? and import_id = ? and user_id > ? and action in ('create', 'update')
     order by user_id ${LIMIT}`,
    [tenantId, id, after, limit],
  );
  return rows.map(({ user_id: userId }) => userId);
}

/** A line that creates or updates a user. */
export interface ChangingLine {
  readonly action: ImportAction;
  readonly values: LineValues;
  /** The ids of the SKUs that a created user gets. */
  readonly licenses: readonly string[];
}

/** Finds what an import changes about a user; undefined if the import is no longer kept. */
export async function findChangingLine(
  db: Db,
  { tenantId, id }: ImportKey,
  userId: string,
): Promise<ChangingLine | undefined> {
  const row = await queryFirst<{ action: ImportAction; attributes: string; licenses: string }>(
    db,
    `select l.action, l.attributes, i.licenses from user_import_lines l
     join user_imports i on i.tenant_id = l.tenant_id and i.id = l.import_id
     where l.tenant_id = ? and l.import_id = ? and l.user_id = ? and l.attributes is not null`,
    [tenantId, id, userId],
  );
  return (
    row && {
      action: row.action,
      values: JSON.parse(row.attributes) as LineValues,
      licenses: JSON.parse(row.licenses) as string[],
    }
  );
}

/** Keeps the sealed password of a created user. */
export async function keepPassword(
  trx: Trx,
  { tenantId, id }: ImportKey,
  userId: string,
  sealed: string,
): Promise<void> {
  await queryRows(
    trx,
    "update user_import_lines set password = ? where tenant_id = ? and import_id = ? and user_id = ?",
    [sealed, tenantId, id, userId],
  );
}

/** A sealed password. */
interface KeptPassword {
  readonly userId: string;
  readonly userName: string;
  readonly sealed: string;
}

/** Returns kept passwords, and forgets them. */
export async function takePasswords(
  trx: Trx,
  { tenantId, id }: ImportKey,
  limit: number,
): Promise<KeptPassword[]> {
  const kept = await queryRows<{ line: number; user_id: string; user_name: string; password: string }>(
    trx,
    `select line, user_id, user_name, password from user_import_lines
     where tenant_id = ? and import_id = ? and password is not null
     order by line ${LIMIT} ${sqlDialects[dialectOf(trx)].forUpdate("user_import_lines")}`,
    [tenantId, id, limit],
  );
  // By line: the job may keep further ones meanwhile.
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `update user_import_lines set password = null where tenant_id = ? and import_id = ?
       and line in (select cast(e.value ->> 'line' as integer) from ${elements})`,
    [tenantId, id, JSON.stringify(kept.map(({ line }) => ({ line })))],
  );
  return kept.map((row) => ({ userId: row.user_id, userName: row.user_name, sealed: row.password }));
}
