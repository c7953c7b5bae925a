import type { Trx } from "../../db/connect.js";
import { recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import { originOf, type ServerContext } from "../context.js";

/** Writes the audit entry of a change of one resource, in the transaction of the change, and returns its id. */
export type Recorder = (
  trx: Trx,
  ctx: ServerContext,
  action: AuditAction,
  resourceId: string,
  facts: Readonly<Record<string, unknown>>,
) => Promise<string>;

/** Returns the recorder for resources of one type. */
export function recorderOf(resourceType: string): Recorder {
  return (trx, ctx, action, resourceId, facts) =>
    recordAudit(trx, originOf(ctx), ctx.now(), { action, resourceType, resourceId, facts });
}
