import { isDeepStrictEqual } from "node:util";
import type { Trx } from "../../db/connect.js";
import { findGroup, lockGroup, touchGroup, updateGroupAttributes } from "../../directory/groups/groups.js";
import { type MembersChanged, membersName } from "../../directory/groups/members-changed.js";
import type { MembershipChange } from "../../directory/groups/membership-change.js";
import { lockNewMembers } from "../../directory/groups/membership-lock.js";
import { setExternalId } from "../../directory/resources/external-ids.js";
import { type GroupRow, toResource } from "../../directory/resources/resource-row.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import type { Context } from "../../effects/context.js";
import { GROUP_EFFECTS } from "../../effects/group-effects.js";
import { addAhead, changeMembers } from "../../effects/groups/members.js";
import { applyEffects, runEffects } from "../../effects/pending-change.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { changedNames } from "../../schema/changed-names.js";
import type { Resource } from "../../schema/model.js";
import { checkResource } from "../../schema/validate.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { notFound } from "../users/update-user.js";

/** A change of a group: a pure function of its attributes, and steps for its members. */
export interface GroupChange {
  /** Gets the stored group with its externalId and without members, and must not modify it; may run more than once. */
  apply(current: Resource): Resource;
  readonly members: readonly MembershipChange[];
}

async function storeAttributes(
  trx: Trx,
  ctx: Context,
  id: string,
  current: Resource,
  next: Resource,
): Promise<boolean> {
  checkResource(ctx.viewer.schemas.Group, next, current, ctx.options);
  if (isDeepStrictEqual(current, next)) return false;
  const { externalId: externalIdBefore, ...before } = current;
  const { externalId, ...after } = next;
  if (!isDeepStrictEqual(before, after)) {
    await updateGroupAttributes(trx, ctx.viewer, id, before, after, ctx.options.uniqueGroupNames);
  }
  if (externalId !== externalIdBefore) {
    await setExternalId(trx, ctx.viewer, id, externalId as string | undefined);
  }
  return true;
}

/** Returns the ids of the members that changes may add. */
function namedIn(changes: readonly MembershipChange[]): string[] {
  return changes.flatMap((change) => ("members" in change ? change.members : []).map(({ value }) => value));
}

/** A changed group: its version, the added and removed members, and its representation if requested. */
export interface UpdatedGroup {
  readonly version: number;
  readonly memberCount: number;
  readonly moved: MembersChanged;
  readonly row: GroupRow | undefined;
}

/**
 * Changes a group in one transaction. A change without effect keeps version and lastModified, and a change of members
 * touches no other member.
 * @param maxMembers - undefined when the representation is not needed; else the members come along when they are   this
 * many at the most, and 0 leaves them out
 * @throws AppError `notFound`, `preconditionFailed`, and whatever the change or the checks find
 */
export async function updateGroup(
  ctx: Context,
  id: string,
  precondition: Precondition,
  change: GroupChange,
  maxMembers: number | undefined,
): Promise<UpdatedGroup> {
  let names: string[] = [];
  const group = await inSeatTransaction(ctx, async (trx, gate) => {
    if (change.members.length > 0) await lockNewMembers(trx, ctx.viewer.tenantId, namedIn(change.members));
    const [locked, adding] = [lockGroup(trx, ctx.viewer, id), addAhead(trx, ctx, id, change.members)];
    const row = await locked;
    if (!row) throw notFound("Group", id);
    checkPrecondition(row.version, precondition);
    const added = await adding;

    const current = toResource(row);
    const pending = { trx, ctx, gate, id, current, next: change.apply(current) };
    const next = await applyEffects(GROUP_EFFECTS.beforeStored, "update", pending);
    const attributesChanged = await storeAttributes(trx, ctx, id, current, next);
    const moved = await changeMembers(trx, ctx, { id, attributes: next, added }, change.members);
    await runEffects(GROUP_EFFECTS.afterStored, "update", { ...pending, next, moved });
    const joined = moved.added.filter(({ wasUnseen }) => wasUnseen !== true).length;
    const removed = moved.removed.length;
    names = [...(attributesChanged ? changedNames(current, next) : []), ...membersName(moved)];

    const changed = attributesChanged || moved.added.length > 0 || removed > 0;
    if (changed) {
      // Never earlier than before, even for two changes within a millisecond or after a clock was set back.
      const now = Math.max(ctx.now(), row.last_modified_at);
      await touchGroup(trx, ctx.viewer.tenantId, id, joined - removed, now, true);
      await recordChange(trx, ctx, now, {
        action: "group.changed",
        type: "Group",
        id,
        before: current,
        after: next,
        members: moved,
      });
    }
    return {
      version: changed ? row.version + 1 : row.version,
      memberCount: row.member_count + joined - removed,
      moved,
      row: maxMembers === undefined ? undefined : await findGroup(trx, ctx.viewer, id, maxMembers),
    };
  });
  ctx.reportChanged(names);
  return group;
}
