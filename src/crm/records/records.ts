import type { AccessMode, UserKind } from "../../access/access-facts.js";
import type { Reason } from "../../access/reasons.js";
import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { candidateIdsSql, dialectOf, queryFirst, queryRows } from "../../db/query.js";
import { prefixRange } from "../../directory/search/compare-sql.js";
import type { RecordMode } from "../access-mode-codes.js";
import type { RecordRole } from "../connectors/connector.js";
import type { RecordProblem } from "../record-problems.js";

/** A user's row in an instance as it was last applied. Times are UTC milliseconds. */
export interface UserRecord {
  /** The instance's own id of the row. */
  readonly id: string;
  readonly instanceId: string;
  /** Undefined for stubs and the platform's own users. */
  readonly userId: string | undefined;
  readonly kind: UserKind;
  /** The userName, or the name in an import. */
  readonly name: string;
  readonly mode: RecordMode;
  /** When it got this mode. */
  readonly modeSince: number;
  /** The mode chosen for this record alone; undefined if it follows the user's default. R113 */
  readonly chosenMode: AccessMode | undefined;
  readonly enabled: boolean;
  /** When it was disabled. */
  readonly disabledAt: number | undefined;
  /** For a disabled record: when synchronization was requested; undefined if it was not. */
  readonly askedAt: number | undefined;
  /** By Dataverse column. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly roles: readonly RecordRole[];
  /** Why columns are not filled, or a wish is not fulfilled. One sentence each, with the code in front. */
  readonly problems: readonly RecordProblem[];
  /** Why access was refused or qualified at the last synchronization. */
  readonly reasons: readonly Reason[];
  readonly reasonsSince: number;
  /** What caused the reasons. */
  readonly reasonsCause: string;
  /** When synchronization last changed it. */
  readonly syncedAt: number | undefined;
  readonly version: number;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
}

/** A row of `records`. */
interface RecordRow {
  readonly id: string;
  readonly instance_id: string;
  readonly user_id: string | null;
  readonly kind: UserKind;
  readonly shown_name: string;
  readonly access_mode: RecordMode;
  readonly mode_since: number | null;
  readonly chosen_mode: AccessMode | null;
  readonly enabled: number;
  readonly disabled_at: number | null;
  readonly asked_at: number | null;
  readonly columns: string;
  readonly roles: string;
  readonly problems: string;
  readonly reasons: string;
  readonly reasons_since: number;
  readonly reasons_cause: string;
  readonly synced_at: number | null;
  readonly version: number;
  readonly created_at: number;
  readonly last_modified_at: number;
}

/** The column `asked_at` of a select from `records r`. */
export const ASKED_AT = `case when r.enabled = 0 then (select s.asked_at from sync_tasks s
  where s.tenant_id = r.tenant_id and s.user_id = r.user_id and s.instance_id = r.instance_id) end as asked_at`;

const COLUMNS = `r.id, r.instance_id, r.user_id, r.kind, r.shown_name, r.access_mode, r.mode_since,
  r.chosen_mode, r.enabled, r.disabled_at, ${ASKED_AT}, r.columns, r.roles, r.problems, r.reasons, r.reasons_since,
  r.reasons_cause, r.synced_at, r.version, r.created_at, r.last_modified_at`;

const SELECT = `select ${COLUMNS} from records r`;

function toRecord(row: RecordRow): UserRecord {
  return {
    id: row.id,
    instanceId: row.instance_id,
    userId: row.user_id ?? undefined,
    kind: row.kind,
    name: row.shown_name,
    mode: row.access_mode,
    modeSince: row.mode_since ?? row.created_at,
    chosenMode: row.chosen_mode ?? undefined,
    enabled: row.enabled === 1,
    disabledAt: row.disabled_at ?? undefined,
    askedAt: row.asked_at ?? undefined,
    columns: JSON.parse(row.columns) as Record<string, string | null>,
    roles: JSON.parse(row.roles) as RecordRole[],
    problems: JSON.parse(row.problems) as RecordProblem[],
    reasons: JSON.parse(row.reasons) as Reason[],
    reasonsSince: row.reasons_since,
    reasonsCause: row.reasons_cause,
    syncedAt: row.synced_at ?? undefined,
    version: row.version,
    createdAt: row.created_at,
    lastModifiedAt: row.last_modified_at,
  };
}

/** Returns the records of users in all instances of a tenant, or in one. One statement. */
export async function findRecords(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instanceId?: string,
): Promise<readonly UserRecord[]> {
  const rows = await queryRows<RecordRow>(
    db,
    `${SELECT} where r.tenant_id = ? and r.user_id ${candidateIdsSql(db, "e")}
     ${instanceId === undefined ? "" : "and r.instance_id = ?"}`,
    [
      tenantId,
      JSON.stringify(userIds.map((id) => ({ id }))),
      ...(instanceId === undefined ? [] : [instanceId]),
    ],
  );
  return rows.map(toRecord);
}

/** Returns records of a tenant by their own ids, including those without a user. One statement. */
export async function findRecordsById(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<readonly UserRecord[]> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<RecordRow>(
    db,
    `${SELECT} where r.tenant_id = ?
       and (r.instance_id, r.id) in (
         select i.id, e.value ->> 'id' from instances i cross join ${elements} where i.tenant_id = ?)`,
    [tenantId, JSON.stringify(ids.map((id) => ({ id }))), tenantId],
  );
  return rows.map(toRecord);
}

/** Returns a record of an instance by its own id or its user's; undefined if there is none. */
export async function findRecord(
  db: Db,
  tenantId: string,
  instanceId: string,
  id: string,
): Promise<UserRecord | undefined> {
  const row = await queryFirst<RecordRow>(
    db,
    `${SELECT} where r.tenant_id = ? and r.instance_id = ? and (r.id = ? or r.user_id = ?) order by case when r.id = ? then 0 else 1 end limit 1`,
    [tenantId, instanceId, id, id, id],
  );
  return row && toRecord(row);
}

/** The lists of an instance's users in a CRM. R093, R106–R144 */
export const RECORD_VIEWS = {
  all: "r.kind <> 'system'",
  enabled: "r.enabled = 1 and r.kind in ('person', 'application')",
  disabled: "r.enabled = 0 and r.kind in ('person', 'application')",
  stub: "r.kind = 'stub'",
  application: "r.kind = 'application'",
  nonInteractive: "r.access_mode = 'nonInteractive' and r.kind = 'person'",
  administrative: "r.access_mode = 'administrative' and r.kind = 'person'",
  withoutRole: "r.enabled = 1 and r.kind = 'person' and r.roles = '[]'",
} as const;

/** One of the lists. */
export type RecordView = keyof typeof RECORD_VIEWS;

/** Lists the records of an instance by id, after a given id. */
export async function listRecords(
  db: Db,
  tenantId: string,
  instanceId: string,
  view: RecordView,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly UserRecord[]> {
  const rows = await queryRows<RecordRow>(
    db,
    `${SELECT} where r.tenant_id = ? and r.instance_id = ? and r.id > ? and ${RECORD_VIEWS[view]}
     order by r.id ${LIMIT}`,
    [tenantId, instanceId, page.after ?? "", page.limit],
  );
  return rows.map(toRecord);
}

/** The position of a record in a list in the order of names. */
export interface NamePosition {
  /** The folded name. */
  readonly key: string;
  readonly id: string;
}

/** Lists the records of an instance whose name begins with a text, by name. @param prefix - folded, and not empty */
export async function listRecordsByName(
  db: Db,
  tenantId: string,
  instanceId: string,
  { view, prefix }: { readonly view: RecordView; readonly prefix: string },
  { after, limit }: { readonly after: NamePosition | undefined; readonly limit: number },
): Promise<readonly (UserRecord & NamePosition)[]> {
  const range = prefixRange("r.name_key", prefix);
  const rows = await queryRows<RecordRow & { name_key: string }>(
    db,
    `select r.name_key, ${COLUMNS} from records r
     where r.tenant_id = ? and r.instance_id = ? and ${range.sql} and ${RECORD_VIEWS[view]}
       ${after === undefined ? "" : "and (r.name_key, r.id) > (?, ?)"}
     order by r.name_key, r.id ${LIMIT}`,
    [tenantId, instanceId, ...range.bindings, ...(after === undefined ? [] : [after.key, after.id]), limit],
  );
  return rows.map((row) => ({ ...toRecord(row), key: row.name_key }));
}

/** Counts the records of an instance in each list. */
export async function countRecords(
  db: Db,
  tenantId: string,
  instanceId: string,
): Promise<Readonly<Record<RecordView, number>>> {
  const views = Object.entries(RECORD_VIEWS);
  const columns = views.map(
    ([name, condition]) => `cast(count(case when ${condition} then 1 end) as integer) as "${name}"`,
  );
  const [row] = await queryRows<Record<RecordView, number>>(
    db,
    `select ${columns.join(", ")} from records r where r.tenant_id = ? and r.instance_id = ?`,
    [tenantId, instanceId],
  );
  if (row === undefined) throw new Error("counting gives a row");
  return row;
}

/** Returns the time since when the first enabled user without a role is kept out, in UTC milliseconds. */
export async function withoutRoleSince(
  db: Db,
  tenantId: string,
  instanceId: string,
): Promise<number | undefined> {
  const [row] = await queryRows<{ since: number | null }>(
    db,
    `select min(r.reasons_since) as since from records r
     where r.tenant_id = ? and r.instance_id = ? and ${RECORD_VIEWS.withoutRole}`,
    [tenantId, instanceId],
  );
  return row?.since ?? undefined;
}

/** Returns the kind of a record without a user; undefined if there is none with this id. */
export async function findUnownedRecord(db: Db, tenantId: string, id: string): Promise<UserKind | undefined> {
  const [row] = await queryRows<{ kind: UserKind }>(
    db,
    `select r.kind from instances i join records r on r.tenant_id = i.tenant_id and r.instance_id = i.id
     where i.tenant_id = ? and r.id = ? and r.user_id is null`,
    [tenantId, id],
  );
  return row?.kind;
}

/** The new values of a record. Its version and times are computed. */
export type RecordValues = Omit<UserRecord, "askedAt" | "version" | "createdAt" | "lastModifiedAt">;
