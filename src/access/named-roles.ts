import type { Db } from "../db/connect.js";
import { manyIdsSql, queryRows, queryTuples } from "../db/query.js";
import type { UserTraits } from "../directory/users/traits.js";
import { mayBeAutomatic } from "./automatic-role.js";
import { findAutomatic, type HeldRole, withAutomatic } from "./roles-of.js";

/** A security role that a user holds in an instance, without who gave it. */
export type NamedRole = Pick<HeldRole, "instanceId" | "rootId" | "name" | "isManaged" | "source">;

/** Returns the roles of users in all instances, by user; users without roles are left out. */
export type NamedRolesOf = (
  users: readonly UserTraits[],
) => Promise<ReadonlyMap<string, readonly NamedRole[]>>;

/**
 * Returns a function that loads the same roles as `rolesOf`, for one batch of users after the other. It keeps the names
 * of the roles between batches: a batch takes one statement, and others for what no batch before it had.
 */
export function openNamedRoles(db: Db, tenantId: string): NamedRolesOf {
  const known = new Map<string, NamedRole>();
  let automatic: Promise<readonly NamedRole[]> | undefined;
  return async (users) => {
    const assignments = await findAssignments(db, tenantId, users);
    const unknown = new Set(assignments.map(([, id]) => id).filter((id) => !known.has(id)));
    if (unknown.size > 0) {
      for (const [id, role] of await findNamedRoles(db, tenantId, [...unknown])) known.set(id, role);
    }
    const held = new Map<string, NamedRole[]>();
    for (const [userId, roleId] of assignments) {
      const role = known.get(roleId);
      const roles = held.get(userId);
      if (role === undefined) continue;
      if (roles === undefined) held.set(userId, [role]);
      else roles.push(role);
    }
    const all = new Map<string, readonly NamedRole[]>(held);
    for (const { id, administratorRoles, deletedAt } of users) {
      if (deletedAt !== undefined || !mayBeAutomatic(administratorRoles)) continue;
      automatic ??= findAutomatic(db, tenantId);
      all.set(id, withAutomatic(held.get(id) ?? [], await automatic));
    }
    return all;
  };
}

/** Finds which roles users hold, each role once. */
async function findAssignments(
  db: Db,
  tenantId: string,
  users: readonly UserTraits[],
): Promise<readonly (readonly [userId: string, roleId: string])[]> {
  return queryTuples(
    db,
    ["user_id", "role_id"],
    `select distinct a.user_id, a.role_id from role_assignments a
     where a.tenant_id = ? and a.user_id ${manyIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(users.map(({ id }) => id))],
  );
}

/** Finds roles by id, as somebody holds them who was given them. One statement. */
export async function findNamedRoles(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedRole>> {
  const rows = await queryRows<{
    readonly id: string;
    readonly instance_id: string;
    readonly root_id: string;
    readonly name: string;
    readonly is_managed: number;
  }>(
    db,
    `select r.id, r.instance_id, r.root_id, r.name, r.is_managed from security_roles r
     where r.tenant_id = ? and r.id ${manyIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(ids)],
  );
  return new Map(
    rows.map(({ id, instance_id: instanceId, root_id: rootId, name, is_managed: isManaged }) => [
      id,
      { instanceId, rootId, name, isManaged: isManaged !== 0, source: "direct" },
    ]),
  );
}
