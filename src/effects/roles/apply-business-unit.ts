import {
  type BusinessUnit,
  listBusinessUnits,
  lockBusinessUnits,
  matchBusinessUnits,
  pickBusinessUnit,
} from "../../access/business-units.js";
import { moveToUnit } from "../../access/role-removal.js";
import { listSecurityRoles } from "../../access/security-roles.js";
import { findUserPlaces, isPlaceOf } from "../../access/unit-text.js";
import { findUserUnits, listInstanceRoots } from "../../access/user-units.js";
import type { Trx } from "../../db/connect.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource } from "../../schema/model.js";
import { findAllSettings } from "../../tenants/settings.js";
import type { Context } from "../context.js";
import { withUnit } from "./refresh-units.js";

/**
 * Moves a user to the business unit in its representation, in each instance that has it. Roles that its client requests
 * apply there too; roles that administrators assigned stay only if the instance keeps roles. docs/access-catalog.md
 * @param text - name or path; undefined for the root
 * @throws AppError `invalidValue` UNKNOWN_BUSINESS_UNIT if no instance has it
 */
export async function applyBusinessUnit(
  trx: Trx,
  ctx: Context,
  userId: string,
  text: string | undefined,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  if (text !== undefined) await lockBusinessUnits(trx, tenantId, text);
  const units = await listBusinessUnits(trx, tenantId);
  const unitOf = await findUserUnits(trx, tenantId, [userId]);
  const settingsOf = await findAllSettings(trx, tenantId);
  const instances = await listInstanceRoots(trx, tenantId);
  // If no instance has it, the error of the first instance is thrown.
  if (text !== undefined && matchBusinessUnits(units, text).length === 0) pickBusinessUnit(units, text);
  for (const instance of instances) {
    const target = targetIn(
      units.filter(({ instanceId }) => instanceId === instance.id),
      text,
    );
    if (target === undefined || target.id === unitOf(userId, instance)) continue;
    await moveToUnit(
      trx,
      tenantId,
      {
        userId,
        instanceId: instance.id,
        unitId: target.id,
        roles: await listSecurityRoles(trx, tenantId, instance.id, target.id),
        keep: settingsOf(instance.id)["roles.keepOnBusinessUnitChange"],
        keepWishes: true,
      },
      ctx.now(),
    );
  }
}

/** Returns whether a user is already in the business unit of a name or path; undefined stands for the root. */
export async function isInUnit(
  trx: Trx,
  tenantId: string,
  userId: string,
  text: string | undefined,
): Promise<boolean> {
  const { instances, of } = await findUserPlaces(trx, tenantId, [userId]);
  return instances.length === 0 || isPlaceOf(of(userId), text);
}

/** Stands for a business unit that no request can name. */
const ANY_UNIT = "\u0000";

/**
 * Returns whether a change names the business unit of a user, even the one its representation has: the user may be in
 * another one and is then moved.
 */
export function isUnitNamed(change: { apply(current: Resource): Resource }, current: Resource): boolean {
  if (crmOfUser(current).businessUnit === undefined) return false;
  return crmOfUser(change.apply(withUnit(CRM_USER_URN, current, ANY_UNIT))).businessUnit !== ANY_UNIT;
}

function targetIn(units: readonly BusinessUnit[], text: string | undefined): BusinessUnit | undefined {
  if (text === undefined) return units.find(({ parentId }) => parentId === undefined);
  return matchBusinessUnits(units, text).length === 0 ? undefined : pickBusinessUnit(units, text);
}
