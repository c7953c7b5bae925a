import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryRows } from "../db/query.js";
import type { AuditAction } from "./audit-actions.js";
import { lockAuditEntries } from "./audit-lock.js";

/** The action of the entry that records an erasure. */
const ERASURE: AuditAction = "audit.erased";

/** The result of an erasure. */
export interface Erasure {
  /** The number of entries that lost their values. */
  readonly entries: number;
  /** The type of the resource; undefined when the trail has no entry of it. */
  readonly resourceType: string | undefined;
}

/**
 * Erases the values in all entries of a resource, and the salt without which their hashes reveal nothing; the entries
 * and the chain stay. The caller records an `ERASURE` in the same transaction, which verification requires.
 */
export async function eraseAuditValues(trx: Trx, tenantId: string, resourceId: string): Promise<Erasure> {
  await lockAuditEntries(trx);
  const [latest] = await queryRows<{ resource_type: string }>(
    trx,
    "select resource_type from audit_entries where tenant_id = ? and resource_id = ? order by id desc limit 1",
    [tenantId, resourceId],
  );
  const erased = await queryRows(
    trx,
    `update audit_entries set personal = null, salt = null
     where tenant_id = ? and resource_id = ? and personal is not null returning id`,
    [tenantId, resourceId],
  );
  return { entries: erased.length, resourceType: latest?.resource_type };
}

/** Returns the first of the given entries without values for whose resource no erasure is recorded. */
export async function findUnrecordedErasure<Row extends { readonly resource_id: string }>(
  db: Db,
  tenantId: string,
  rows: readonly Row[],
): Promise<Row | undefined> {
  if (rows.length === 0) return undefined;
  const ids = [...new Set(rows.map((row) => row.resource_id))];
  const recorded = await queryRows<{ resource_id: string }>(
    db,
    `select distinct resource_id from audit_entries
     where action = ? and tenant_id = ?
       and resource_id in (select e.value ->> 0 from ${sqlDialects[dialectOf(db)].jsonParameterElements("e")})`,
    [ERASURE, tenantId, JSON.stringify(ids.map((id) => [id]))],
  );
  const known = new Set(recorded.map((row) => row.resource_id));
  return rows.find((row) => !known.has(row.resource_id));
}
