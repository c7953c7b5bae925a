import { isDeepStrictEqual } from "node:util";
import { type WishWay, wishKey } from "../../access/role-wishes.js";
import { findAutomatic, type HeldRole, rolesOf, withAutomatic } from "../../access/roles-of.js";
import { listInstanceRoots } from "../../access/user-units.js";
import { applyWishes } from "../../access/wished-roles.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { guardSystemAdministrators } from "../administrators/system-administrators.js";
import { withForeignRoles } from "../attributes/foreign-rights.js";
import {
  isAutomatic,
  looksLikeSystemAdministrator,
  toWrittenRole,
  writtenRoles,
} from "../attributes/roles.js";
import { recordRoleChange } from "../audit/record-roles.js";
import type { PendingUserChange } from "../pending-change.js";
import { applyBusinessUnit, isInUnit } from "./apply-business-unit.js";
import { addBareWishes, applyRoleWishes, type WishChange } from "./apply-role-wishes.js";
import { leaveAutomaticRoles } from "./automatic-roles.js";
import { freshRoles } from "./fresh-roles.js";
import { withRoles } from "./role-representation.js";

const WAYS: readonly WishWay[] = ["securityRoles", "roles"];

/**
 * Applies the security roles and the business unit in a user's representation, in the transaction of the change, and
 * returns the user with its roles. A connection assigns the roles of its allow-list, whoever else assigned them, and
 * removes only its own assignments of the same attribute. Costs nothing without roles.
 * R004, R063–R068, R084, R117
 * @returns the user to store
 * @throws AppError `invalidValue` UNKNOWN_ROLE, UNKNOWN_INSTANCE, UNKNOWN_BUSINESS_UNIT, ROLE_NOT_IN_BUSINESS_UNIT,
 * `forbidden` ROLE_NOT_ALLOWED, `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function applyRoles({
  trx,
  ctx,
  id: userId,
  current,
  next,
  wishes = {},
  namesUnit = false,
}: PendingUserChange): Promise<Resource> {
  const { tenantId } = ctx.viewer;
  const fresh = await freshRoles(trx, ctx, userId, wishes);
  const changes = WAYS.map((way) => compareWay(next, current, way, fresh(way)));
  const isTextChanged = crmOfUser(next).businessUnit !== crmOfUser(current).businessUnit;
  const isUnitChanged =
    isTextChanged || (namesUnit && !(await isInUnit(trx, tenantId, userId, crmOfUser(next).businessUnit)));
  const differs = changes.some(({ added, removed }) => added.length + removed.length > 0);
  if (
    !(
      differs ||
      isUnitChanged ||
      mayLoseInstance(next, current) ||
      isAutomatic(next) !== isAutomatic(current)
    )
  ) {
    return asShownBefore(next, current);
  }
  if ((await listInstanceRoots(trx, tenantId)).length === 0) {
    await addBareWishes(trx, ctx, userId, changes);
    return withForeignRoles(trx, ctx, userId, next, current);
  }
  const now = ctx.now();
  const before = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
  if (isUnitChanged) await applyBusinessUnit(trx, ctx, userId, crmOfUser(next).businessUnit);
  // A changed text schedules the records with the rest of the change; the previous one does not show it.
  if (isUnitChanged && !isTextChanged) {
    await enqueueSync(trx, { tenantId, userIds: [userId], cause: "roles", reach: "existing" }, now);
  }
  await applyRoleWishes(trx, ctx, userId, changes);
  if (isAutomatic(current) && !isAutomatic(next))
    await leaveAutomaticRoles(trx, tenantId, userId, before, now);
  const applied = await applyWishes(trx, tenantId, [userId], now);
  const held = await heldAfter(trx, tenantId, userId, next);
  await guardSystemAdministrators(trx, tenantId, [
    { userId, before: usable(current, before), after: usable(next, held) },
  ]);
  await recordRoleChange(trx, ctx, userId, before, held);
  const shown = await withForeignRoles(trx, ctx, userId, next, current);
  return withRoles(ctx.viewer.schemas.User, shown, userId, { ...applied, held });
}

/** Returns the effective roles of a user: none if it is not active. */
function usable(user: Resource | undefined, roles: readonly HeldRole[]): readonly HeldRole[] {
  return user === undefined || user["active"] === false ? [] : roles;
}

/** Finds the user's roles as they are once the representation is stored. */
async function heldAfter(
  trx: Trx,
  tenantId: string,
  userId: string,
  next: Resource,
): Promise<readonly HeldRole[]> {
  const stored = (await rolesOf(trx, tenantId, [userId])).get(userId) ?? [];
  const given = stored.filter(({ grants }) => grants.length > 0);
  return isAutomatic(next) ? withAutomatic(given, await findAutomatic(trx, tenantId)) : given;
}

function compareWay(
  next: Resource,
  current: Resource | undefined,
  way: WishWay,
  fresh: ReadonlySet<string>,
): WishChange {
  const [before, after] = [writtenRoles(current, way), writtenRoles(next, way)];
  const old = new Map(before.map((one) => [wishKey(one), one]));
  const keys = new Set(after.map(wishKey));
  return {
    way,
    added: after.filter((one) => {
      const known = old.get(wishKey(one));
      return known === undefined || known.businessUnit !== one.businessUnit || fresh.has(wishKey(one));
    }),
    removed: before.filter((one) => !keys.has(wishKey(one))),
  };
}

/** Returns whether an administrator of an instance is deactivated. */
function mayLoseInstance(next: Resource, current: Resource | undefined): boolean {
  if (current === undefined || current["active"] === false || next["active"] !== false) return false;
  return isAutomatic(current) || looksLikeSystemAdministrator(current);
}

/** Adds the server-written sub-attributes to unchanged roles, which a client omits, so that they do not look new. */
function asShownBefore(next: Resource, current: Resource | undefined): Resource {
  const elements = crmOfUser(next).securityRoles;
  if (elements.length === 0) return next;
  const known = byRole(crmOfUser(current).securityRoles);
  const shown = [...byRole(elements)].map(([key, element]) => known.get(key) ?? element);
  if (isDeepStrictEqual(shown, elements)) return next;
  return withCrmOfUser(next, { securityRoles: shown });
}

/** Returns elements by the roles they name; of several with the same role, the first. */
function byRole(elements: readonly ScimObject[]): Map<string, ScimObject> {
  const found = new Map<string, ScimObject>();
  for (const element of elements) {
    const written = toWrittenRole(element);
    const key = written === undefined ? JSON.stringify(element) : wishKey(written);
    if (!found.has(key)) found.set(key, element);
  }
  return found;
}
