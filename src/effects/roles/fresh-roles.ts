import { listAssignments } from "../../access/role-assignments.js";
import { listRoleWishes, type WishWay, type WrittenRole, wishKey } from "../../access/role-wishes.js";
import { roleFinder } from "../../access/wished-roles.js";
import type { Trx } from "../../db/connect.js";
import type { Resource } from "../../schema/model.js";
import { writtenRoles } from "../attributes/roles.js";
import type { Context } from "../context.js";

/**
 * Returns the roles that a request names and its sender has not assigned yet, by attribute and key.
 * @param wishes - from `namedRights`
 */
export async function freshRoles(
  trx: Trx,
  ctx: Context,
  userId: string,
  wishes: Resource,
): Promise<(way: WishWay) => ReadonlySet<string>> {
  const named = {
    securityRoles: writtenRoles(wishes, "securityRoles"),
    roles: writtenRoles(wishes, "roles"),
  };
  const all = [...named.securityRoles, ...named.roles];
  if (all.length === 0) return () => new Set();
  const isOwn = await (ctx.trigger === "scim" ? ownOfConnection : ownOfAdministrators)(trx, ctx, userId, all);
  return (way) => new Set(named[way].filter((one) => !isOwn(way, one)).map(wishKey));
}

type IsOwn = (way: WishWay, written: WrittenRole) => boolean;

function keyOf(way: WishWay, written: WrittenRole): string {
  return `${way} ${wishKey(written)}`;
}

async function ownOfConnection(trx: Trx, ctx: Context, userId: string): Promise<IsOwn> {
  const { tenantId, connectionId } = ctx.viewer;
  const wishes = await listRoleWishes(trx, tenantId, [userId]);
  const own = new Set(
    wishes.filter(({ givenBy }) => givenBy === connectionId).map(({ way, written }) => keyOf(way, written)),
  );
  return (way, written) => own.has(keyOf(way, written));
}

/** Finds names that mean no role, and roles that administrators have already assigned. */
async function ownOfAdministrators(
  trx: Trx,
  ctx: Context,
  userId: string,
  named: readonly WrittenRole[],
): Promise<IsOwn> {
  const { tenantId } = ctx.viewer;
  const given = await listAssignments(trx, tenantId, [userId]);
  const own = new Set(given.filter(({ way }) => way === "admin").map(({ roleId }) => roleId));
  const finder = await roleFinder(trx, tenantId, [userId], named);
  return (_, written) => {
    const resolved = finder.resolve(userId, written);
    return resolved.found !== "roles" || resolved.roles.every(({ id }) => own.has(id));
  };
}
