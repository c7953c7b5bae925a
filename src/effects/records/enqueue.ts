import { isDeepStrictEqual } from "node:util";
import { enqueueGroupSync, enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { CRM_GROUP_URN } from "../../schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource } from "../../schema/model.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import type { ServerContext } from "../context.js";
import type { Deletion, PendingChange, StoredGroupChange, UserDeletion } from "../pending-change.js";

/** Administrator roles that let somebody in without a license. docs/access.md */
const ENTERING_ROLES: readonly unknown[] = ["global", "service"];

/** Whether somebody may have a record that is not there yet: licensed, or an administrator of the service. */
function mayEnter(user: Resource): boolean {
  const { licenses, administratorRoles } = objectOrEmpty(user[CRM_USER_URN]);
  if (Array.isArray(licenses) && licenses.length > 0) return true;
  return (
    Array.isArray(administratorRoles) && administratorRoles.some((role) => ENTERING_ROLES.includes(role))
  );
}

/** A change of a user, as far as records depend on it. */
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
}

/**
 * Asks for the records of a user who changed to be looked at, in the transaction of the change. Who can enter nothing
 * costs nothing when created, and no more than a look for records afterwards. R013, R021
 */
export async function enqueueUser({ trx, ctx, id, current, next, at }: ChangedUser): Promise<void> {
  // Who could enter until now may be about to get a record: a task that nobody sees yet may be making it.
  const enters = [current, next].some((user) => user !== undefined && mayEnter(user));
  if (current === undefined && !enters) return;
  const cause = current === undefined ? "user.created" : next === undefined ? "user.deleted" : "user.changed";
  const reach = enters ? "all" : "existing";
  await enqueueSync(trx, { tenantId: ctx.viewer.tenantId, userIds: [id], cause, reach }, at);
}

/** The same for a user who is deleted; costs nothing where there is and can be no record. */
export async function enqueueDeletedUser({ has, ...deletion }: UserDeletion): Promise<void> {
  if (has.records || mayEnter(deletion.current)) await enqueueUser({ ...deletion, next: undefined });
}

/** What a group says of itself that decides on the access of its members, or their reasons. */
function accessOf(group: Resource): { readonly guards: boolean; readonly roles: unknown } {
  const { guardsInstance, securityRoles } = objectOrEmpty(group[CRM_GROUP_URN]);
  return { guards: guardsInstance !== undefined, roles: securityRoles };
}

/**
 * Whether it affectsCrm to the CRM who is in a group: it guards an instance, or its members have roles as of a team. Who
 * changes either locks the group first and asks for all of its members, so that a look at the locked group is enough.
 */
function affectsCrm(group: Resource): boolean {
  const { guards, roles } = accessOf(group);
  return guards || roles !== undefined;
}

/**
 * The same for users who joined or left a group, in the instances where that affectsCrm; costs nothing where it does
 * not. R085, R101
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

/** The same for all members of a group whose roles as of a team changed: what a team gives is a reason, never a record. */
export async function enqueueTeam({
  trx,
  ctx,
  id: groupId,
  current,
  next,
}: Pick<PendingChange, "trx" | "id" | "current" | "next"> & { readonly ctx: ServerContext }): Promise<void> {
  if (current === undefined || isDeepStrictEqual(accessOf(current).roles, accessOf(next).roles)) return;
  const { tenantId } = ctx.viewer;
  const request = { tenantId, groupId, userIds: undefined, cause: "team", reach: "existing" } as const;
  await enqueueGroupSync(trx, request, ctx.now());
}

/** The same for all members of a group that is deleted; to be called while they are still its members. R101 */
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
