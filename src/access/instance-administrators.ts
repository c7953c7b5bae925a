import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";
import { holdersOf } from "../directory/users/administrators.js";
import { AUTOMATIC_ROLES, findAutomaticRules } from "./automatic-role.js";
import { DEFAULT_ROLES, SYSTEM_ADMINISTRATOR } from "./default-roles.js";
import { effectivePrivileges, mayAssignRole } from "./privileges.js";
import { findPrivileges, isSystemAdministrator } from "./role-privileges.js";
import { rolesOf } from "./roles-of.js";
import { allTeamHeldRolesOf, type TeamHeldRole } from "./team-held-roles.js";

/** A page of ids. */
interface IdPage {
  /** The id after which the page starts. */
  readonly after: string;
  readonly limit: number;
}

/**
 * Lists the active System Administrators of an instance by id, whether they hold the role directly or by an
 * administrator role. R004
 */
export async function listSystemAdministrators(
  db: Db,
  tenantId: string,
  instanceId: string,
  { after, limit }: IdPage,
): Promise<string[]> {
  const ruleOf = await findAutomaticRules(db, tenantId);
  const given: SqlFragment = {
    sql: `select a.user_id as id from security_roles root
      join security_roles r on r.tenant_id = root.tenant_id and r.root_id = root.id
      join role_assignments a on a.tenant_id = r.tenant_id and a.role_id = r.id
      where root.tenant_id = ? and root.instance_id = ? and root.id = root.root_id and root.is_managed = 1
        and root.name = ?`,
    bindings: [tenantId, instanceId, SYSTEM_ADMINISTRATOR],
  };
  const ways = ruleOf(instanceId).automatic ? [given, holdersOf(tenantId, AUTOMATIC_ROLES)] : [given];
  const rows = await queryRows<{ id: string }>(
    db,
    `select u.id from users u where u.tenant_id = ? and u.id > ? and (u.active is null or u.active = 1)
       and u.id in (${ways.map(({ sql }) => sql).join(" union ")})
     order by u.id ${LIMIT}`,
    [tenantId, after, ...ways.flatMap(({ bindings }) => bindings), limit],
  );
  return rows.map(({ id }) => id);
}

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
