import { isDeepStrictEqual } from "node:util";
import { lockGroup, touchGroup, updateDerivedAttributes } from "../../directory/groups/groups.js";
import type { Context } from "../../effects/context.js";
import { refreshSeats } from "../../effects/seats/seat-representation.js";
import { listSkuGroups } from "../../licensing/group-licenses.js";
import { listSeats } from "../../licensing/seat-list.js";
import type { Sku } from "../../licensing/skus.js";
import { crmOfGroup, withCrmOfGroup } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { inChange } from "../changes/in-change.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** The number of users per transaction. */
const BATCH = 200;

/**
 * Updates the SKU's name in all users and groups that show a license of it, page by page after the change, because they
 * can be many.
 */
export async function refreshRenamedSku(ctx: Context, sku: Sku): Promise<void> {
  const { db, viewer, now } = ctx;
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = await listSeats(db.read, viewer.tenantId, sku.id, { after, limit: BATCH }, now());
    const ids = page.map(({ userId }) => userId);
    await inSeatTransaction(ctx, (_, gate) => refreshSeats(gate.open(), viewer, ids));
    after = page.length < BATCH ? undefined : ids.at(-1);
  }
  for (const id of await listSkuGroups(db.read, viewer.tenantId, sku.id)) await refreshGroup(ctx, id, sku);
}

async function refreshGroup(ctx: Context, id: string, sku: Sku): Promise<void> {
  const { viewer } = ctx;
  await inChange(ctx, async (trx) => {
    const row = await lockGroup(trx, viewer, id);
    if (row === undefined) return;
    const current = JSON.parse(row.resource) as Resource;
    const next = withDisplay(current, sku);
    if (isDeepStrictEqual(current, next)) return;
    await updateDerivedAttributes(trx, viewer, id, current, next);
    await touchGroup(trx, viewer.tenantId, id, 0, Math.max(ctx.now(), row.last_modified_at), true);
  });
}

function withDisplay(group: Resource, { id, displayName }: Sku): Resource {
  const { licenses } = crmOfGroup(group);
  if (licenses.length === 0) return group;
  const elements = licenses.map((element) =>
    element["skuId"] === id ? { ...element, display: displayName } : element,
  );
  return withCrmOfGroup(group, { licenses: elements });
}
