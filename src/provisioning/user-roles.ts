import { type BusinessUnit, listBusinessUnits } from "../access/business-units.js";
import { getInstance, type Instance } from "../access/instances.js";
import { insertAssignments } from "../access/role-assignments.js";
import { takeRoles } from "../access/role-removal.js";
import { type HeldRole, rolesOf } from "../access/roles-of.js";
import { listSecurityRoles, type SecurityRole } from "../access/security-roles.js";
import { existingUsers } from "../access/teams.js";
import { findUserUnits } from "../access/user-units.js";
import type { Db, Trx } from "../db/connect.js";
import { inTransaction } from "../db/transaction.js";
import { lockUsers } from "../directory/users.js";
import { AppError } from "../errors.js";
import { quote } from "../schema/filter/quote.js";
import type { Resource } from "../schema/model.js";
import type { Context, ServerContext } from "./context.js";
import { noUser } from "./no-user.js";
import { LAST_ROLE_REMOVED, recordRoleChange } from "./record-role-change.js";
import { refreshRoles } from "./refresh-roles.js";
import { checkMayAssign } from "./role-authority.js";
import { guardSystemAdministrators, type RoleMove } from "./system-administrator-guard.js";

/** What use-cases need that ask whether an administrator may give roles. */
export type GrantContext = ServerContext & Pick<Context, "administrator">;

/** Users whose roles are set in one action. */
const MAX_USERS = 1000;

/** What became of one user's roles in an instance. crm.md R074 */
export interface UserRolesResult {
  readonly userId: string;
  /** Names of roles. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly warnings: readonly string[];
}

/** A user's business unit and roles in an instance. */
export interface UserRoles {
  readonly businessUnit: BusinessUnit;
  readonly roles: readonly HeldRole[];
}

/**
 * The roles that a user has in an instance, and why.
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

/** A role that a user could have, and whether the user has it. crm.md R073, R075 */
export interface AssignableRole {
  readonly role: SecurityRole;
  readonly assigned: boolean;
}

/**
 * The roles that can be given to a user: those of the user's business unit, no others. crm.md R068, R073, R075
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
  if (!(await existingUsers(db, tenantId, [userId])).has(userId)) throw await noUser(db, tenantId, userId);
  const units = await listBusinessUnits(db, tenantId, instance.id);
  const unitOf = await findUserUnits(db, tenantId, [userId]);
  const id = unitOf(userId, { id: instance.id, rootUnitId: units[0]?.id ?? "" });
  const businessUnit = units.find((unit) => unit.id === id);
  if (businessUnit === undefined) throw new Error("a user's business unit exists");
  return { instance, businessUnit };
}

/**
 * Gives users of one business unit exactly these roles in an instance: what is missing is added, what is not named is
 * taken, whoever gave it. All of them or none. What follows from an administrator role stays.
 * crm.md R068, R073, R074, R076, R094, R109, R117
 * @param ref - id or name of the instance
 * @param roleIds - ids of roles of the users' business unit
 * @throws AppError `notFound`, `invalidValue` UNKNOWN_ROLE, ROLE_NOT_IN_BUSINESS_UNIT, `forbidden` PRIVILEGE_ELEVATION,
 * SYSTEM_ADMINISTRATOR_REQUIRED, `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function setUserRoles(
  ctx: GrantContext,
  ref: string,
  userIds: readonly string[],
  roleIds: readonly string[],
): Promise<UserRolesResult[]> {
  const ids = [...new Set(userIds)].sort();
  if (ids.length > MAX_USERS) {
    throw new AppError("invalidValue", `At most ${MAX_USERS} users at once; these are ${ids.length}`);
  }
  return inTransaction(ctx.db, async (trx) => {
    const { tenantId } = ctx.viewer;
    const users = await lockUsers(trx, tenantId, ids);
    const locked = new Set(users.map(({ id }) => id));
    for (const id of ids) if (!locked.has(id)) throw await noUser(trx, tenantId, id);
    const instance = await getInstance(trx, tenantId, ref);
    const wanted = await pickRoles(trx, tenantId, instance, ids, roleIds);
    const before = await rolesOf(trx, tenantId, ids);
    for (const id of ids) await replaceRoles(trx, ctx, instance, id, before.get(id) ?? [], wanted);
    await refreshRoles(trx, ctx, ids);
    const after = await rolesOf(trx, tenantId, ids);
    await guardSystemAdministrators(
      trx,
      tenantId,
      users.flatMap((user) => moveOf(user, before, after)),
    );
    const results: UserRolesResult[] = [];
    for (const id of ids) results.push(await report(trx, ctx, instance, id, before, after));
    return results;
  });
}

type Held = ReadonlyMap<string, readonly HeldRole[]>;

/** The roles that are named; each must be of the business unit of each user. */
async function pickRoles(
  trx: Trx,
  tenantId: string,
  instance: Instance,
  userIds: readonly string[],
  roleIds: readonly string[],
): Promise<SecurityRole[]> {
  const roles = await listSecurityRoles(trx, tenantId, instance.id);
  const [root] = await listBusinessUnits(trx, tenantId, instance.id);
  const unitOf = await findUserUnits(trx, tenantId, userIds);
  return [...new Set(roleIds)].map((roleId) => {
    const role = roles.find(({ id }) => id === roleId);
    if (role === undefined) {
      throw new AppError(
        "invalidValue",
        `UNKNOWN_ROLE: the instance ${quote(instance.name)} has no security role with the id ${quote(roleId)}`,
      );
    }
    const place = { id: instance.id, rootUnitId: root?.id ?? "" };
    const outsider = userIds.find((userId) => unitOf(userId, place) !== role.businessUnitId);
    if (outsider === undefined) return role;
    throw new AppError(
      "invalidValue",
      `ROLE_NOT_IN_BUSINESS_UNIT: the role ${quote(roleId)} (${role.name}) is not one of the business unit of the user ${quote(outsider)}: use an id from its assignable roles`,
    );
  });
}

async function replaceRoles(
  trx: Trx,
  ctx: GrantContext,
  instance: Instance,
  userId: string,
  before: readonly HeldRole[],
  wanted: readonly SecurityRole[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const direct = before.filter((role) => role.instanceId === instance.id && role.grants.length > 0);
  const keep = new Set(wanted.map(({ rootId }) => rootId));
  const has = new Set(direct.map(({ rootId }) => rootId));
  const removed = direct.filter(({ rootId }) => !keep.has(rootId));
  const added = wanted.filter(({ rootId }) => !has.has(rootId));
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

/** Users who are not active administer nothing. */
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
): Promise<UserRolesResult> {
  const here = (held: Held): HeldRole[] =>
    (held.get(userId) ?? []).filter((role) => role.instanceId === instanceId);
  const { added, removed, emptied } = await recordRoleChange(trx, ctx, userId, here(before), here(after));
  const plain = (names: readonly string[]): string[] => names.map((one) => one.slice(0, -name.length - 1));
  return {
    userId,
    added: plain(added),
    removed: plain(removed),
    warnings: emptied.length > 0 ? [LAST_ROLE_REMOVED] : [],
  };
}
