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

/** What a change does to the roles of one user. */
export interface RoleMove {
  readonly userId: string;
  /** What an active user has before; none of one who is not active. */
  readonly before: readonly HeldRole[];
  /** The same afterwards. */
  readonly after: readonly HeldRole[];
}

/**
 * Keeps somebody in each instance who can administer it: refuses to take System Administrator from the last active
 * user who has it, be it given or by administrator role. Runs behind the change, after its users are locked; changes
 * that would leave nobody wait for each other at the instance.
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

/** Says that a change would leave nobody who can administer an instance. @param instance - its name */
export function lastSystemAdministrator(instance: string): AppError {
  return new AppError(
    "LAST_SYSTEM_ADMINISTRATOR",
    `nobody else can enter the instance ${quote(instance)} with 'System Administrator': give it to another user who can first`,
  );
}

/** Whether what is said of a user makes them one who may be the last to administer an instance. */
export function mayBeLastAdministrator(user: Resource): boolean {
  return user["active"] !== false && (isAutomatic(user) || looksLikeSystemAdministrator(user));
}

const ACCESS_PARTS = ["active", "roles", "entitlements", CRM_USER_URN] as const;

/** Whether a change of a user may take the way in of one who administers an instance. */
export function mayShutOut(current: Resource, next: Resource | undefined): boolean {
  if (!mayBeLastAdministrator(current)) return false;
  return ACCESS_PARTS.some((name) => !isDeepStrictEqual(current[name], next?.[name]));
}

/**
 * The same for a user who is deleted; costs nothing for others.
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
