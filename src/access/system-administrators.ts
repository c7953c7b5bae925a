import type { Db } from "../db/connect.js";
import { DEFAULT_ROLES, SYSTEM_ADMINISTRATOR } from "./default-roles.js";
import { effectivePrivileges, mayAssignRole } from "./privileges.js";
import { findPrivileges, isSystemAdministrator } from "./role-privileges.js";
import { rolesOf } from "./roles-of.js";
import { allTeamHeldRolesOf, type TeamHeldRole } from "./team-held-roles.js";

const ALL_PRIVILEGES = new Map(
  DEFAULT_ROLES.find(({ name }) => name === SYSTEM_ADMINISTRATOR)?.privileges ?? [],
);

/**
 * Returns true if a user, active or not, is System Administrator of any instance: by the role itself, by an
 * administrator role, through a team, or by roles that together permit as much. R004, R066, R117
 */
export async function isSystemAdministratorSomewhere(
  db: Db,
  tenantId: string,
  userId: string,
): Promise<boolean> {
  const own = (await rolesOf(db, tenantId, [userId])).get(userId) ?? [];
  const held = [...own, ...(await allTeamHeldRolesOf(db, tenantId, userId))];
  if (held.some(isSystemAdministrator)) return true;
  const byInstance = new Map<string, TeamHeldRole[]>();
  for (const role of held)
    byInstance.set(role.instanceId, [...(byInstance.get(role.instanceId) ?? []), role]);
  const privilegesOf = await findPrivileges(db, tenantId, held);
  return [...byInstance.values()].some((roles) =>
    mayAssignRole(
      effectivePrivileges(roles.map(({ rootId }) => privilegesOf.get(rootId) ?? new Map())),
      ALL_PRIVILEGES,
    ),
  );
}
