import { findLostAccess, restoreAccess, type SavedAccess, saveAccess } from "../../access/saved-access.js";
import { getSecurityRole } from "../../access/security-roles.js";
import { restoreAccountRows, saveAccountRows } from "../../auth/account-rows.js";
import type { Trx } from "../../db/connect.js";
import type { SavedRows } from "../../db/saved-rows.js";
import { findGroupsLeft } from "../../directory/groups/group-names.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { mayAssign } from "../administrators/role-authority.js";
import type { Context } from "../context.js";
import { refreshUnits } from "../roles/refresh-units.js";
import type { UserState } from "./user-state.js";

/** The saved state of a deleted user besides its representation. */
interface SavedUserState {
  readonly account?: SavedRows;
  readonly access?: SavedAccess;
  /** The ids of the groups of the user. */
  readonly groups: readonly string[];
}

/** Something that was not restored, and the reason. */
export interface NotRestored {
  readonly type: "securityRole" | "businessUnit" | "team" | "license" | "invitation" | "group" | "externalId";
  readonly name: string;
  readonly instance?: string | undefined;
  /** The next step. */
  readonly detail: string;
}

const DETAILS: Readonly<Record<NotRestored["type"], string>> = {
  securityRole:
    "the role is gone, is not one of the user's business unit, or may not be given by whoever gave it or restores: assign one",
  businessUnit: "the business unit is gone: the user is in the root, move it where it belongs",
  team: "the team is gone: add the user to another one",
  license: "the seat was freed: assign the license again",
  invitation: "its link is void: invite the user again where one is needed",
  externalId: "the connection is gone, or uses it for another resource",
  group: "the group went on without the user: add the user again",
};

/** Deletes and returns the state of a user besides its representation, as JSON; null if there is none. */
export async function saveUserState(
  trx: Trx,
  tenantId: string,
  userId: string,
  has: UserState,
  groups: readonly string[],
): Promise<string | null> {
  if (has.account.length === 0 && !has.access && groups.length === 0) return null;
  const kept: SavedUserState = {
    ...(has.account.length > 0 && {
      account: await saveAccountRows(trx, has.account, tenantId, userId),
    }),
    ...(has.access && { access: await saveAccess(trx, tenantId, userId) }),
    groups,
  };
  return JSON.stringify(kept);
}

/**
 * Restores the saved state of a user as far as it is still allowed: within what connections may grant, and System
 * Administrator only by an administrator who may assign it.
 * @param buried - the representation when the user was deleted
 * @param json - from `saveUserState`; null for a user deleted by an earlier version
 * @returns what was not restored
 */
export async function restoreUserState(
  trx: Trx,
  ctx: Context,
  userId: string,
  buried: Resource,
  json: string | null,
): Promise<NotRestored[]> {
  const { tenantId } = ctx.viewer;
  const { account, access, groups }: SavedUserState =
    json === null ? { groups: [] } : (JSON.parse(json) as SavedUserState);
  const externalIds = account === undefined ? [] : await restoreAccountRows(trx, tenantId, account);
  if (access !== undefined) {
    await restoreAccess(trx, tenantId, userId, access, async ({ instanceId, id }) =>
      mayAssign(trx, ctx, instanceId, await getSecurityRole(trx, tenantId, instanceId, id)),
    );
  }
  await refreshUnits(trx, ctx, [userId]);
  const left = await findGroupsLeft(trx, tenantId, groups, userId);
  const lost = access === undefined ? [] : await findLostAccess(trx, tenantId, userId, access);
  return [
    ...lost.map((one) => ({ ...one, detail: DETAILS[one.type] })),
    ...seatsOf(buried),
    ...externalIds.map((name) => toLost("externalId", name)),
    ...left.map((name) => toLost("group", name)),
  ];
}

/** Returns the seats and the open invitation, which end with the user. R102 */
function seatsOf(user: Resource): NotRestored[] {
  const { licenses, invitation } = crmOfUser(user);
  const status = invitation?.["status"];
  const isOpen = status === "Invited" || status === "Near Expired";
  return [
    ...licenses.flatMap(({ skuPartNumber, skuId }) => {
      const name = skuPartNumber ?? skuId;
      return typeof name === "string" ? [toLost("license", name)] : [];
    }),
    ...(isOpen ? [toLost("invitation", status)] : []),
  ];
}

function toLost(type: NotRestored["type"], name: string): NotRestored {
  return { type, name, detail: DETAILS[type] };
}
