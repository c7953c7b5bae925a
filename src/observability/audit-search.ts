import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import type { Actor, Changes, Trigger } from "./audit.js";
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

interface Row extends AuditRow {
  personal: string | null;
  sequence: number | null;
}

/**
 * Returns a tenant's entries, newest first.
 * @param before - the id after which the page begins; undefined for the first page
 */
export async function listAuditEntries(
  db: Db,
  tenantId: string,
  filter: AuditFilter,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<ShownAuditEntry[]> {
  const conditions = conditionsOf(filter, before);
  const rows = await queryRows<Row>(
    db,
    `select ${HASHED_COLUMNS.join(", ")}, personal, sequence from audit_entries
     where ${["tenant_id = ?", ...conditions.map(({ sql }) => sql)].join(" and ")}
     order by id desc limit ?`,
    [tenantId, ...conditions.flatMap(({ bindings }) => bindings), limit],
  );
  return rows.map(toShownEntry);
}

function conditionsOf(filter: AuditFilter, before: string | undefined): SqlFragment[] {
  const { since, until, actor, action, resourceId, trigger, requestId } = filter;
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
  return conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, bindings: [value] }]));
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
