import { listAllWishers } from "../../access/role-wishes.js";
import type { Db, Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { listAdministrators } from "../../directory/users/administrators.js";
import { type ServerContext } from "../../effects/context.js";
import { refreshRoles, USER_BATCH } from "../../effects/roles/refresh-roles.js";

/**
 * The same for any number of users who are found page by page, by id; each page is a transaction of its own, so that
 * others who write need not wait. It can be run again.
 * @param refresh - what is done to a page
 * @returns how many users were looked at
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
    await inTransaction(ctx.db, (trx) => refresh(trx, ids));
    count += ids.length;
    after = ids.length < USER_BATCH ? undefined : ids.at(-1);
  }
  return count;
}

/** Lets all wishes of a tenant's connections come into force, and shows all administrators with their roles. */
export async function refreshAllRoles(ctx: ServerContext): Promise<number> {
  const { tenantId } = ctx.viewer;
  const wishers = await refreshRolesOf(ctx, (db, after, limit) => listAllWishers(db, tenantId, after, limit));
  return wishers + (await refreshAdministrators(ctx));
}

/** Shows the administrators of a tenant with the roles that they have in its instances because of that. */
export function refreshAdministrators(ctx: ServerContext): Promise<number> {
  return refreshRolesOf(ctx, async (db, after, limit) => {
    const page = await listAdministrators(db, ctx.viewer.tenantId, { after, limit });
    return page.map(({ id }) => id);
  });
}
