import { isDeepStrictEqual } from "node:util";
import { enqueueGroupSync, enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import type { MembersChanged } from "../../directory/groups/members-changed.js";
import { CRM_GROUP_URN } from "../../schema/definitions/crm-group.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource } from "../../schema/model.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import type { ServerContext } from "../context.js";

/** Administrator roles that let somebody in without a license. docs/access.md */
const ENTERING_ROLES: readonly unknown[] = ["global", "service"];

/** Whether somebody may have a record that is not there yet: licensed, or an administrator of the service. */
export function mayEnter(user: Resource): boolean {
  const { licenses, administratorRoles } = objectOrEmpty(user[CRM_USER_URN]);
  if (Array.isArray(licenses) && licenses.length > 0) return true;
  return (
    Array.isArray(administratorRoles) && administratorRoles.some((role) => ENTERING_ROLES.includes(role))
  );
}

/**
 * Asks for the records of a user who changed to be looked at, in the transaction of the change. Who can enter nothing
 * costs nothing when created, and no more than a look for records afterwards. R013, R021
 * @param before - undefined for a new user
 * @param after - undefined for a deleted one
 */
export async function enqueueUser(
  trx: Trx,
  tenantId: string,
  userId: string,
  before: Resource | undefined,
  after: Resource | undefined,
  now: number,
): Promise<void> {
  // Who could enter until now may be about to get a record: a task that nobody sees yet may be making it.
  const enters = [before, after].some((user) => user !== undefined && mayEnter(user));
  if (before === undefined && !enters) return;
  const cause = before === undefined ? "user.created" : after === undefined ? "user.deleted" : "user.changed";
  const reach = enters ? "all" : "existing";
  await enqueueSync(trx, { tenantId, userIds: [userId], cause, reach }, now);
}

/** What a group says of itself that decides on the access of its members, or their reasons. */
function accessOf(group: Resource): { readonly guards: boolean; readonly roles: unknown } {
  const { guardsInstance, securityRoles } = objectOrEmpty(group[CRM_GROUP_URN]);
  return { guards: guardsInstance !== undefined, roles: securityRoles };
}

/**
 * Whether it matters to the CRM who is in a group: it guards an instance, or its members have roles as of a team. Who
 * changes either locks the group first and asks for all of its members, so that a look at the locked group is enough.
 */
export function affectsCrm(group: Resource): boolean {
  const { guards, roles } = accessOf(group);
  return guards || roles !== undefined;
}

/**
 * The same for users who joined or left a group, in the instances where that matters; costs nothing where it does
 * not. R085, R101
 * @param group - as it is stored, and locked
 */
export async function enqueueMoved(
  trx: Trx,
  ctx: ServerContext,
  groupId: string,
  group: Resource,
  { added, removed }: MembersChanged,
): Promise<void> {
  if (added.length + removed.length === 0 || !affectsCrm(group)) return;
  const userIds = [...new Set([...added.map(({ member_id: id }) => id), ...removed])];
  const { tenantId } = ctx.viewer;
  await enqueueGroupSync(trx, { tenantId, groupId, userIds, cause: "members" }, ctx.now());
}

/** The same for all members of a group whose roles as of a team changed: what a team gives is a reason, never a record. */
export async function enqueueTeam(
  trx: Trx,
  ctx: ServerContext,
  groupId: string,
  before: Resource | undefined,
  after: Resource,
): Promise<void> {
  if (before === undefined || isDeepStrictEqual(accessOf(before).roles, accessOf(after).roles)) return;
  const { tenantId } = ctx.viewer;
  const request = { tenantId, groupId, userIds: undefined, cause: "team", reach: "existing" } as const;
  await enqueueGroupSync(trx, request, ctx.now());
}
