import type { Db } from "../../db/connect.js";
import { DAY } from "../../db/duration.js";
import { resolveMember } from "../../directory/groups/members.js";
import { lockMember } from "../../directory/groups/membership-lock.js";
import type { UserRow } from "../../directory/resources/resource-row.js";
import { deleteTombstone } from "../../directory/resources/tombstones.js";
import { findUser, insertUser } from "../../directory/users/users.js";
import { guardAdministrators } from "../../effects/administrators/global-administrators.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import type { Context } from "../../effects/context.js";
import { applyEffects, runEffects } from "../../effects/pending-change.js";
import { releasePlaces } from "../../effects/records/release-places.js";
import { type NotRestored, restoreUserState } from "../../effects/tombstones/saved-user-state.js";
import { USER_EFFECTS } from "../../effects/user-effects.js";
import { AppError } from "../../errors.js";
import { arrangeResource } from "../../schema/arrange.js";
import { withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** The attributes that are not restored: seats, invitations and what follows from them. */
const NOT_RESTORED = {
  licenses: undefined,
  licenseSkus: undefined,
  invitation: undefined,
  sendInvitation: undefined,
  instances: undefined,
};

/** The period in which deleted users can be restored. Times are milliseconds. */
export interface RestoreWindow {
  /** UTC; users deleted then or earlier cannot be restored. */
  readonly since: number;
  readonly length: number;
}

/**
 * Finds the period in which deleted users of a tenant can be restored, from its setting.
 * docs/decisions/0034-restoring.md
 */
export async function restoreWindow(db: Db, tenantId: string, now: number): Promise<RestoreWindow> {
  const days = (await findTenantSettings(db, tenantId))["deletedUsers.days"];
  return { since: now - days * DAY, length: days * DAY };
}

/** A restored user. */
export interface RestoredUser {
  readonly row: UserRow;
  /** What was not restored. */
  readonly notRestored: readonly NotRestored[];
}

/**
 * Restores a deleted user with its id, its attributes and its state in instances, as far as that is still allowed;
 * seats and memberships of groups are not restored. docs/decisions/0034-restoring.md
 * @throws AppError `notFound` if there is none or its period is over, `uniqueness` if its userName or directoryObjectId
 * was taken since, `forbidden` for a global administrator whom only another one may restore
 */
export async function restoreUser(ctx: Context, id: string): Promise<RestoredUser> {
  const { viewer } = ctx;
  return inSeatTransaction(ctx, async (trx, gate) => {
    await lockMember(trx, viewer.tenantId, id);
    const now = ctx.now();
    const { since } = await restoreWindow(trx, viewer.tenantId, now);
    const deleted = await deleteTombstone(trx, viewer.tenantId, id, since);
    if (deleted === undefined) {
      throw new AppError("notFound", `There is no deleted user "${id.slice(0, 60)}" that could be restored`);
    }
    const resource = withoutSeats(ctx, deleted.resource);
    await guardAdministrators(trx, ctx, id, undefined, resource);
    const { version, createdAt, connectionId } = deleted;
    // Treated as unchanged, so that its existing records are synchronized.
    const change = { trx, ctx, gate, id, current: resource, next: resource, at: now };
    await applyEffects(USER_EFFECTS.beforeStored, "restore", change);
    await insertUser(trx, viewer, id, resource, now, { version: version + 1, createdAt, connectionId });
    await runEffects(USER_EFFECTS.afterStored, "restore", change);
    // Groups may have named it as a member meanwhile; its former groups no longer do.
    await resolveMember(trx, viewer.tenantId, id, "User");
    const notRestored = await restoreUserState(trx, ctx, id, deleted.resource, deleted.savedState);
    await releasePlaces(trx, ctx, id);
    await recordChange(trx, ctx, now, {
      action: "user.restored",
      type: "User",
      id,
      before: {},
      after: resource,
    });
    const row = await findUser(trx, viewer, id, true);
    if (row === undefined) throw new Error("a user who was just restored is there");
    return { row, notRestored };
  });
}

function withoutSeats(ctx: Context, user: Resource): Resource {
  return arrangeResource(ctx.viewer.schemas.User, withCrmOfUser(user, NOT_RESTORED));
}
