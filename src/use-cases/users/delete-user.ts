import type { Db } from "../../db/connect.js";
import { leaveAllGroups } from "../../directory/groups/members.js";
import { lockMember } from "../../directory/groups/membership-lock.js";
import { toResource } from "../../directory/resources/resource-row.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import { deleteUserRow, lockUser } from "../../directory/users/users.js";
import { guardAdministrators } from "../../effects/administrators/global-administrators.js";
import { guardDeletion, mayShutOut } from "../../effects/administrators/system-administrators.js";
import { trackAdministrators } from "../../effects/administrators/track-administrators.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import type { Context } from "../../effects/context.js";
import { clientOf, userNotFound } from "../../effects/not-found.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { saveUserState } from "../../effects/tombstones/saved-user-state.js";
import { findUserState } from "../../effects/tombstones/user-state.js";
import { USER_EFFECTS } from "../../effects/user-effects.js";
import { requireDeactivated } from "../../effects/users/application-rules.js";
import { findLicenses } from "../../licensing/license-view.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { inSeatTransaction } from "../seat-transaction.js";

/**
 * Deletes a user and its memberships. Its name is free at once, and a tombstone remains. RFC 7644 §3.6.
 * @throws AppError `notFound`, `preconditionFailed`
 */
export async function deleteUser(ctx: Context, id: string, precondition: Precondition): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inSeatTransaction(ctx, async (trx, gate) => {
    await lockMember(trx, tenantId, id);
    const row = await lockUser(trx, ctx.viewer, id);
    if (!row) throw await userNotFound(trx, tenantId, id, clientOf(ctx));
    checkPrecondition(row.version, precondition);
    const before = toResource(row);
    await guardAdministrators(trx, ctx, id, JSON.parse(row.resource) as Resource, undefined);
    requireDeactivated(ctx, before);
    await guardDeletion(trx, tenantId, id, JSON.parse(row.resource) as Resource);
    const requireKept = await trackAdministrators(trx, ctx, mayShutOut(before, undefined) ? [id] : []);
    const now = ctx.now();
    const [groupsLeft, has] = await Promise.all([
      leaveAllGroups(trx, tenantId, id, now),
      findUserState(trx, tenantId, id),
    ]);
    const kept = await saveUserState(trx, tenantId, id, has, groupsLeft);
    await deleteUserRow(trx, tenantId, id, now, kept);
    await recordChange(trx, ctx, now, {
      action: "user.deleted",
      type: "User",
      id,
      before,
      after: {},
      groupsLeft,
    });
    const deletion = { trx, ctx, gate, id, current: before, at: now, has };
    for (const effect of USER_EFFECTS.afterDeleted) await effect(deletion);
    await requireKept();
  });
}

/** A hint to consider before a deletion. */
export interface DeletionHint {
  readonly code: "REMOVE_LICENSE_INSTEAD";
  readonly detail: string;
}

/**
 * Returns hints before a user is deleted: a user with a license other than that of the CRM may be meant to keep the
 * other applications. Application users are not considered. R103
 * @param now - UTC milliseconds
 */
export async function hintsOfDeletion(
  db: Db,
  tenantId: string,
  userId: string,
  now: number,
): Promise<DeletionHint[]> {
  const user = await findUserResource(db, tenantId, userId);
  if (user === undefined) return [];
  const licenses = (await findLicenses(db, tenantId, [userId], now)).get(userId) ?? [];
  const seated = licenses.filter(({ status }) => status === "active" || status === "held");
  // Licenses of other applications may be known only by name.
  if (seated.length === 0 || crmOfUser(user.resource).licenses.length < 2) return [];
  const names = seated.map(({ partNumber }) => `"${partNumber}"`).join(", ");
  return [
    {
      code: "REMOVE_LICENSE_INSTEAD",
      detail: `The user has other licenses too (with a seat: ${names}). Who is to keep other applications is not deleted but loses the CRM's license: restore the user and remove that license.`,
    },
  ];
}
