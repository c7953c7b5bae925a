import { listRoleWishes, wishKey } from "../../access/role-wishes.js";
import type { Trx } from "../../db/connect.js";
import { findOwnLicenses } from "../../licensing/wishes.js";
import { arrangeResource } from "../../schema/arrange.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import type { Context } from "../context.js";
import { entitlementElements, entitlementName } from "./license-names.js";
import { coreRoleElements, fromCoreRole } from "./roles.js";

/**
 * Returns the user with the entitlements that the client omitted but by which another connection assigns a license;
 * these stay and are shown.
 */
export async function withForeignEntitlements(
  trx: Trx,
  ctx: Context,
  userId: string,
  next: Resource,
  current: Resource | undefined,
): Promise<Resource> {
  const gone = goneOf(ctx, entitlementElements(next), entitlementElements(current), entitlementName);
  if (gone.length === 0) return next;
  const given = await findOwnLicenses(trx, ctx.viewer.tenantId, userId, { source: "entitlements" });
  const foreign = gone.filter((one) => given.has(entitlementName(one) ?? ""));
  return withElements(ctx, next, "entitlements", foreign);
}

/** Does the same for roles that another connection requests by the core attribute `roles`. */
export async function withForeignRoles(
  trx: Trx,
  ctx: Context,
  userId: string,
  next: Resource,
  current: Resource | undefined,
): Promise<Resource> {
  const gone = goneOf(ctx, coreRoleElements(next), coreRoleElements(current), coreRoleKey);
  if (gone.length === 0) return next;
  const wishes = await listRoleWishes(trx, ctx.viewer.tenantId, [userId]);
  const wished = new Set(wishes.filter(({ way }) => way === "roles").map(({ written }) => wishKey(written)));
  const foreign = gone.filter((one) => wished.has(coreRoleKey(one) ?? ""));
  return withElements(ctx, next, "roles", foreign);
}

function coreRoleKey(element: ScimObject): string | undefined {
  const written = fromCoreRole(element);
  return written && wishKey(written);
}

/** Returns what a connection omits; an administrator's omission removes it for all. */
function goneOf(
  ctx: Context,
  next: readonly ScimObject[],
  current: readonly ScimObject[],
  keyOf: (element: ScimObject) => string | undefined,
): ScimObject[] {
  if (ctx.trigger !== "scim") return [];
  const left = new Set(next.map(keyOf));
  return current.filter((one) => keyOf(one) !== undefined && !left.has(keyOf(one)));
}

/** At most one element is primary. RFC 7643 §2.4 */
function withElements(ctx: Context, user: Resource, name: string, added: readonly ScimObject[]): Resource {
  if (added.length === 0) return user;
  const value = user[name];
  const kept = Array.isArray(value) ? value.filter(isScimObject) : [];
  const hasPrimary = kept.some(({ primary }) => primary === true);
  const others = added.map((one) =>
    hasPrimary && one["primary"] === true ? { ...one, primary: false } : one,
  );
  return arrangeResource(ctx.viewer.schemas.User, { ...user, [name]: [...kept, ...others] });
}
