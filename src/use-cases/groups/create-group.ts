import { newId } from "../../db/new-id.js";
import { findGroup, insertGroup, touchGroup } from "../../directory/groups/groups.js";
import type { AddedMember } from "../../directory/groups/members.js";
import { membersName } from "../../directory/groups/members-changed.js";
import { lockMemberships } from "../../directory/groups/membership-lock.js";
import { setExternalId } from "../../directory/resources/external-ids.js";
import type { GroupRow } from "../../directory/resources/resource-row.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import { type Context, clientSchema } from "../../effects/context.js";
import { applyGuardsAndRoles } from "../../effects/groups/apply-guards-and-roles.js";
import { changeMembers, toMemberInputs } from "../../effects/groups/members.js";
import { enqueueMoved } from "../../effects/records/enqueue.js";
import { applyGroupLicenses, applyMemberLicenses } from "../../effects/seats/apply-group-licenses.js";
import { changedNames } from "../../schema/changed-names.js";
import { coerceResource } from "../../schema/coerce.js";
import { checkResource } from "../../schema/validate.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { notFound } from "../users/update-user.js";

/**
 * Creates a group with its members from a SCIM representation. RFC 7644 §3.3.
 * @param maxMembers - its members come along in the answer when they are this many at the most
 * @throws AppError `uniqueness` when the displayName is taken, `invalidValue`, `invalidSyntax`
 */
export async function createGroup(
  ctx: Context,
  input: unknown,
  maxMembers: number,
  id: string = newId(),
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
    const licensed = await applyGroupLicenses(ctx, gate, id, resource, undefined);
    const applied = await applyGuardsAndRoles(trx, ctx, id, licensed, undefined);
    await insertGroup(trx, ctx.viewer, id, applied, ctx.options.uniqueGroupNames, now);
    if (externalId !== undefined) await setExternalId(trx, ctx.viewer, id, externalId as string);
    if (inputs.length > 0) {
      const { added } = await changeMembers(trx, ctx, id, [{ kind: "add", members: inputs }]);
      await touchGroup(trx, ctx.viewer.tenantId, id, added.length, now, false);
      await applyMemberLicenses(gate, id, applied, { added, removed: [] });
      await enqueueMoved(trx, ctx, id, applied, { added, removed: [] });
      joined = added;
    }
    await recordChange(trx, ctx, now, {
      action: "group.created",
      type: "Group",
      id,
      before: {},
      after: { ...applied, ...(externalId !== undefined && { externalId }) },
      members: { added: joined, removed: [] },
    });
    const row = await findGroup(trx, ctx.viewer, id, maxMembers);
    if (!row) throw notFound("Group", id);
    return row;
  });
  const { members: _, ...attributes } = group;
  ctx.reportChanged([...changedNames({}, attributes), ...membersName({ added: joined, removed: [] })]);
  return created;
}
