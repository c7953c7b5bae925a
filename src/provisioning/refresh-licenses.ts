import { isDeepStrictEqual } from "node:util";
import type { Viewer } from "../directory/resource-row.js";
import { lockUsers, updateUserRow } from "../directory/users.js";
import { findLicenses, type License, toLicenseElement } from "../licensing/license-view.js";
import type { SeatWork } from "../licensing/seat-work.js";
import { listWishes } from "../licensing/wishes.js";
import { reconcileAliases } from "../schema/crm-aliases.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import { fold } from "../schema/fold.js";
import type { Resource, ScimObject } from "../schema/model.js";
import { isScimObject, objectOrEmpty } from "../schema/scim-object.js";
import { enqueueUser } from "./enqueue-user.js";

/** Users whose rows are held at a time. */
const BATCH = 200;

/** The elements of the attribute `licenses` of a user. */
export function licenseElements(user: Resource | undefined): ScimObject[] {
  const licenses = objectOrEmpty(user?.[CRM_USER_URN])["licenses"];
  return Array.isArray(licenses) ? licenses.filter(isScimObject) : [];
}

/** The names under which an element may be known: id and part number, folded. */
export function namesOfElement(element: ScimObject): string[] {
  return [element["skuId"], element["skuPartNumber"]].flatMap((name) =>
    typeof name === "string" && name.trim() !== "" ? [fold(name.trim())] : [],
  );
}

/**
 * A user whose `licenses`, with the flat view of them, say what the seats say.
 * @param wishes - folded names of SKUs that the catalog lacks; they are shown as errors
 */
export function withLicenses(
  user: Resource,
  licenses: readonly License[],
  wishes: readonly string[],
): Resource {
  const written = licenseElements(user);
  const named = (name: string): ScimObject | undefined =>
    written.find((element) => namesOfElement(element).includes(name));
  const elements = licenses.map((license) =>
    toLicenseElement(license, named(license.skuId) ?? named(fold(license.partNumber))),
  );
  for (const wish of wishes) {
    const { display: _, assignedAt: __, ...known } = named(wish) ?? { skuPartNumber: wish };
    elements.push({ ...known, status: "error", error: "Other" });
  }
  const { licenses: _, licenseSkus: __, ...rest } = objectOrEmpty(user[CRM_USER_URN]);
  const extension: ScimObject = elements.length === 0 ? rest : { ...rest, licenses: elements };
  return reconcileAliases({ ...user, [CRM_USER_URN]: extension }, undefined);
}

/** Writes the representations of users whose licenses changed for a reason that lies outside of them. */
export async function refreshLicenses(
  work: SeatWork,
  viewer: Viewer,
  userIds: readonly string[],
): Promise<void> {
  const { trx, origin, now } = work;
  // In one order, so that those who wait for each other's rows do not wait in a circle.
  const sorted = userIds.toSorted();
  for (let i = 0; i < sorted.length; i += BATCH) {
    const batch = sorted.slice(i, i + BATCH);
    const rows = await lockUsers(trx, origin.tenantId, batch);
    const licenses = await findLicenses(trx, origin.tenantId, batch, now);
    for (const row of rows) {
      const current = JSON.parse(row.resource) as Resource;
      const hasUnknown = licenseElements(current).some(({ error }) => error === "Other");
      const wishes = hasUnknown ? await listWishes(work, row.id) : [];
      const next = withLicenses(current, licenses.get(row.id) ?? [], wishes);
      if (isDeepStrictEqual(current, next)) continue;
      const changed = {
        id: row.id,
        version: row.version + 1,
        last_modified_at: Math.max(now, row.last_modified_at),
      };
      await updateUserRow(trx, viewer, changed, current, next);
      await enqueueUser(trx, origin.tenantId, row.id, current, next, now);
    }
  }
}
