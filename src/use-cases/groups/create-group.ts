import { newId } from "../../db/new-id.js";
import { findGroup, insertGroup, touchGroup } from "../../directory/groups/groups.js";
import type { AddedMember } from "../../directory/groups/members.js";
import { membersName } from "../../directory/groups/members-changed.js";
import type { MemberInput } from "../../directory/groups/membership-change.js";
import { lockNewMembers } from "../../directory/groups/membership-lock.js";
import { setExternalId } from "../../directory/resources/external-ids.js";
import type { GroupRow } from "../../directory/resources/resource-row.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import { type Context, clientSchema } from "../../effects/context.js";
import { GROUP_EFFECTS } from "../../effects/group-effects.js";
import { changeMembers, toMemberInputs } from "../../effects/groups/members.js";
import { applyEffects, runEffects } from "../../effects/pending-change.js";
import { changedNames } from "../../schema/changed-names.js";
import { coerceResource } from "../../schema/coerce.js";
import type { Resource } from "../../schema/model.js";
import { checkResource } from "../../schema/validate.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { notFound } from "../users/update-user.js";

/** A group that was checked and can be stored. */
export interface NewGroup {
  readonly resource: Resource;
  readonly externalId: string | undefined;
  readonly members: readonly MemberInput[];
}

/**
 * Reads the representation of a group to create. RFC 7644 §3.3.
 * @throws AppError `invalidValue`, `invalidSyntax`
 */
export function readNewGroup(ctx: Context, input: unknown): NewGroup {
  const { resource: group, ignored } = coerceResource(clientSchema(ctx, "Group"), input, ctx.options);
  ctx.reportIgnored(ignored);
  checkResource(ctx.viewer.schemas.Group, group, undefined, ctx.options);
  const { externalId, members, ...resource } = group;
  return { resource, externalId: externalId as string | undefined, members: toMemberInputs(members) };
}

/**
 * Creates a group with its members. RFC 7644 §3.3.
 * @param maxMembers - the returned row includes the members if there are no more than this
 * @param comingIds - ids of resources that the same transaction will create: members may name them
 * @throws AppError `uniqueness` when the displayName is taken
 */
export async function createGroup(
  ctx: Context,
  group: NewGroup,
  maxMembers: number,
  id: string = newId(),
  comingIds?: ReadonlySet<string>,
): Promise<GroupRow> {
  const { resource, externalId, members } = group;
  let joined: readonly AddedMember[] = [];
  const created = await inSeatTransaction(ctx, async (trx, gate) => {
    if (members.length > 0) {
      const ids = members.map(({ value }) => value);
      await lockNewMembers(trx, ctx.viewer.tenantId, ids);
    }
    const now = ctx.now();
    const change = { trx, ctx, gate, id, current: undefined, next: resource };
    const next = await applyEffects(GROUP_EFFECTS.beforeStored, "create", change);
    await insertGroup(trx, ctx.viewer, id, next, ctx.options.uniqueGroupNames, now);
    if (externalId !== undefined) await setExternalId(trx, ctx.viewer, id, externalId);
    if (members.length > 0) {
      const { added } = await changeMembers(trx, ctx, { id, attributes: next }, [
        { kind: "add", members, comingIds },
      ]);
      await touchGroup(trx, ctx.viewer.tenantId, id, added.length, now, false);
      joined = added;
    }
    const moved = { added: joined, removed: [] };
    await runEffects(GROUP_EFFECTS.afterStored, "create", { ...change, next, moved });
    await recordChange(trx, ctx, now, {
      action: "group.created",
      type: "Group",
      id,
      before: {},
      after: { ...next, ...(externalId !== undefined && { externalId }) },
      members: moved,
    });
    const row = await findGroup(trx, ctx.viewer, id, maxMembers);
    if (!row) throw notFound("Group", id);
    return row;
  });
  const attributes = { ...(externalId !== undefined && { externalId }), ...resource };
  ctx.reportChanged([...changedNames({}, attributes), ...membersName({ added: joined, removed: [] })]);
  return created;
}
