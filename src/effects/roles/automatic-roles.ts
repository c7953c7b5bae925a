import { findAutomaticRules } from "../../access/automatic-role.js";
import { insertAssignments } from "../../access/role-assignments.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import type { HeldRole } from "../../access/roles-of.js";
import { listSecurityRoles } from "../../access/security-roles.js";
import { findUserUnits, listInstanceRoots } from "../../access/user-units.js";
import type { Trx } from "../../db/connect.js";

/**
 * Keeps System Administrator for a user who loses an administrator role, in the instances whose settings say so;
 * elsewhere it ends by itself. R084
 * @param before - the user's previous roles
 */
export async function leaveAutomaticRoles(
  trx: Trx,
  tenantId: string,
  userId: string,
  before: readonly HeldRole[],
  now: number,
): Promise<void> {
  const automatic = before.filter((role) => role.grants.length === 0 && isSystemAdministrator(role));
  if (automatic.length === 0) return;
  const ruleOf = await findAutomaticRules(trx, tenantId);
  const instances = await listInstanceRoots(trx, tenantId);
  const unitOf = await findUserUnits(trx, tenantId, [userId]);
  for (const { instanceId, rootId } of automatic) {
    const instance = instances.find(({ id }) => id === instanceId);
    if (instance === undefined || !ruleOf(instanceId).sticky) continue;
    const roles = await listSecurityRoles(trx, tenantId, instanceId, unitOf(userId, instance));
    const own = roles.find((role) => role.rootId === rootId);
    if (own === undefined) continue;
    const assignment = { userId, roleId: own.id, instanceId, way: "adminRole" as const, givenBy: "" };
    await insertAssignments(trx, tenantId, [assignment], now);
  }
}
