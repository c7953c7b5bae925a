import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import type { Actor, Changes, Trigger } from "./audit.js";
import { CONTINUATION, entryWithPartsSql } from "./audit-parts.js";
import { type AuditRow, HASHED_COLUMNS } from "./audit-rows.js";

/** The conditions on entries; an absent one accepts all. */
export interface AuditFilter {
  /** Changed at or after `since`, and before `until`; UTC milliseconds. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  /** The id of the actor. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly trigger?: string | undefined;
  readonly requestId?: string | undefined;
  /** The id of an entry: selects it, and the entries that continue it. */
  readonly entry?: string | undefined;
}

/** A page of entries. */
export interface AuditPage {
  /** The id after which the page begins; undefined for the first page. */
  readonly before?: string | undefined;
  readonly limit: number;
  /** Whether entries that continue others are listed too, when neither `entry` nor `action` selects them. */
  readonly parts?: boolean;
}

/** An entry as shown to administrators. */
export interface ShownAuditEntry {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly actor: Actor;
  readonly trigger: Trigger;
  readonly requestId: string | undefined;
  /** Names of the changed attributes; they stay when the values are erased. */
  readonly changed: readonly string[];
  /** Undefined when there are none, or when they were erased. */
  readonly changes: Changes | undefined;
  readonly facts: Readonly<Record<string, unknown>> | undefined;
  /** Whether the entry had values that were erased. */
  readonly erased: boolean;
  /** The position in the chain; undefined until the entry is sealed. */
  readonly sequence: number | undefined;
}

const COLUMNS = [...HASHED_COLUMNS, "personal", "sequence"].join(", ");

interface Row extends AuditRow {
  personal: string | null;
  sequence: number | null;
}

/** Returns a page of a tenant's entries, newest first. */
export async function listAuditEntries(
  db: Db,
  tenantId: string,
  filter: AuditFilter,
  page: AuditPage,
): Promise<ShownAuditEntry[]> {
  const { sql, bindings } = auditListStatement(tenantId, filter, page);
  const rows = await queryRows<Row>(db, sql, bindings);
  return rows.map(toShownEntry);
}

/** The most entries that one look at the end of the trail finds. */
const MAX_LATEST = 500;

/** Lists ids and actions of a tenant's entries since a time in UTC milliseconds, newest first, 500 at most. */
export async function listLatestActions(
  db: Db,
  tenantId: string,
  since: number,
): Promise<{ readonly id: string; readonly action: string }[]> {
  return queryRows<{ id: string; action: string }>(
    db,
    `select id, action from audit_entries where tenant_id = ? and id >= ? order by id desc limit ${MAX_LATEST}`,
    [tenantId, firstIdAt(since)],
  );
}

/**
 * Returns the statement that lists a page of entries. Those of an actor are two lists, because the index by actor has
 * only sealed entries; the others are of the last second or so.
 */
export function auditListStatement(tenantId: string, filter: AuditFilter, page: AuditPage): SqlFragment {
  const conditions = conditionsOf(filter, page);
  const newest = `order by id desc ${LIMIT}`;
  const list = (...more: readonly string[]): SqlFragment => ({
    sql: `select ${COLUMNS} from audit_entries
      where ${["tenant_id = ?", ...conditions.map(({ sql }) => sql), ...more].join(" and ")} ${newest}`,
    bindings: [tenantId, ...conditions.flatMap((one) => one.bindings), page.limit],
  });
  if (filter.actor === undefined) return list();
  const [sealed, waiting] = [list("sequence is not null"), list("sequence is null")];
  return {
    sql: `select * from (select * from (${sealed.sql}) sealed union all select * from (${waiting.sql}) waiting) found
      ${newest}`,
    bindings: [...sealed.bindings, ...waiting.bindings, page.limit],
  };
}

function conditionsOf(filter: AuditFilter, { before, parts = false }: AuditPage): SqlFragment[] {
  const { since, until, actor, action, resourceId, trigger, requestId, entry } = filter;
  const conditions: (readonly [sql: string, value: string | undefined])[] = [
    ["id < ?", before],
    ["id >= ?", since === undefined ? undefined : firstIdAt(since)],
    ["id < ?", until === undefined ? undefined : firstIdAt(until)],
    ["actor_id = ?", actor],
    ["action = ?", action],
    ["resource_id = ?", resourceId],
    ["trigger_kind = ?", trigger],
    ["request_id = ?", requestId],
  ];
  const isOneLineEach = !parts && entry === undefined && action === undefined;
  return [
    ...conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, bindings: [value] }])),
    ...(entry === undefined ? [] : [entryWithPartsSql(entry)]),
    ...(isOneLineEach ? [{ sql: `action <> '${CONTINUATION}'`, bindings: [] }] : []),
  ];
}

function toShownEntry(row: Row): ShownAuditEntry {
  return {
    id: row.id,
    time: new Date(row.at).toISOString(),
    action: row.action,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    actor: { kind: row.actor_kind as Actor["kind"], id: row.actor_id },
    trigger: row.trigger_kind as Trigger,
    requestId: row.request_id ?? undefined,
    changed: row.changed === null ? [] : (JSON.parse(row.changed) as string[]),
    changes: row.personal === null ? undefined : (JSON.parse(row.personal) as Changes),
    facts: row.facts === null ? undefined : (JSON.parse(row.facts) as Readonly<Record<string, unknown>>),
    erased: row.values_hash !== null && row.personal === null,
    sequence: row.sequence ?? undefined,
  };
}
