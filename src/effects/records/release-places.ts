import { listInstances } from "../../access/instances.js";
import { addRecordProblem, setRecordMode } from "../../crm/modes/mode-change.js";
import { lockModes, noPlaceProblem, readModePlaces } from "../../crm/modes/mode-places.js";
import { findRecords } from "../../crm/records/records.js";
import type { Trx } from "../../db/connect.js";
import { recordAudit } from "../../observability/audit.js";
import { originOf, type ServerContext } from "../context.js";
import { refreshKinds } from "./user-kind.js";

/**
 * Resets the records of a restored person to Read-Write and notes the problem, if other users have taken all
 * non-interactive places meanwhile. R121, R150
 */
export async function releasePlaces(trx: Trx, ctx: ServerContext, userId: string): Promise<void> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const records = await findRecords(trx, tenantId, [userId]);
  const own = records.filter(({ mode, kind }) => mode === "nonInteractive" && kind === "person");
  if (own.length === 0) return;
  for (const instance of await listInstances(trx, tenantId)) {
    const record = own.find(({ instanceId }) => instanceId === instance.id);
    if (record === undefined) continue;
    await lockModes(trx, tenantId, instance.id);
    const places = await readModePlaces(trx, tenantId, instance.id, userId);
    if (places.count < places.limit) continue;
    await setRecordMode(trx, tenantId, record, "readWrite", "readWrite", now);
    await addRecordProblem(trx, tenantId, record, noPlaceProblem(places, instance.name));
    await recordAudit(trx, originOf(ctx), now, {
      action: "record.modeChanged",
      resourceType: "User",
      resourceId: userId,
      facts: {
        instanceId: instance.id,
        instance: instance.name,
        recordId: record.id,
        before: record.mode,
        after: "readWrite",
      },
    });
  }
  await refreshKinds(trx, tenantId, [userId], now);
}
