import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../errors.js";
import {
  continueGroupLicenses,
  endGroupLicenses,
  listGroupSkus,
  moveGroupMembers,
  setGroupSku,
} from "../../licensing/group-licenses.js";
import { listSkus, type Sku, unknownSku } from "../../licensing/skus.js";
import { addWish, dropAllWishes, dropWish } from "../../licensing/wishes.js";
import { arrangeResource } from "../../schema/arrange.js";
import { crmOfGroup, withCrmOfGroup } from "../../schema/crm-extension.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { namesOfElement } from "../attributes/licenses.js";
import type { Context } from "../context.js";
import type { Deletion, PendingChange, StoredGroupChange } from "../pending-change.js";

/** The number of batches of members whose licenses change within the request; the job does the rest. */
const BATCHES_AT_ONCE = 2;

const ADMIN = { source: "admin", sourceId: "" } as const;

/** Returns whether a group gives licenses. */
function isLicensed(group: Resource): boolean {
  return crmOfGroup(group).licenses.length > 0;
}

/**
 * Applies the licenses of a group: its members get added licenses and lose removed ones. In a large group the first
 * members change at once, the others soon. P17
 * @returns the group to store
 */
export async function applyGroupLicenses({
  ctx,
  gate,
  id: groupId,
  current,
  next,
}: PendingChange): Promise<Resource> {
  const [before, after] = [crmOfGroup(current).licenses, crmOfGroup(next).licenses];
  if (isDeepStrictEqual(before, after)) return next;
  const work = gate.open();
  const skus = await listSkus(work.trx, work.origin.tenantId, work.now);
  const had = new Set(await listGroupSkus(work, groupId));
  const elements: ScimObject[] = [];
  const wanted = new Set<string>();
  const wishes = new Set<string>();
  for (const element of after) {
    const sku = skuOf(element, skus);
    if (sku === undefined) {
      const name = namesOfElement(element).at(-1) ?? "";
      if (!mayWait(ctx, skus, before, name)) throw unknownSku(name, "/Licenses");
      wishes.add(name);
      elements.push(element);
    } else if (!wanted.has(sku.id)) {
      wanted.add(sku.id);
      const { disabledPlans } = element;
      elements.push({
        skuId: sku.id,
        skuPartNumber: sku.partNumber,
        display: sku.displayName,
        ...(disabledPlans !== undefined && { disabledPlans }),
      });
    }
  }
  for (const skuId of had) if (!wanted.has(skuId)) await setGroupSku(work, groupId, skuId, "removing");
  for (const skuId of wanted) if (!had.has(skuId)) await setGroupSku(work, groupId, skuId, "adding");
  for (const name of wishes) {
    await addWish(work, { holderType: "Group", holderId: groupId, name, source: ADMIN });
  }
  for (const element of before) {
    const name = namesOfElement(element).at(-1);
    if (name !== undefined && !wishes.has(name))
      await dropWish(work, { holderId: groupId, name, source: ADMIN });
  }
  await continueGroupLicenses(work, groupId, BATCHES_AT_ONCE);
  return arrangeResource(ctx.viewer.schemas.Group, withCrmOfGroup(next, { licenses: elements }));
}

function skuOf(element: ScimObject, skus: readonly Sku[]): Sku | undefined {
  const names = namesOfElement(element);
  const found = skus.filter(({ id, partNumber }) => names.includes(id) || names.includes(fold(partNumber)));
  if (found.length > 1) {
    throw new AppError(
      "invalidValue",
      `licenses: ${names.map(quote).join(" and ")} are different SKUs: send one of them`,
    );
  }
  return found[0];
}

function mayWait(ctx: Context, skus: readonly Sku[], before: readonly ScimObject[], name: string): boolean {
  if (before.some((element) => namesOfElement(element).includes(name))) return true;
  if (ctx.trigger !== "scim" || !ctx.options.keepUnknownRights) return false;
  return ctx.options.softLicenseErrors || skus.length === 0;
}

/** Assigns and removes the licenses of a group as members are added and removed. */
export async function applyMemberLicenses({
  gate,
  id: groupId,
  next,
  moved,
}: StoredGroupChange): Promise<void> {
  if (!isLicensed(next) || moved.added.length + moved.removed.length === 0) return;
  const added = moved.added.filter(({ member_type: type }) => type === "User").map(({ member_id: id }) => id);
  await moveGroupMembers(gate.open(), groupId, { added, removed: moved.removed });
}

/** Releases the licenses of a deleted group; a provider can always delete a group. */
export async function endLicensesOfGroup({ gate, id: groupId, current }: Deletion): Promise<void> {
  if (!isLicensed(current)) return;
  const work = gate.open();
  await endGroupLicenses(work, groupId);
  await dropAllWishes(work, groupId);
  await continueGroupLicenses(work, groupId, BATCHES_AT_ONCE);
}
