import { isDeepStrictEqual } from "node:util";
import { listAllWishers } from "../access/role-wishes.js";
import { rolesOf } from "../access/roles-of.js";
import { applyWishes } from "../access/wished-roles.js";
import { enqueueSync } from "../crm/sync-tasks.js";
import type { Db, Trx } from "../db/connect.js";
import { inTransaction } from "../db/transaction.js";
import { listAdministrators } from "../directory/administrators.js";
import { lockUsers, updateUserRow } from "../directory/users.js";
import type { Resource } from "../schema/model.js";
import { type ServerContext } from "./context.js";
import { withRoles } from "./role-view.js";
import { wholeViewer } from "./whole-viewer.js";

/** Users whose rows are held at a time. */
const USER_BATCH = 200;

/**
 * Lets wishes for users come into force, and writes the representations of those whose roles look different now; for
 * changes that lie outside of the users. Their rows are locked by it, in the order of their ids.
 * @param adjust - what else changes in a representation
 */
export async function refreshRoles(
  trx: Trx,
  ctx: ServerContext,
  userIds: readonly string[],
  adjust: (user: Resource, userId: string) => Resource = (user) => user,
): Promise<void> {
  if (userIds.length === 0) return;
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const viewer = await wholeViewer(trx, tenantId);
  const sorted = userIds.toSorted();
  for (let i = 0; i < sorted.length; i += USER_BATCH) {
    const batch = sorted.slice(i, i + USER_BATCH);
    const rows = await lockUsers(trx, tenantId, batch);
    const applied = await applyWishes(trx, tenantId, batch, now);
    const held = await rolesOf(trx, tenantId, batch);
    for (const row of rows) {
      const current = JSON.parse(row.resource) as Resource;
      const wishes = applied.wishes.filter(({ userId }) => userId === row.id);
      const facts = { wishes, finder: applied.finder, held: held.get(row.id) ?? [], units: applied.units };
      const next = withRoles(viewer.schemas.User, adjust(current, row.id), row.id, facts);
      if (isDeepStrictEqual(current, next)) continue;
      const changed = {
        id: row.id,
        version: row.version + 1,
        last_modified_at: Math.max(now, row.last_modified_at),
      };
      await updateUserRow(trx, viewer, changed, current, next);
      await enqueueSync(trx, { tenantId, userIds: [row.id], cause: "roles", reach: "existing" }, now);
    }
  }
}

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
