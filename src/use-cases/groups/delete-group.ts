import type { Trx } from "../../db/connect.js";
import { deleteGroupRow, lockGroup } from "../../directory/groups/groups.js";
import { leaveAllGroups, memberIdPages } from "../../directory/groups/members.js";
import { lockMember } from "../../directory/groups/membership-lock.js";
import { toResource } from "../../directory/resources/resource-row.js";
import { type ResourceChange, recordChange } from "../../effects/audit/record-resource.js";
import type { Context } from "../../effects/context.js";
import { GROUP_EFFECTS } from "../../effects/group-effects.js";
import { noteLostGuards } from "../../effects/groups/guard.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { IDS_PER_ENTRY } from "../../observability/audit-parts.js";
import { inSeatTransaction } from "../seat-transaction.js";
import { notFound } from "../users/update-user.js";

/**
 * Deletes a group. Its members stay, and groups that contain it lose it as a member. RFC 7644 §3.6.
 * @throws AppError `notFound`, `preconditionFailed`
 */
export async function deleteGroup(ctx: Context, id: string, precondition: Precondition): Promise<void> {
  const { tenantId } = ctx.viewer;
  const alarms = await inSeatTransaction(ctx, async (trx, gate) => {
    await lockMember(trx, tenantId, id);
    const row = await lockGroup(trx, ctx.viewer, id);
    if (!row) throw notFound("Group", id);
    checkPrecondition(row.version, precondition);
    const now = ctx.now();
    const groupsLeft = await leaveAllGroups(trx, tenantId, id, now);
    const current = toResource(row);
    const deletion = { trx, ctx, gate, id, current, at: now };
    for (const effect of GROUP_EFFECTS.beforeDeleted) await effect(deletion);
    await recordChange(trx, ctx, now, {
      action: "group.deleted",
      type: "Group",
      id,
      before: current,
      after: {},
      groupsLeft,
      ...(row.member_count > 0 && (await readMembers(trx, tenantId, id, row.member_count))),
    });
    await deleteGroupRow(trx, tenantId, id, now);
    for (const effect of GROUP_EFFECTS.afterDeleted) await effect(deletion);
    return noteLostGuards(trx, ctx, id, current);
  });
  for (const alarm of alarms) ctx.reportAlarm?.(alarm);
}

/** Returns the members that a deleted group loses: those that one audit entry lists, and pages of the others. */
async function readMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  count: number,
): Promise<Pick<ResourceChange, "members" | "furtherRemoved">> {
  const pages = memberIdPages(trx, tenantId, groupId, IDS_PER_ENTRY);
  const removed = (await pages.next()).value ?? [];
  const further = count - removed.length;
  return {
    members: { added: [], removed },
    ...(further > 0 && { furtherRemoved: { count: further, pages } }),
  };
}
