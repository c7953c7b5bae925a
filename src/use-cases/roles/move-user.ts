import { type BusinessUnit, listBusinessUnits, pickBusinessUnit } from "../../access/business-units.js";
import { getInstance } from "../../access/instances.js";
import { moveToUnit } from "../../access/role-removal.js";
import { rolesOf } from "../../access/roles-of.js";
import { listSecurityRoles } from "../../access/security-roles.js";
import { findUserUnits } from "../../access/user-units.js";
import { lockUsers } from "../../directory/users/users.js";
import { guardSystemAdministrators } from "../../effects/administrators/system-administrators.js";
import { trackAdministrators } from "../../effects/administrators/track-administrators.js";
import { LAST_ROLE_REMOVED, recordRoleChange } from "../../effects/audit/record-roles.js";
import type { ServerContext } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { refreshUnits } from "../../effects/roles/refresh-units.js";
import type { Warning } from "../../effects/warnings.js";
import type { Resource } from "../../schema/model.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { inChange } from "../changes/in-change.js";

/** The result of a move to another business unit. docs/access-catalog.md */
export interface MoveResult {
  readonly businessUnit: BusinessUnit;
  /** The names of the roles that the user lost. */
  readonly removed: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * Moves a user to another business unit of an instance. This removes the user's roles there, unless the instance keeps
 * those that the new business unit has too. docs/access-catalog.md
 * @param ref - id or name of the instance
 * @param unit - id, path or name
 * @throws AppError `notFound`, `invalidValue` UNKNOWN_BUSINESS_UNIT, `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function moveUser(
  ctx: ServerContext,
  ref: string,
  userId: string,
  unit: string,
): Promise<MoveResult> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const [row] = await lockUsers(trx, tenantId, [userId]);
    if (row === undefined) throw await userNotFound(trx, tenantId, userId);
    const instance = await getInstance(trx, tenantId, ref);
    const units = await listBusinessUnits(trx, tenantId, instance.id);
    const target = pickBusinessUnit(units, unit);
    const unitOf = await findUserUnits(trx, tenantId, [userId]);
    if (unitOf(userId, { id: instance.id, rootUnitId: units[0]?.id ?? "" }) === target.id) {
      return { businessUnit: target, removed: [], warnings: [] };
    }
    const requireKept = await trackAdministrators(trx, ctx, [userId]);
    const before = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
    const settings = await findTenantSettings(trx, tenantId, instance.id);
    const keep = settings["roles.keepOnBusinessUnitChange"];
    const roles = await listSecurityRoles(trx, tenantId, instance.id, target.id);
    const move = { userId, instanceId: instance.id, unitId: target.id, roles, keep, keepWishes: keep };
    await moveToUnit(trx, tenantId, move, ctx.now());
    await refreshUnits(trx, ctx, [userId]);
    const after = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
    if ((JSON.parse(row.resource) as Resource)["active"] !== false) {
      await guardSystemAdministrators(trx, tenantId, [{ userId, before, after }]);
    }
    await requireKept();
    const facts = { instance: instance.name, businessUnit: target.path };
    const { removed, emptied } = await recordRoleChange(trx, ctx, userId, before, after, facts);
    return {
      businessUnit: target,
      removed: removed.map((name) => name.slice(0, -instance.name.length - 1)),
      warnings: emptied.length > 0 ? [LAST_ROLE_REMOVED] : [],
    };
  });
}
