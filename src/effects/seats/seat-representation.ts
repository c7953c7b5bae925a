import { isDeepStrictEqual } from "node:util";
import type { Viewer } from "../../directory/resources/resource-row.js";
import { lockUsers, updateUserRow } from "../../directory/users/users.js";
import { findRequirements } from "../../licensing/invitation-requirements.js";
import { findInvitations } from "../../licensing/invitations.js";
import { findLicenses, type License, toLicenseElement } from "../../licensing/license-view.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { listWishes } from "../../licensing/wishes.js";
import { reconcileAliases } from "../../schema/crm-aliases.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ResourceSchema, ScimObject } from "../../schema/model.js";
import { mayBeLastAdministrator } from "../administrators/system-administrators.js";
import { namesOfElement } from "../attributes/licenses.js";
import { enqueueUser } from "../records/enqueue.js";
import { withInvitation } from "./invitation-attribute.js";

/** The number of users locked together. */
const BATCH = 200;

/**
 * Returns a user whose `licenses` and flat view match its seats.
 * @param wishes - folded names of unknown SKUs, which are shown as errors
 */
function withLicenses(
  schema: ResourceSchema,
  user: Resource,
  licenses: readonly License[],
  wishes: readonly string[],
): Resource {
  const written = crmOfUser(user).licenses;
  const named = (name: string): ScimObject | undefined =>
    written.find((element) => namesOfElement(element).includes(name));
  const elements = licenses.map((license) =>
    toLicenseElement(license, named(license.skuId) ?? named(fold(license.partNumber))),
  );
  for (const wish of wishes) {
    const { display: _, assignedAt: __, ...known } = named(wish) ?? { skuPartNumber: wish };
    elements.push({ ...known, status: "error", error: "Other" });
  }
  const shown = elements.length === 0 ? undefined : elements;
  return reconcileAliases(
    schema,
    withCrmOfUser(user, { licenses: shown, licenseSkus: undefined }),
    undefined,
  );
}

/**
 * Returns users whose licenses and invitation match their seats and invitations.
 * @param users - representations by id
 * @param hasWishes - whether a user may have requested unknown licenses
 */
async function withSeats(
  work: SeatWork,
  viewer: Viewer,
  users: ReadonlyMap<string, Resource>,
  hasWishes: (user: Resource) => boolean,
): Promise<Map<string, Resource>> {
  const { trx, origin, now } = work;
  const ids = [...users.keys()];
  const licenses = await findLicenses(trx, origin.tenantId, ids, now);
  const invitations = await findInvitations(trx, origin.tenantId, ids, now);
  const required = await findRequirements(trx, origin.tenantId, ids);
  const seen = new Map<string, Resource>();
  for (const [id, user] of users) {
    const wishes = hasWishes(user) ? await listWishes(work, id) : [];
    const since = required.filter(({ userId }) => userId === id).map((requirement) => requirement.since);
    const own = (licenses.get(id) ?? []).filter(({ isKept }) => !isKept);
    const licensed = withLicenses(viewer.schemas.User, user, own, wishes);
    seen.set(id, withInvitation(viewer.schemas.User, licensed, invitations.get(id) ?? [], since, now));
  }
  return seen;
}

/** Returns one user in the same way, in the transaction that stores it. */
export async function withSeatsOf(
  work: SeatWork,
  viewer: Viewer,
  userId: string,
  user: Resource,
): Promise<Resource> {
  const seen = await withSeats(work, viewer, new Map([[userId, user]]), () => true);
  return seen.get(userId) ?? user;
}

function hasUnknown(user: Resource): boolean {
  return crmOfUser(user).licenses.some(({ error }) => error === "Other");
}

/** Returns whether an administrator of instances loses a license. */
function losesLicense(before: Resource, after: Resource): boolean {
  if (!mayBeLastAdministrator(before)) return false;
  const left = new Set(crmOfUser(after).licenses.map(({ skuId }) => skuId));
  return crmOfUser(before).licenses.some(({ skuId }) => !left.has(skuId));
}

/**
 * Refreshes the representations of users whose licenses or invitations changed for a reason outside of them.
 * @returns the ids of System Administrators who lost a license
 */
export async function refreshSeats(
  work: SeatWork,
  viewer: Viewer,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const { trx, origin, now } = work;
  const bereft: string[] = [];
  // In one order, so that concurrent changes do not deadlock.
  const sorted = userIds.toSorted();
  for (let i = 0; i < sorted.length; i += BATCH) {
    const rows = await lockUsers(trx, origin.tenantId, sorted.slice(i, i + BATCH));
    const current = new Map(rows.map((row) => [row.id, JSON.parse(row.resource) as Resource]));
    const seen = await withSeats(work, viewer, current, hasUnknown);
    for (const row of rows) {
      const [before, after] = [current.get(row.id), seen.get(row.id)];
      if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) continue;
      const changed = {
        id: row.id,
        version: row.version + 1,
        last_modified_at: Math.max(now, row.last_modified_at),
      };
      await updateUserRow(trx, viewer, changed, before, after);
      await enqueueUser({ trx, ctx: { viewer }, id: row.id, current: before, next: after, at: now });
      if (losesLicense(before, after)) bereft.push(row.id);
    }
  }
  return bereft;
}
