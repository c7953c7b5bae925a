import type { AccessMode } from "../../access/access-facts.js";
import type { Instance } from "../../access/instances.js";
import { isInMode, refusalOfMode, setRecordMode } from "../../crm/modes/mode-change.js";
import { lockModes, readModePlaces } from "../../crm/modes/mode-places.js";
import { findRecords, type UserRecord } from "../../crm/records/records.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import { recordAudit } from "../../observability/audit.js";
import { originOf, type ServerContext } from "../context.js";

/** The mode to set. */
export interface ModeOrder {
  readonly userId: string;
  readonly to: AccessMode;
  /** The user's previous default. */
  readonly byDefault: AccessMode;
  /** Whether it applies to these records alone, or becomes the user's default. */
  readonly isChosen: boolean;
}

/**
 * Sets the access mode of a person in instances, in all or none; the caller has locked the person's row. Records in
 * that mode stay unchanged. R110–R114, R116, R121–R124
 * @throws AppError `invalidValue` LICENSE_REQUIRED_TO_CHANGE_MODE, `conflict` NOT_SYNCHRONIZED_YET, RECORD_DISABLED,
 * NON_INTERACTIVE_LIMIT
 */
export async function setModes(
  trx: Trx,
  ctx: ServerContext,
  order: ModeOrder,
  instances: readonly Instance[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const { userId, to, byDefault, isChosen } = order;
  for (const { id } of instances) await lockModes(trx, tenantId, id);
  const records = await findRecords(trx, tenantId, [userId]);
  const licenseOf = await licenseStatesOf(trx, tenantId, [userId], now);
  for (const instance of instances) {
    const record = records.find(({ instanceId }) => instanceId === instance.id);
    if (!isInMode(record, to, byDefault)) {
      const places = await readModePlaces(trx, tenantId, instance.id, userId);
      const license = licenseOf(userId, instance.id);
      const refusal = refusalOfMode(to, { instance: instance.name, record, license, places });
      if (refusal !== undefined) throw refusal;
    }
    if (record === undefined) continue;
    await setRecordMode(trx, tenantId, record, to, isChosen ? to : undefined, now);
    await note(trx, ctx, instance, record, to);
  }
}

async function note(
  trx: Trx,
  ctx: ServerContext,
  { id: instanceId, name: instance }: Instance,
  record: UserRecord,
  to: AccessMode,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const userId = record.userId ?? "";
  if (record.mode === to) return;
  await enqueueSync(
    trx,
    { tenantId, userIds: [userId], instanceId, cause: "mode", reach: "existing" },
    ctx.now(),
  );
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action: "record.modeChanged",
    resourceType: "User",
    resourceId: userId,
    facts: { instanceId, instance, recordId: record.id, before: record.mode, after: to },
  });
}
