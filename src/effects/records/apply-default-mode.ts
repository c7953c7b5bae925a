import type { AccessMode } from "../../access/access-facts.js";
import { isUnlicensedMode } from "../../access/circumstances.js";
import { listInstances } from "../../access/instances.js";
import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import { defaultModeOf } from "../../crm/decision/facts.js";
import { licenseRequired, notSynchronized } from "../../crm/modes/mode-change.js";
import { findRecords } from "../../crm/records/records.js";
import type { Trx } from "../../db/connect.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import type { Context } from "../context.js";
import type { PendingChange } from "../pending-change.js";
import { setModes } from "./set-modes.js";
import { isNonInteractive, withKind } from "./user-kind.js";

/**
 * Applies a changed default mode of a person to every instance with a record, in all or none, in the transaction of the
 * change. An instance without a record gets it together with the record. R110–R116, A1
 * @returns the user to store
 * @throws AppError as `setModes`
 */
export async function applyDefaultMode({
  trx,
  ctx,
  id: userId,
  current,
  next,
}: PendingChange): Promise<Resource> {
  if (current === undefined || crmOfUser(next).isApplication) return next;
  const [before, after] = [defaultModeOf(crmOfUser(current)), defaultModeOf(crmOfUser(next))];
  if (before === after) return next;
  const { tenantId } = ctx.viewer;
  const records = await findRecords(trx, tenantId, [userId]);
  if (records.length === 0) {
    await requireRecord(trx, ctx, userId, after, current);
    return next;
  }
  const known = new Set(records.map(({ instanceId }) => instanceId));
  const instances = (await listInstances(trx, tenantId)).filter(({ id }) => known.has(id));
  const order = { userId, to: after, byDefault: before, isChosen: false };
  await setModes(
    trx,
    ctx,
    order,
    instances.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  return withKind(ctx.viewer.schemas.User, next, await isNonInteractive(trx, tenantId, userId));
}

/**
 * Returns the mode for a user without a record. A mode without a license is stored only together with the license that
 * creates the record; otherwise a provider that sends both at once could never succeed.
 */
async function requireRecord(
  trx: Trx,
  ctx: Context,
  userId: string,
  to: AccessMode,
  current: Resource,
): Promise<void> {
  if (!isUnlicensedMode(to)) return;
  const { tenantId } = ctx.viewer;
  const licenseOf = await licenseStatesOf(trx, tenantId, [userId], ctx.now());
  const instances = await listInstances(trx, tenantId);
  // Without an instance it is stored as requested.
  if (instances.length === 0) return;
  const isLicensed = instances.some(({ id }) => licenseOf(userId, id) === "assigned");
  if (!isLicensed) throw licenseRequired(ACCESS_MODE_LABELS[to], undefined);
  if (crmOfUser(current).licenses.length > 0) throw notSynchronized(ACCESS_MODE_LABELS[to], undefined);
}
