import type { Db } from "../db/connect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import { type StepValue, stepSql, type TimeSteps } from "../db/time-steps.js";
import type { AuditAction } from "./audit-actions.js";

/** The number of entries with an action in a step. */
export interface ActionCount extends StepValue {
  readonly action: AuditAction;
}

/** Counts entries with some actions by step, also those behind the last one. One statement. */
export function countActionSteps(
  db: Db,
  tenantId: string,
  { from, step }: TimeSteps,
  actions: readonly AuditAction[],
): Promise<ActionCount[]> {
  return queryRows(
    db,
    `select action, ${stepSql("at")} as step, cast(count(*) as integer) as value from audit_entries
     where tenant_id = ? and id >= ? and action in (${actions.map(() => "?").join(", ")})
     group by 1, 2 order by 1, 2`,
    [from, step, tenantId, firstIdAt(from), ...actions],
  );
}
