import type { UserKind } from "../../access/access-facts.js";
import type { Reason } from "../../access/reasons.js";
import type { Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { indexKey } from "../../db/index-key.js";
import { newId } from "../../db/new-id.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import type { RecordMode } from "../access-mode-codes.js";
import type { RecordRole } from "../connectors/connector.js";

/** A record that is not created by synchronization: of a program, a placeholder, or one of the platform's own users. */
export interface NewRecord {
  readonly kind: Exclude<UserKind, "person">;
  /** The user of a program. */
  readonly userId?: string | undefined;
  readonly name: string;
  readonly columns: Readonly<Record<string, string | null>>;
  readonly mode: RecordMode;
  readonly enabled: boolean;
  readonly roles: readonly RecordRole[];
  readonly reasons: readonly Reason[];
  /** What created it. */
  readonly cause: string;
}

const TEXTS = ["id", "userId", "kind", "key", "name", "mode"]
  .map((name) => `e.value ->> '${name}'`)
  .join(", ");

/**
 * Inserts records. An existing record of the user, or a placeholder with the name, stays unchanged.
 * @returns the ids of the new records by folded name
 */
export async function insertRecords(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  records: readonly NewRecord[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  if (records.length === 0) return new Map();
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const rows = records.map((record) => ({
    id: newId(),
    userId: record.userId ?? null,
    kind: record.kind,
    key: indexKey(fold(record.name)),
    name: record.name,
    mode: record.mode,
    enabled: record.enabled ? 1 : 0,
    disabledAt: record.enabled ? null : now,
    columns: JSON.stringify(record.columns),
    roles: JSON.stringify(record.roles),
    reasons: JSON.stringify(record.reasons),
    cause: record.cause,
  }));
  const made = await queryRows<{ id: string; name_key: string }>(
    trx,
    `insert into records (tenant_id, instance_id, id, user_id, kind, name_key, shown_name, access_mode, mode_since,
       enabled, disabled_at, columns, roles, problems, reasons, reasons_since, reasons_cause, version, created_at,
       last_modified_at)
     select ?, ?, ${TEXTS}, cast(? as bigint),
       cast(e.value ->> 'enabled' as integer), cast(e.value ->> 'disabledAt' as bigint), e.value ->> 'columns',
       e.value ->> 'roles', '[]', e.value ->> 'reasons', cast(? as bigint), e.value ->> 'cause', 1, cast(? as bigint), cast(? as bigint)
     from ${elements} where true
     on conflict do nothing returning id, name_key`,
    [tenantId, instanceId, now, now, now, now, JSON.stringify(rows)],
  );
  return new Map(made.map(({ id, name_key: key }) => [key, id]));
}
