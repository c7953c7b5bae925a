import { isDeepStrictEqual } from "node:util";
import { AUTOMATIC_ROLES, findAutomaticRules } from "../../access/automatic-role.js";
import { getInstance } from "../../access/instances.js";
import { hasOtherHolder } from "../../access/role-assignments.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import { type HeldRole, rolesOf } from "../../access/roles-of.js";
import type { Trx } from "../../db/connect.js";
import { hasActiveHolder } from "../../directory/users/administrators.js";
import { AppError } from "../../errors.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import type { Resource } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { isAutomatic, looksLikeSystemAdministrator } from "../attributes/roles.js";

/** The change of one user's roles. */
export interface RoleMove {
  readonly userId: string;
  /** The user's effective roles before; none if the user is not active. */
  readonly before: readonly HeldRole[];
  /** The user's effective roles after the change. */
  readonly after: readonly HeldRole[];
}

/**
 * Keeps at least one System Administrator in each instance: refuses to remove the role from the last active user who
 * has it, assigned directly or by an administrator role. It runs after the change, when its users are locked;
 * concurrent changes that would leave nobody wait for each other at the instance.
 * @throws AppError `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function guardSystemAdministrators(
  trx: Trx,
  tenantId: string,
  moves: readonly RoleMove[],
): Promise<void> {
  const lost = new Map<string, { role: HeldRole; users: string[] }>();
  for (const { userId, before, after } of moves) {
    const kept = new Set(after.filter(isSystemAdministrator).map(({ instanceId }) => instanceId));
    for (const role of before.filter(isSystemAdministrator)) {
      if (kept.has(role.instanceId)) continue;
      const users = lost.get(role.instanceId)?.users ?? [];
      lost.set(role.instanceId, { role, users: [...users, userId] });
    }
  }
  for (const [instanceId, { role, users }] of [...lost].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await getInstance(trx, tenantId, instanceId, true);
    if (await hasOtherHolder(trx, tenantId, role.rootId, users)) continue;
    const ruleOf = await findAutomaticRules(trx, tenantId);
    const { automatic } = ruleOf(instanceId);
    if (automatic && (await hasActiveHolder(trx, tenantId, AUTOMATIC_ROLES, users))) continue;
    throw lastSystemAdministrator(role.instance);
  }
}

/**
 * Creates the error for a change that would leave an instance without an administrator.
 * @param instance - its name
 */
export function lastSystemAdministrator(instance: string): AppError {
  return new AppError(
    "LAST_SYSTEM_ADMINISTRATOR",
    `nobody else can enter the instance ${quote(instance)} with 'System Administrator': give it to another user who can first`,
  );
}

/** Returns whether a user, by its representation, may be the last administrator of an instance. */
export function mayBeLastAdministrator(user: Resource): boolean {
  return user["active"] !== false && (isAutomatic(user) || looksLikeSystemAdministrator(user));
}

const ACCESS_PARTS = ["active", "roles", "entitlements", CRM_USER_URN] as const;

/** Returns whether a change of a user may end the access of an instance's administrator. */
export function mayShutOut(current: Resource, next: Resource | undefined): boolean {
  if (!mayBeLastAdministrator(current)) return false;
  return ACCESS_PARTS.some((name) => !isDeepStrictEqual(current[name], next?.[name]));
}

/**
 * Checks the deletion of a user in the same way; without statements for users who administer nothing.
 * @throws AppError `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function guardDeletion(
  trx: Trx,
  tenantId: string,
  userId: string,
  user: Resource,
): Promise<void> {
  if (!mayBeLastAdministrator(user)) return;
  const held = await rolesOf(trx, tenantId, [userId]);
  await guardSystemAdministrators(trx, tenantId, [{ userId, before: held.get(userId) ?? [], after: [] }]);
}
