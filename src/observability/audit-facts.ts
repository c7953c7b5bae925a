import type { Db } from "../db/connect.js";
import { candidateIdsSql, placeholders, queryRows } from "../db/query.js";
import type { AuditAction } from "./audit-actions.js";

/** An entry with its facts, which are never erased. */
export interface AuditFacts {
  readonly id: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly action: string;
  readonly resourceId: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Lists the entries of some actions on some resources, oldest first. One statement. */
export async function listAuditFacts(
  db: Db,
  tenantId: string,
  resourceIds: readonly string[],
  actions: readonly AuditAction[],
): Promise<readonly AuditFacts[]> {
  const rows = await queryRows<{
    id: string;
    at: number;
    action: string;
    resource_id: string;
    facts: string | null;
  }>(
    db,
    `select id, at, action, resource_id, facts from audit_entries
     where audit_entries.tenant_id = ? and audit_entries.resource_id ${candidateIdsSql(db, "e")}
       and action in (${placeholders(actions.length)}) order by id`,
    [tenantId, JSON.stringify(resourceIds.map((id) => ({ id }))), ...actions],
  );
  return rows.map(({ resource_id: resourceId, facts, ...row }) => ({
    ...row,
    resourceId,
    facts: facts === null ? {} : (JSON.parse(facts) as Readonly<Record<string, unknown>>),
  }));
}
