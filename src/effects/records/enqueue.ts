import { isDeepStrictEqual } from "node:util";
import { enqueueGroupSync, enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { crmOfGroup, crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import type { ServerContext } from "../context.js";
import type { Deletion, PendingChange, StoredGroupChange, UserDeletion } from "../pending-change.js";

/** The administrator roles that give access without a license. docs/access.md */
const ENTERING_ROLES: readonly unknown[] = ["global", "service"];

/** Returns whether a user can get a record: a licensed one, or an administrator of the service. */
function mayEnter(user: Resource): boolean {
  const { licenses, administratorRoles } = crmOfUser(user);
  return licenses.length > 0 || administratorRoles.some((role) => ENTERING_ROLES.includes(role));
}

/** The part of a user's change on which records depend. */
interface ChangedUser {
  readonly trx: Trx;
  readonly ctx: Pick<ServerContext, "viewer">;
  readonly id: string;
  /** Undefined for a new user. */
  readonly current: Resource | undefined;
  /** Undefined for a deleted one. */
  readonly next: Resource | undefined;
  /** When it was stored, in UTC milliseconds. */
  readonly at: number;
  readonly mayHaveRecord?: boolean | undefined;
}

/**
 * Schedules the synchronization of a changed user, in the transaction of the change. For a user without access, a
 * creation costs nothing, and neither does a later change if it is known that there is no record. R013, R021
 */
export async function enqueueUser(change: ChangedUser): Promise<void> {
  const { trx, ctx, id, current, next, at, mayHaveRecord = true } = change;
  // A user who had access may be about to get a record: an uncommitted task may be creating it.
  const enters = [current, next].some((user) => user !== undefined && mayEnter(user));
  if (!enters && (current === undefined || !mayHaveRecord)) return;
  const cause = current === undefined ? "user.created" : next === undefined ? "user.deleted" : "user.changed";
  const reach = enters ? "all" : "existing";
  const concernsAccess = !isDeepStrictEqual(rightsOf(current), rightsOf(next));
  const { tenantId } = ctx.viewer;
  await enqueueSync(trx, { tenantId, userIds: [id], cause, reach, concernsAccess }, at);
}

/** Schedules the synchronization of a restored user, whose access depends on the restoring alone. */
export async function enqueueRestoredUser({ trx, ctx, id, next, at }: ChangedUser): Promise<void> {
  const { tenantId } = ctx.viewer;
  const reach = next !== undefined && mayEnter(next) ? "all" : "existing";
  await enqueueSync(trx, { tenantId, userIds: [id], cause: "user.changed", reach }, at);
}

/** Returns the part of a user on which the decision about access can depend. */
function rightsOf(user: Resource | undefined): unknown {
  return user && [user["active"], crmOfUser(user).attributes];
}

/** Schedules the synchronization of a deleted user; costs nothing if no record exists or can exist. */
export async function enqueueDeletedUser({ has, ...deletion }: UserDeletion): Promise<void> {
  if (has.records || mayEnter(deletion.current)) await enqueueUser({ ...deletion, next: undefined });
}

/**
 * Returns whether a group's members matter to the CRM: it guards an instance, or its team gives roles. Whoever changes
 * that locks the group first and schedules all its members, so that reading the locked group is enough.
 */
function affectsCrm(group: Resource): boolean {
  const { guardsInstance, securityRoles } = crmOfGroup(group);
  return guardsInstance !== undefined || securityRoles.length > 0;
}

/**
 * Schedules the synchronization of users who joined or left a group, in the instances for which that matters; costs
 * nothing otherwise. R085, R101
 */
export async function enqueueMoved({
  trx,
  ctx,
  id: groupId,
  current,
  next,
  moved: { added, removed },
}: StoredGroupChange): Promise<void> {
  const isConcerned = affectsCrm(next) || (current !== undefined && affectsCrm(current));
  if (added.length + removed.length === 0 || !isConcerned) return;
  const userIds = [...new Set([...added.map(({ member_id: id }) => id), ...removed])];
  const { tenantId } = ctx.viewer;
  await enqueueGroupSync(trx, { tenantId, groupId, userIds, cause: "members" }, ctx.now());
}

/** Schedules all members of a group whose team's roles changed: a team gives a reason, never a record. */
export async function enqueueTeam({
  trx,
  ctx,
  id: groupId,
  current,
  next,
}: Pick<PendingChange, "trx" | "id" | "current" | "next"> & { readonly ctx: ServerContext }): Promise<void> {
  if (current === undefined) return;
  if (isDeepStrictEqual(crmOfGroup(current).securityRoles, crmOfGroup(next).securityRoles)) return;
  const { tenantId } = ctx.viewer;
  const request = { tenantId, groupId, userIds: undefined, cause: "team", reach: "existing" } as const;
  await enqueueGroupSync(trx, request, ctx.now());
}

/** Schedules all members of a group that is being deleted; called while they are still members. R101 */
export async function enqueueMembersOfDeleted({
  trx,
  ctx,
  id: groupId,
  current,
  at,
}: Deletion): Promise<void> {
  if (!affectsCrm(current)) return;
  const { tenantId } = ctx.viewer;
  await enqueueGroupSync(trx, { tenantId, groupId, userIds: undefined, cause: "group.deleted" }, at);
}
