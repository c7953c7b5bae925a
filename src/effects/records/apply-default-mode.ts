import type { AccessMode } from "../../access/access-facts.js";
import { isUnlicensedMode } from "../../access/circumstances.js";
import { listInstances } from "../../access/instances.js";
import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import { defaultModeOf } from "../../crm/decision/load-facts.js";
import { licenseRequired, notSynchronized } from "../../crm/modes/mode-change.js";
import { findRecords } from "../../crm/records/records.js";
import type { Trx } from "../../db/connect.js";
import { isApplication } from "../../directory/users/applications.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import type { Resource } from "../../schema/model.js";
import { licenseElements } from "../attributes/licenses.js";
import type { Context } from "../context.js";
import type { PendingChange } from "../pending-change.js";
import { setModes } from "./set-modes.js";
import { isNonInteractive, withKind } from "./user-kind.js";

/**
 * Lets a changed default mode of a person count in every instance that has a record, in the transaction of the change:
 * in all or in none. Where there is no record yet, it counts as soon as there is one. R110–R116, A1
 * @returns the user as it is to be stored
 * @throws AppError as `setModes`
 */
export async function applyDefaultMode({
  trx,
  ctx,
  id: userId,
  current,
  next,
}: PendingChange): Promise<Resource> {
  if (current === undefined || isApplication(next)) return next;
  const [before, after] = [defaultModeOf(current), defaultModeOf(next)];
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
 * Of who has no record, a mode that asks for no license is stored only together with the license that brings the
 * record: a provider that sends both at once would otherwise never get further.
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
  // Where there is no CRM yet, it is a wish like any other.
  if (instances.length === 0) return;
  const isLicensed = instances.some(({ id }) => licenseOf(userId, id) === "assigned");
  if (!isLicensed) throw licenseRequired(ACCESS_MODE_LABELS[to], undefined);
  if (licenseElements(current).length > 0) throw notSynchronized(ACCESS_MODE_LABELS[to], undefined);
}
