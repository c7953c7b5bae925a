import { listBusinessUnits, matchBusinessUnits } from "../../access/business-units.js";
import { insertAssignments } from "../../access/role-assignments.js";
import { takeRoles } from "../../access/role-removal.js";
import {
  deleteRoleWishes,
  insertRoleWishes,
  listRoleWishes,
  type RoleWish,
  type WishWay,
  type WrittenRole,
  wishKey,
} from "../../access/role-wishes.js";
import type { SecurityRole } from "../../access/security-roles.js";
import { grantJudge, type RoleFinder, roleFinder } from "../../access/wished-roles.js";
import type { Trx } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import { checkMayAssign } from "../administrators/role-authority.js";
import type { Context } from "../context.js";

/** The roles that were added and removed in one attribute of a representation. */
export interface WishChange {
  readonly way: WishWay;
  readonly added: readonly WrittenRole[];
  readonly removed: readonly WrittenRole[];
}

/**
 * Stores a connection's role requests in a tenant without instances.
 * @throws AppError `invalidValue` UNKNOWN_ROLE unless unknown names are kept
 */
export async function addBareWishes(
  trx: Trx,
  ctx: Context,
  userId: string,
  changes: readonly WishChange[],
): Promise<void> {
  for (const { way, added, removed } of changes) {
    const [unknown] = added;
    if (unknown !== undefined && !ctx.options.keepUnknownRights) throw unknownRole(unknown);
    if (ctx.trigger !== "scim") continue;
    const toWish = wisher(ctx, userId, way);
    await deleteRoleWishes(trx, ctx.viewer.tenantId, removed.map(toWish));
    await insertRoleWishes(trx, ctx.viewer.tenantId, added.map(toWish), ctx.now());
  }
}

/**
 * Stores the roles that a client requests and no longer requests for a user; an administrator's changes take effect at
 * once. The caller applies the requests of connections.
 * @throws AppError as `applyRoles`
 */
export async function applyRoleWishes(
  trx: Trx,
  ctx: Context,
  userId: string,
  changes: readonly WishChange[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const written = changes.flatMap(({ added, removed }) => [...added, ...removed]);
  if (written.length === 0) return;
  const finder = await roleFinder(trx, tenantId, [userId], written);
  for (const { way, removed } of changes) {
    if (ctx.trigger === "scim") {
      await deleteRoleWishes(trx, tenantId, removed.map(wisher(ctx, userId, way)));
    } else {
      await takeAsAdministrator(trx, ctx, userId, finder, removed);
    }
  }
  for (const { way, added } of changes) {
    const found = await checkAdded(trx, ctx, userId, finder, way, added);
    if (ctx.trigger === "scim") {
      await checkAllowed(trx, ctx, found);
      await insertRoleWishes(trx, tenantId, added.map(wisher(ctx, userId, way)), ctx.now());
    } else {
      await giveAsAdministrator(trx, ctx, userId, found);
    }
  }
}

function wisher(ctx: Context, userId: string, way: WishWay): (written: WrittenRole) => RoleWish {
  return (written) => ({ userId, way, givenBy: ctx.viewer.connectionId, written });
}

/** Finds the roles of names; unknown names are refused, unless those of core `roles` are kept. */
async function checkAdded(
  trx: Trx,
  ctx: Context,
  userId: string,
  finder: RoleFinder,
  way: WishWay,
  added: readonly WrittenRole[],
): Promise<SecurityRole[]> {
  const mayBeUnknown = way === "roles" && (ctx.options.keepUnknownRights || ctx.trigger !== "scim");
  const found: SecurityRole[] = [];
  for (const written of added) {
    const resolved = finder.resolve(userId, written, true);
    if (resolved.found === "roles") {
      if (written.businessUnit !== undefined) await checkUnit(trx, ctx, written, resolved.roles);
      found.push(...resolved.roles);
    } else if (!mayBeUnknown) {
      throw { noInstance: unknownInstance, noRole: unknownRole, otherUnit: notInUnit }[resolved.found](
        written,
      );
    }
  }
  return found;
}

/** Checks that the business unit beside a role is the user's. R068 */
async function checkUnit(
  trx: Trx,
  ctx: Context,
  written: WrittenRole,
  roles: readonly SecurityRole[],
): Promise<void> {
  const units = await listBusinessUnits(trx, ctx.viewer.tenantId);
  const meant = new Set(matchBusinessUnits(units, written.businessUnit ?? "").map(({ id }) => id));
  if (roles.every(({ businessUnitId }) => meant.has(businessUnitId))) return;
  throw notInUnit(written);
}

function unknownInstance({ instance = "" }: WrittenRole): AppError {
  return new AppError(
    "UNKNOWN_INSTANCE",
    `there is no instance ${quote(instance)}: use the name or id of one, or none for all`,
    { inBody: true },
  );
}

function unknownRole({ value }: WrittenRole): AppError {
  return new AppError(
    "UNKNOWN_ROLE",
    `there is no security role ${quote(value)}: use the name or id of one`,
    { inBody: true },
  );
}

function notInUnit({ value }: WrittenRole): AppError {
  return new AppError(
    "ROLE_NOT_IN_BUSINESS_UNIT",
    `the security role ${quote(value)} is not one of the user's business unit: use one of that unit, or move the user first`,
  );
}

async function checkAllowed(trx: Trx, ctx: Context, roles: readonly SecurityRole[]): Promise<void> {
  if (roles.length === 0) return;
  const { tenantId, connectionId } = ctx.viewer;
  const mayGrant = await grantJudge(trx, tenantId, [connectionId], roles);
  const refused = roles.find((role) => !mayGrant(connectionId, role));
  if (refused === undefined) {
    // The person to whom the token is bound may assign no more than as an administrator.
    if (ctx.holder !== undefined) await checkEach(trx, { ...ctx, administrator: ctx.holder }, roles);
    return;
  }
  throw new AppError(
    "ROLE_NOT_ALLOWED",
    `this connection may not grant the security role ${quote(refused.name)}: an administrator can allow it, or give the role`,
  );
}

async function giveAsAdministrator(
  trx: Trx,
  ctx: Context,
  userId: string,
  roles: readonly SecurityRole[],
): Promise<void> {
  await checkEach(trx, ctx, roles);
  const assignments = roles.map(({ id: roleId, instanceId }) => ({
    userId,
    roleId,
    instanceId,
    way: "admin" as const,
    givenBy: "",
  }));
  await insertAssignments(trx, ctx.viewer.tenantId, assignments, ctx.now());
}

/** Removes a role for an administrator, whoever assigned it, and deletes requests for an unknown one. */
async function takeAsAdministrator(
  trx: Trx,
  ctx: Context,
  userId: string,
  finder: RoleFinder,
  removed: readonly WrittenRole[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  for (const written of removed) {
    const resolved = finder.resolve(userId, written);
    const roles = resolved.found === "roles" ? resolved.roles : [];
    await checkEach(trx, ctx, roles);
    for (const { instanceId, rootId } of roles) {
      await takeRoles(trx, tenantId, userId, instanceId, new Set([rootId]), ctx.now());
    }
  }
  const keys = new Set(removed.map(wishKey));
  const wishes = removed.length === 0 ? [] : await listRoleWishes(trx, tenantId, [userId]);
  await deleteRoleWishes(
    trx,
    tenantId,
    wishes.filter(({ written }) => keys.has(wishKey(written))),
  );
}

async function checkEach(trx: Trx, ctx: Context, roles: readonly SecurityRole[]): Promise<void> {
  for (const instanceId of new Set(roles.map((role) => role.instanceId))) {
    const here = roles.filter((role) => role.instanceId === instanceId);
    await checkMayAssign(trx, ctx, instanceId, here);
  }
}
