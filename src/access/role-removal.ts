import { hasRowSql, type SqlFragment } from "../db/condition.js";
import type { Trx } from "../db/connect.js";
import { deleteAssignments, insertAssignments, listAssignments } from "./role-assignments.js";
import { deleteRoleWishes, insertRoleWishes, listRoleWishes } from "./role-wishes.js";
import { USER_TABLES } from "./saved-access.js";
import type { SecurityRole } from "./security-roles.js";
import { setUserUnit } from "./user-units.js";
import { roleFinder } from "./wished-roles.js";

/**
 * Deletes a user's role wishes for roles of an instance. A wish for all instances stays for the others.
 * @param means - returns true for the roles concerned
 */
async function forgetWishes(
  trx: Trx,
  tenantId: string,
  userId: string,
  instanceId: string,
  means: (role: SecurityRole) => boolean,
  now: number,
): Promise<void> {
  const wishes = await listRoleWishes(trx, tenantId, [userId]);
  if (wishes.length === 0) return;
  const written = wishes.map((wish) => wish.written);
  const finder = await roleFinder(trx, tenantId, [userId], written);
  const forgotten = wishes.flatMap((wish) => {
    const resolved = finder.resolve(userId, wish.written);
    const roles = resolved.found === "roles" ? resolved.roles : [];
    return roles.some((role) => role.instanceId === instanceId && means(role)) ? [{ wish, roles }] : [];
  });
  await deleteRoleWishes(
    trx,
    tenantId,
    forgotten.map(({ wish }) => wish),
  );
  const narrowed = forgotten.flatMap(({ wish, roles }) => {
    const others = new Set(roles.map((role) => role.instanceId).filter((id) => id !== instanceId));
    return finder.instances
      .filter(({ id }) => others.has(id))
      .map(({ name }) => ({ ...wish, written: { ...wish.written, instance: name } }));
  });
  await insertRoleWishes(trx, tenantId, narrowed, now);
}

/** Takes roles of an instance from a user, whoever gave them and in whatever way. */
export async function takeRoles(
  trx: Trx,
  tenantId: string,
  userId: string,
  instanceId: string,
  roots: ReadonlySet<string>,
  now: number,
): Promise<void> {
  await forgetWishes(trx, tenantId, userId, instanceId, ({ rootId }) => roots.has(rootId), now);
  const given = await listAssignments(trx, tenantId, [userId]);
  await deleteAssignments(
    trx,
    tenantId,
    given.filter((one) => one.instanceId === instanceId && roots.has(one.rootId)),
  );
}

/** Returns the condition that a user has roles, a business unit or teams in instances. */
export function isInInstancesSql(tenantId: string, userId: string): SqlFragment {
  return hasRowSql(
    USER_TABLES.map((table) => [table, "user_id"]),
    tenantId,
    userId,
  );
}

/** A user's move to another business unit. */
export interface UnitMove {
  readonly userId: string;
  readonly instanceId: string;
  readonly unitId: string;
  /** The roles of the new business unit. */
  readonly roles: readonly SecurityRole[];
  /** True if assignments by administrators are kept where the new business unit has the role. docs/access-catalog.md */
  readonly keep: boolean;
  /** True if the wishes of connections also apply in the new business unit. */
  readonly keepWishes: boolean;
}

/**
 * Moves a user to another business unit of an instance. Roles belong to business units: those of the old unit are
 * removed, or replaced by those of the new one. The caller applies the wishes of connections.
 */
export async function moveToUnit(
  trx: Trx,
  tenantId: string,
  { userId, instanceId, unitId, roles, keep, keepWishes }: UnitMove,
  now: number,
): Promise<void> {
  if (!keepWishes) await forgetWishes(trx, tenantId, userId, instanceId, () => true, now);
  await setUserUnit(trx, tenantId, userId, instanceId, unitId);
  const old = (await listAssignments(trx, tenantId, [userId])).filter((one) => one.instanceId === instanceId);
  await deleteAssignments(trx, tenantId, old);
  if (!keep) return;
  const exchanged = old
    .filter(({ way }) => way === "admin" || way === "adminRole")
    .flatMap((one) => {
      const copy = roles.find(({ rootId }) => rootId === one.rootId);
      return copy === undefined ? [] : [{ ...one, roleId: copy.id }];
    });
  await insertAssignments(trx, tenantId, exchanged, now);
}
