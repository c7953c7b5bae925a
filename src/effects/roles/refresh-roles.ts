import { isDeepStrictEqual } from "node:util";
import { rolesOf } from "../../access/roles-of.js";
import { applyWishes } from "../../access/wished-roles.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { lockUsers, updateUserRow } from "../../directory/users/users.js";
import type { Resource } from "../../schema/model.js";
import { type ServerContext } from "../context.js";
import { wholeViewer } from "../whole-viewer.js";
import { withRoles } from "./role-representation.js";

/** The number of users locked together. */
export const USER_BATCH = 200;

/**
 * Applies role requests of users and refreshes the representations whose roles changed, for changes outside of the
 * users. It locks their rows in the order of their ids.
 * @param adjust - a further change of the representation
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
