import { listAllWishers } from "../../access/role-wishes.js";
import type { Db, Trx } from "../../db/connect.js";
import { listAdministrators } from "../../directory/users/administrators.js";
import { type ServerContext } from "../../effects/context.js";
import { refreshRoles, USER_BATCH } from "../../effects/roles/refresh-roles.js";
import { inChange } from "../changes/in-change.js";

/**
 * Refreshes the roles of any number of users, found page by page by id. Each page is a transaction of its own, so that
 * other writers need not wait. It can be repeated.
 * @param refresh - refreshes a page
 * @returns how many users were checked
 */
export async function refreshRolesOf(
  ctx: ServerContext,
  find: (db: Db, after: string, limit: number) => Promise<readonly string[]>,
  refresh: (trx: Trx, userIds: readonly string[]) => Promise<void> = (trx, ids) =>
    refreshRoles(trx, ctx, ids),
): Promise<number> {
  let count = 0;
  for (let after: string | undefined = ""; after !== undefined; ) {
    const ids = await find(ctx.db.read, after, USER_BATCH);
    await inChange(ctx, (trx) => refresh(trx, ids));
    count += ids.length;
    after = ids.length < USER_BATCH ? undefined : ids.at(-1);
  }
  return count;
}

/** Applies all role requests of a tenant's connections, and refreshes the roles of all administrators. */
export async function refreshAllRoles(ctx: ServerContext): Promise<number> {
  const { tenantId } = ctx.viewer;
  const wishers = await refreshRolesOf(ctx, (db, after, limit) => listAllWishers(db, tenantId, after, limit));
  return wishers + (await refreshAdministrators(ctx));
}

/** Refreshes the automatic roles of a tenant's administrators in its instances. */
export function refreshAdministrators(ctx: ServerContext): Promise<number> {
  return refreshRolesOf(ctx, async (db, after, limit) => {
    const page = await listAdministrators(db, ctx.viewer.tenantId, { after, limit });
    return page.map(({ id }) => id);
  });
}
