import { type BusinessUnit, listBusinessUnits, pickBusinessUnit } from "../access/business-units.js";
import { getInstance } from "../access/instances.js";
import { moveToUnit } from "../access/role-removal.js";
import { rolesOf } from "../access/roles-of.js";
import { listSecurityRoles } from "../access/security-roles.js";
import { findUserUnits, listInstanceRoots } from "../access/user-units.js";
import type { Trx } from "../db/connect.js";
import { inTransaction } from "../db/transaction.js";
import { findTenantSettings } from "../directory/tenant-settings.js";
import { lockUsers } from "../directory/users.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import type { Resource, ScimObject } from "../schema/model.js";
import { objectOrEmpty } from "../schema/scim-object.js";
import type { ServerContext } from "./context.js";
import { noUser } from "./no-user.js";
import { LAST_ROLE_REMOVED, recordRoleChange } from "./record-role-change.js";
import { refreshRoles } from "./refresh-roles.js";
import { guardSystemAdministrators } from "./system-administrator-guard.js";
import type { Warning } from "./warnings.js";

/** What a move to another business unit did. crm.md 2.2 */
export interface MoveResult {
  readonly businessUnit: BusinessUnit;
  /** Names of the roles that the user lost. */
  readonly removed: readonly string[];
  readonly warnings: readonly Warning[];
}

/**
 * Puts a user into another business unit of an instance. That takes all roles there, unless the instance keeps those
 * that the new business unit has too. crm.md 2.2 "Moving BU"
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
  return inTransaction(ctx.db, async (trx) => {
    const [row] = await lockUsers(trx, tenantId, [userId]);
    if (row === undefined) throw await noUser(trx, tenantId, userId);
    const instance = await getInstance(trx, tenantId, ref);
    const units = await listBusinessUnits(trx, tenantId, instance.id);
    const target = pickBusinessUnit(units, unit);
    const unitOf = await findUserUnits(trx, tenantId, [userId]);
    if (unitOf(userId, { id: instance.id, rootUnitId: units[0]?.id ?? "" }) === target.id) {
      return { businessUnit: target, removed: [], warnings: [] };
    }
    const before = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
    const settings = await findTenantSettings(trx, tenantId, instance.id);
    const keep = settings["roles.keepOnBusinessUnitChange"];
    const roles = await listSecurityRoles(trx, tenantId, instance.id, target.id);
    const move = { userId, instanceId: instance.id, unitId: target.id, roles, keep, keepWishes: keep };
    await moveToUnit(trx, tenantId, move, ctx.now());
    const text = await sharedPath(trx, tenantId, userId);
    await refreshRoles(trx, ctx, [userId], (user) => withUnit(user, text));
    const after = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
    if ((JSON.parse(row.resource) as Resource)["active"] !== false) {
      await guardSystemAdministrators(trx, tenantId, [{ userId, before, after }]);
    }
    const facts = { instance: instance.name, businessUnit: target.path };
    const { removed, emptied } = await recordRoleChange(trx, ctx, userId, before, after, facts);
    return {
      businessUnit: target,
      removed: removed.map((name) => name.slice(0, -instance.name.length - 1)),
      warnings: emptied.length > 0 ? [LAST_ROLE_REMOVED] : [],
    };
  });
}

/** The path of a user's business unit where that is the same in all instances: null for the root; else undefined. */
async function sharedPath(trx: Trx, tenantId: string, userId: string): Promise<string | null | undefined> {
  const units = new Map((await listBusinessUnits(trx, tenantId)).map((unit) => [unit.id, unit]));
  const unitOf = await findUserUnits(trx, tenantId, [userId]);
  const instances = await listInstanceRoots(trx, tenantId);
  const paths = new Set(
    instances.map((instance) => {
      const unit = units.get(unitOf(userId, instance));
      return unit?.parentId === undefined ? null : unit.path;
    }),
  );
  const [path] = paths;
  return paths.size === 1 ? path : undefined;
}

/** What the representation says of the business unit, where one word can say it. */
function withUnit(user: Resource, text: string | null | undefined): Resource {
  if (text === undefined) return user;
  const { businessUnit: _, ...rest } = objectOrEmpty(user[CRM_USER_URN]);
  const extension: ScimObject = text === null ? rest : { ...rest, businessUnit: text };
  return { ...user, [CRM_USER_URN]: extension };
}
