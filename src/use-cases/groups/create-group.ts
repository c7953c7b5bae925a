import { newId } from "../../db/new-id.js";
import { findGroup, insertGroup, touchGroup } from "../../directory/groups/groups.js";
import type { AddedMember } from "../../directory/groups/members.js";
import { membersName } from "../../directory/groups/members-changed.js";
import { lockMemberships } from "../../directory/groups/membership-lock.js";
import { setExternalId } from "../../directory/resources/external-ids.js";
import type { GroupRow } from "../../directory/resources/resource-row.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import { type Context, clientSchema } from "../../effects/context.js";
import { GROUP_EFFECTS } from "../../effects/group-effects.js";
import { changeMembers, toMemberInputs } from "../../effects/groups/members.js";
import { applyEffects, runEffects } from "../../effects/pending-change.js";
import { changedNames } from "../../schema/changed-names.js";
import { coerceResource } from "../../schema/coerce.js";
import { checkResource } from "../../schema/validate.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { notFound } from "../users/update-user.js";

/**
 * Creates a group with its members from a SCIM representation. RFC 7644 §3.3.
 * @param maxMembers - its members come along in the answer when they are this many at the most
 * @param comingIds - of resources that the same transaction creates yet: members may name them
 * @throws AppError `uniqueness` when the displayName is taken, `invalidValue`, `invalidSyntax`
 */
export async function createGroup(
  ctx: Context,
  input: unknown,
  maxMembers: number,
  id: string = newId(),
  comingIds?: ReadonlySet<string>,
): Promise<GroupRow> {
  const { resource: group, ignored } = coerceResource(clientSchema(ctx, "Group"), input, ctx.options);
  ctx.reportIgnored(ignored);
  checkResource(ctx.viewer.schemas.Group, group, undefined, ctx.options);
  const { externalId, members, ...resource } = group;
  const inputs = toMemberInputs(members);
  let joined: readonly AddedMember[] = [];
  const created = await inSeatTransaction(ctx, async (trx, gate) => {
    if (inputs.length > 0) await lockMemberships(trx, ctx.viewer.tenantId, "shared");
    const now = ctx.now();
    const change = { trx, ctx, gate, id, current: undefined, next: resource };
    const next = await applyEffects(GROUP_EFFECTS.beforeStored, "create", change);
    await insertGroup(trx, ctx.viewer, id, next, ctx.options.uniqueGroupNames, now);
    if (externalId !== undefined) await setExternalId(trx, ctx.viewer, id, externalId as string);
    if (inputs.length > 0) {
      const { added } = await changeMembers(trx, ctx, id, [{ kind: "add", members: inputs, comingIds }]);
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
  const { members: _, ...attributes } = group;
  ctx.reportChanged([...changedNames({}, attributes), ...membersName({ added: joined, removed: [] })]);
  return created;
}
