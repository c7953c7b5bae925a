import type { Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { indexKey } from "../../db/index-key.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import type { RecordValues, UserRecord } from "./records.js";

/** A record to store. */
export interface StoredRecord {
  readonly record: RecordValues;
  /** The record on which the change is based; undefined for a new one. */
  readonly before: Pick<UserRecord, "id" | "version"> | undefined;
}

/** Columns by the name of their value in JSON, with the type of those that are not text. */
const STORED_COLUMNS = [
  ["instance_id", "instanceId"],
  ["id", "id"],
  ["user_id", "userId"],
  ["kind", "kind"],
  ["name_key", "nameKey"],
  ["shown_name", "name"],
  ["access_mode", "mode"],
  ["mode_since", "modeSince", "bigint"],
  ["chosen_mode", "chosenMode"],
  ["enabled", "enabled", "integer"],
  ["disabled_at", "disabledAt", "bigint"],
  ["columns", "columns"],
  ["roles", "roles"],
  ["problems", "problems"],
  ["reasons", "reasons"],
  ["reasons_since", "reasonsSince", "bigint"],
  ["reasons_cause", "reasonsCause"],
  ["synced_at", "syncedAt", "bigint"],
  ["version", "version", "integer"],
] as const;

/** The columns of a record that never change. */
const KEY_COLUMNS: ReadonlySet<string> = new Set(["instance_id", "id", "kind"]);

function toStoredValues({ record, before }: StoredRecord): Record<string, unknown> {
  return {
    ...record,
    nameKey: indexKey(fold(record.name)),
    version: before?.id === record.id ? before.version + 1 : 1,
    enabled: record.enabled ? 1 : 0,
    columns: JSON.stringify(record.columns),
    roles: JSON.stringify(record.roles),
    problems: JSON.stringify(record.problems),
    reasons: JSON.stringify(record.reasons),
  };
}

/**
 * Stores records in one statement. A record that was changed in the meantime is left as it is.
 * @returns the ids of the stored records
 */
export async function storeRecords(
  trx: Trx,
  tenantId: string,
  records: readonly StoredRecord[],
  now: number,
): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set();
  const names = STORED_COLUMNS.map(([name]) => name);
  const values = STORED_COLUMNS.map(([, key, type]) => {
    const value = `e.value ->> '${key}'`;
    return type === undefined ? value : `cast(${value} as ${type})`;
  });
  const updates = names.filter((name) => !KEY_COLUMNS.has(name)).map((name) => `${name} = excluded.${name}`);
  const stored = await queryRows<{ id: string }>(
    trx,
    `insert into records (tenant_id, created_at, last_modified_at, ${names.join(", ")})
     select cast(? as text), cast(? as bigint), cast(? as bigint), ${values.join(", ")}
     from ${sqlDialects[dialectOf(trx)].jsonParameterElements("e")} where true
     on conflict (tenant_id, instance_id, id) do update set ${updates.join(", ")},
       last_modified_at = excluded.last_modified_at
     where records.version = excluded.version - 1 returning id`,
    [tenantId, now, now, JSON.stringify(records.map(toStoredValues))],
  );
  return new Set(stored.map(({ id }) => id));
}

/** Deletes records whose rows were deleted in their instance. */
export async function forgetRecords(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `delete from records where tenant_id = ? and instance_id = ? and id in (select e.value ->> 'id' from ${elements})`,
    [tenantId, instanceId, JSON.stringify(ids.map((id) => ({ id })))],
  );
}
