import { type BusinessUnit, listBusinessUnits } from "../../access/business-units.js";
import { getInstance, type Instance } from "../../access/instances.js";
import { insertAssignments } from "../../access/role-assignments.js";
import { takeRoles } from "../../access/role-removal.js";
import { type HeldRole, rolesOf } from "../../access/roles-of.js";
import { listSecurityRoles, type SecurityRole } from "../../access/security-roles.js";
import { existingUsers } from "../../access/teams.js";
import { findUserUnits } from "../../access/user-units.js";
import type { Db, Trx } from "../../db/connect.js";
import { lockUsers } from "../../directory/users/users.js";
import type { GrantContext } from "../../effects/administrators/role-authority.js";
import { checkMayAssign, mayAssign } from "../../effects/administrators/role-authority.js";
import {
  guardSystemAdministrators,
  type RoleMove,
} from "../../effects/administrators/system-administrators.js";
import { trackAdministrators } from "../../effects/administrators/track-administrators.js";
import { LAST_ROLE_REMOVED, recordRoleChange } from "../../effects/audit/record-roles.js";
import type { ServerContext } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { type RolesChange, type RolesEdit, readRolesChange } from "../../effects/roles/pick-roles.js";
import { refreshRoles } from "../../effects/roles/refresh-roles.js";
import type { Warning } from "../../effects/warnings.js";
import { AppError } from "../../errors.js";
import type { Resource } from "../../schema/model.js";
import { inChange } from "../changes/in-change.js";

/** The warning for a role that stays because an administrator role brings it. R004 */
const ROLE_INHERITED: Warning = "ROLE_FOLLOWS_ADMINISTRATOR_ROLE";

/** The maximum number of users in one action. */
const MAX_USERS = 1000;

/** The result for one user's roles in an instance. R074 */
export interface UserRolesResult {
  readonly userId: string;
  /** Names of roles. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly warnings: readonly Warning[];
}

/** The business unit and roles of a user in an instance. */
export interface UserRoles {
  readonly businessUnit: BusinessUnit;
  readonly roles: readonly HeldRole[];
}

/**
 * Finds the roles of a user in an instance, and their sources.
 * @param ref - id or name of the instance
 * @throws AppError `notFound`
 */
export async function getUserRoles(
  db: Db,
  tenantId: string,
  ref: string,
  userId: string,
): Promise<UserRoles> {
  const { instance, businessUnit } = await findUnitOfUser(db, tenantId, ref, userId);
  const held = (await rolesOf(db, tenantId, [userId])).get(userId) ?? [];
  return { businessUnit, roles: held.filter(({ instanceId }) => instanceId === instance.id) };
}

/** A role that can be assigned to a user, and whether the user has it. R073, R075 */
export interface AssignableRole {
  readonly role: SecurityRole;
  readonly assigned: boolean;
}

/**
 * Lists the roles that can be assigned to a user: those of the user's business unit. R068, R073, R075
 * @param ref - id or name of the instance
 * @throws AppError `notFound`
 */
export async function listAssignableRoles(
  db: Db,
  tenantId: string,
  ref: string,
  userId: string,
): Promise<{ businessUnit: BusinessUnit; roles: readonly AssignableRole[] }> {
  const { instance, businessUnit } = await findUnitOfUser(db, tenantId, ref, userId);
  const roles = await listSecurityRoles(db, tenantId, instance.id, businessUnit.id);
  const held = (await rolesOf(db, tenantId, [userId])).get(userId) ?? [];
  const direct = new Set(held.filter(({ grants }) => grants.length > 0).map(({ roleId }) => roleId));
  return { businessUnit, roles: roles.map((role) => ({ role, assigned: direct.has(role.id) })) };
}

async function findUnitOfUser(
  db: Db,
  tenantId: string,
  ref: string,
  userId: string,
): Promise<{ instance: Instance; businessUnit: BusinessUnit }> {
  const instance = await getInstance(db, tenantId, ref);
  if (!(await existingUsers(db, tenantId, [userId])).has(userId))
    throw await userNotFound(db, tenantId, userId);
  const units = await listBusinessUnits(db, tenantId, instance.id);
  const unitOf = await findUserUnits(db, tenantId, [userId]);
  const id = unitOf(userId, { id: instance.id, rootUnitId: units[0]?.id ?? "" });
  const businessUnit = units.find((unit) => unit.id === id);
  if (businessUnit === undefined) throw new Error("a user's business unit exists");
  return { instance, businessUnit };
}

/**
 * Changes the roles of users of one business unit in an instance, all or none. Removed roles are removed whoever
 * assigned them; added roles become the administrator's own assignments, even if another source has assigned them.
 * Roles that follow from an administrator role stay. R068, R073, R074, R076, R094, R109, R117
 * @param ref - id or name of the instance
 * @throws AppError `notFound`, `invalidValue` UNKNOWN_ROLE, ROLE_NOT_IN_BUSINESS_UNIT, `forbidden` PRIVILEGE_ELEVATION,
 * SYSTEM_ADMINISTRATOR_REQUIRED, `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function changeUserRoles(
  ctx: GrantContext,
  ref: string,
  userIds: readonly string[],
  change: RolesChange,
): Promise<UserRolesResult[]> {
  const ids = [...new Set(userIds)].sort();
  if (ids.length > MAX_USERS) {
    throw new AppError("invalidValue", `At most ${MAX_USERS} users at once; these are ${ids.length}`);
  }
  return inChange(ctx, async (trx) => {
    const { tenantId } = ctx.viewer;
    const users = await lockUsers(trx, tenantId, ids);
    const locked = new Set(users.map(({ id }) => id));
    for (const id of ids) if (!locked.has(id)) throw await userNotFound(trx, tenantId, id);
    const instance = await getInstance(trx, tenantId, ref);
    const edit = await readRolesChange(trx, tenantId, instance, ids, change);
    const requireKept = await trackAdministrators(trx, ctx, ids);
    const before = await rolesOf(trx, tenantId, ids);
    for (const id of ids) await editRoles(trx, ctx, instance, id, before.get(id) ?? [], edit);
    await refreshRoles(trx, ctx, ids);
    const after = await rolesOf(trx, tenantId, ids);
    await guardSystemAdministrators(
      trx,
      tenantId,
      users.flatMap((user) => moveOf(user, before, after)),
    );
    await requireKept();
    const results: UserRolesResult[] = [];
    for (const id of ids) results.push(await report(trx, ctx, instance, id, before, after, edit));
    return results;
  });
}

/** Sets the roles of users of one business unit, as `changeUserRoles`. */
export async function setUserRoles(
  ctx: GrantContext,
  ref: string,
  userIds: readonly string[],
  names: readonly string[],
): Promise<UserRolesResult[]> {
  return changeUserRoles(ctx, ref, userIds, { exactly: names });
}

type Held = ReadonlyMap<string, readonly HeldRole[]>;

async function editRoles(
  trx: Trx,
  ctx: GrantContext,
  instance: Instance,
  userId: string,
  before: readonly HeldRole[],
  edit: RolesEdit,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const direct = before.filter((role) => role.instanceId === instance.id && role.grants.length > 0);
  const has = new Set(direct.map(({ rootId }) => rootId));
  const removed = direct.filter((role) => edit.goes(role));
  const others = await rolesToClaim(trx, ctx, instance.id, edit, direct);
  const added = [...edit.add.filter(({ rootId }) => !has.has(rootId)), ...others];
  if (removed.length + added.length === 0) return;
  await checkMayAssign(trx, ctx, instance.id, [...removed, ...added]);
  const now = ctx.now();
  if (removed.length > 0) {
    const roots = new Set(removed.map(({ rootId }) => rootId));
    await takeRoles(trx, tenantId, userId, instance.id, roots, now);
  }
  const given = added.map((role) => ({
    userId,
    roleId: role.id,
    instanceId: instance.id,
    way: "admin" as const,
    givenBy: "",
  }));
  await insertAssignments(trx, tenantId, given, now);
}

/**
 * Returns the named roles that only other sources have assigned: they become the administrator's assignments too, and
 * stay when the others are removed. Roles that the administrator may not assign are left to their source.
 */
async function rolesToClaim(
  trx: Trx,
  ctx: GrantContext,
  instanceId: string,
  { add, isExact }: RolesEdit,
  direct: readonly HeldRole[],
): Promise<SecurityRole[]> {
  const others = direct.filter(({ grants }) => grants.every(({ way }) => way !== "admin"));
  const named = add.filter(({ id }) => others.some(({ roleId }) => roleId === id));
  if (!isExact) return named;
  const claimed: SecurityRole[] = [];
  for (const role of named) if (await mayAssign(trx, ctx, instanceId, role)) claimed.push(role);
  return claimed;
}

/** Returns the move of a user; users who are not active administer nothing. */
function moveOf({ id, resource }: { id: string; resource: string }, before: Held, after: Held): RoleMove[] {
  if ((JSON.parse(resource) as Resource)["active"] === false) return [];
  return [{ userId: id, before: before.get(id) ?? [], after: after.get(id) ?? [] }];
}

async function report(
  trx: Trx,
  ctx: ServerContext,
  { id: instanceId, name }: Instance,
  userId: string,
  before: Held,
  after: Held,
  edit: RolesEdit,
): Promise<UserRolesResult> {
  const here = (held: Held): HeldRole[] =>
    (held.get(userId) ?? []).filter((role) => role.instanceId === instanceId);
  const { added, removed, emptied } = await recordRoleChange(trx, ctx, userId, here(before), here(after));
  const plain = (names: readonly string[]): string[] => names.map((one) => one.slice(0, -name.length - 1));
  return {
    userId,
    added: plain(added),
    removed: plain(removed),
    warnings: [
      ...(emptied.length > 0 ? [LAST_ROLE_REMOVED] : []),
      ...(here(after).some(({ rootId }) => edit.removed.has(rootId)) ? [ROLE_INHERITED] : []),
    ],
  };
}
