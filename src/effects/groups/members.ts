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
import { crmOfGroup } from "../../schema/crm-extension.js";
import type { Filter } from "../../schema/filter/ast.js";
import type { Resource } from "../../schema/model.js";
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

/** The most members that are sent before it is known that there is such a group. */
const MAX_AHEAD = 100;

/** A group that is locked. */
interface ChangedGroup {
  readonly id: string;
  /** As they are stored with the change. */
  readonly attributes: Resource;
  /** What `addAhead` has added. */
  readonly added?: readonly AddedMember[] | undefined;
}

/**
 * Sends PostgreSQL the members to add together with the statement that locks the group: all who change the group wait
 * while it is locked. Call it behind that statement, and wait for its result as soon as the group is known.
 * @returns undefined on SQLite, and if the change is more than one small addition
 */
export function addAhead(
  trx: Trx,
  ctx: Context,
  groupId: string,
  changes: readonly MembershipChange[],
): Promise<readonly AddedMember[]> | undefined {
  const [first] = changes;
  if (dialectOf(trx) === "sqlite" || changes.length !== 1 || first?.kind !== "add") return undefined;
  if (first.members.length > MAX_AHEAD) return undefined;
  const added = addMembers(trx, ctx.viewer, groupId, first.members);
  // If the group is not found, nobody waits for it.
  added.catch(() => undefined);
  return added;
}

async function add(
  trx: Trx,
  ctx: Context,
  group: ChangedGroup,
  members: readonly MemberInput[],
  comingIds?: ReadonlySet<string>,
): Promise<readonly AddedMember[]> {
  const { id: groupId, attributes } = group;
  const added = group.added ?? (await addMembers(trx, ctx.viewer, groupId, members));
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
  // Whoever gives roles to the team of a group locks the group and writes them into it.
  if (crmOfGroup(attributes).securityRoles.length > 0) await checkMembersMayGain(trx, ctx, groupId, added);
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
  group: ChangedGroup,
  change: MembershipChange,
): Promise<MembersChanged> {
  const { tenantId } = ctx.viewer;
  const { id: groupId } = group;
  switch (change.kind) {
    case "add":
      return { ...NOBODY, added: await add(trx, ctx, group, change.members, change.comingIds) };
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
      return { added: await add(trx, ctx, group, change.members), removed };
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
  group: ChangedGroup,
  changes: readonly MembershipChange[],
): Promise<MembersChanged> {
  const [first] = changes;
  if (first === undefined) return NOBODY;
  if (changes.length === 1) return applyOne(trx, ctx, group, first);
  const added: AddedMember[] = [];
  const removed: string[] = [];
  for (const change of changes) {
    const step = await applyOne(trx, ctx, group, change);
    for (const member of step.added) added.push(member);
    for (const id of step.removed) removed.push(id);
  }
  return { added, removed };
}
