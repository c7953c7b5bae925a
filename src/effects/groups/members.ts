import type { SqlFragment } from "../../db/condition.js";
import type { Trx } from "../../db/connect.js";
import { dialectOf } from "../../db/query.js";
import {
  type AddedMember,
  addMembers,
  hasMemberWhere,
  removeMembers,
  removeMembersWhere,
  retainMembers,
} from "../../directory/groups/members.js";
import type { MembersChanged } from "../../directory/groups/members-changed.js";
import { NOBODY } from "../../directory/groups/members-changed.js";
import type { MemberInput, MembershipChange } from "../../directory/groups/membership-change.js";
import { memberFilterCost } from "../../directory/search/filter-cost.js";
import { compileMemberFilter } from "../../directory/search/filter-sql.js";
import { requireFewUnindexed } from "../../directory/search/read-list.js";
import { AppError } from "../../errors.js";
import type { Filter } from "../../schema/filter/ast.js";
import { quoteName } from "../../schema/quote.js";
import type { Context } from "../context.js";
import { checkMembersMayGain } from "./member-roles.js";

/** Returns the change that replaces all members by those of a representation. */
export function toMemberInputs(members: unknown): MemberInput[] {
  return ((members ?? []) as { value: string; display?: string }[]).map(({ value, display }) => ({
    value,
    ...(display !== undefined && { display }),
  }));
}

async function add(
  trx: Trx,
  ctx: Context,
  groupId: string,
  members: readonly MemberInput[],
  comingIds?: ReadonlySet<string>,
): Promise<AddedMember[]> {
  const added = await addMembers(trx, ctx.viewer, groupId, members);
  const unknown = added.find(
    ({ member_id, member_type }) => member_type === null && !comingIds?.has(member_id),
  );
  // Deviation: referential integrity is optional (RFC 7643 §2.3.7); Entra ID logs an unknown member and continues.
  if (unknown && !ctx.options.acceptUnknownMembers) {
    throw new AppError(
      "invalidValue",
      `members: "${unknown.member_id.slice(0, 60)}" is neither a User nor a Group: create it first`,
    );
  }
  await checkMembersMayGain(trx, ctx, groupId, added);
  return added;
}

function tooManySelected(count: number): AppError {
  return new AppError("invalidFilter", `The path selects ${count} members: name one, or send one path each`);
}

function conditionOf(trx: Trx, ctx: Context, filter: Filter): SqlFragment {
  const { tenantId, connectionId, visibility, schemas } = ctx.viewer;
  requireFewUnindexed(memberFilterCost(filter));
  return compileMemberFilter(filter, {
    schema: schemas.Group,
    dialect: dialectOf(trx),
    tenantId,
    connectionId,
    visibility,
    unknownAttribute: "refuse",
  });
}

async function applyOne(
  trx: Trx,
  ctx: Context,
  groupId: string,
  change: MembershipChange,
): Promise<MembersChanged> {
  const { tenantId } = ctx.viewer;
  switch (change.kind) {
    case "add":
      return { ...NOBODY, added: await add(trx, ctx, groupId, change.members, change.comingIds) };
    case "remove":
      return { ...NOBODY, removed: await removeMembers(trx, tenantId, groupId, change.ids) };
    case "removeAll":
      return { ...NOBODY, removed: await retainMembers(trx, tenantId, groupId, []) };
    case "removeWhere": {
      const condition = conditionOf(trx, ctx, change.filter);
      const removed = await removeMembersWhere(trx, tenantId, groupId, condition);
      if (removed.length > 1 && !ctx.options.patchManyElements) throw tooManySelected(removed.length);
      return { ...NOBODY, removed };
    }
    case "require": {
      if (await hasMemberWhere(trx, tenantId, groupId, conditionOf(trx, ctx, change.filter))) return NOBODY;
      throw new AppError("noTarget", `No value matches the path ${quoteName(change.path)}.`);
    }
    case "replaceAll": {
      const ids = change.members.map(({ value }) => value);
      const removed = await retainMembers(trx, tenantId, groupId, ids);
      return { added: await add(trx, ctx, groupId, change.members), removed };
    }
  }
}

/**
 * Applies membership changes in order; each touches only the rows it names. RFC 7644 §3.5.2.
 * @returns the members added and removed in total
 * @throws AppError `forbidden` ROLE_NOT_ALLOWED; `invalidValue` for an unknown member, unless `acceptUnknownMembers`;
 * `invalidFilter` for a value path that selects several members, unless `patchManyElements`; `noTarget` for one that
 * selects none, if required
 */
export async function changeMembers(
  trx: Trx,
  ctx: Context,
  groupId: string,
  changes: readonly MembershipChange[],
): Promise<MembersChanged> {
  const [first] = changes;
  if (first === undefined) return NOBODY;
  if (changes.length === 1) return applyOne(trx, ctx, groupId, first);
  const added: AddedMember[] = [];
  const removed: string[] = [];
  for (const change of changes) {
    const step = await applyOne(trx, ctx, groupId, change);
    for (const member of step.added) added.push(member);
    for (const id of step.removed) removed.push(id);
  }
  return { added, removed };
}
