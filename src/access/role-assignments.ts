import type { SqlFragment } from "../db/condition.js";
import type { Db, Trx } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { candidateIdsSql, dialectOf, queryRows } from "../db/query.js";

/**
 * The way in which a role was given: by an administrator, by a connection with `securityRoles` or with core `roles`, or
 * by an administrator role that was taken away and left the role behind. R084
 */
export type GrantWay = "admin" | "securityRoles" | "roles" | "adminRole";

/** The reason why a user has a role. */
export interface Assignment {
  readonly userId: string;
  readonly roleId: string;
  /** The original of the copied role. */
  readonly rootId: string;
  readonly instanceId: string;
  readonly way: GrantWay;
  /** The id of the connection; empty for administrators. */
  readonly givenBy: string;
  /** UTC milliseconds. */
  readonly givenAt: number;
}

/** Identifies an assignment. */
export type AssignmentKey = Pick<Assignment, "userId" | "roleId" | "way" | "givenBy">;

/** A new assignment. */
export type NewAssignment = AssignmentKey & Pick<Assignment, "instanceId">;

interface AssignmentRow {
  user_id: string;
  role_id: string;
  root_id: string;
  instance_id: string;
  way: GrantWay;
  given_by: string;
  given_at: number;
}

/** Lists the assignments of users, oldest first. */
export async function listAssignments(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<Assignment[]> {
  const rows = await queryRows<AssignmentRow>(
    db,
    `select a.user_id, a.role_id, r.root_id, a.instance_id, a.way, a.given_by, a.given_at from role_assignments a
     join security_roles r on r.tenant_id = a.tenant_id and r.id = a.role_id
     where a.tenant_id = ? and a.user_id ${candidateIdsSql(db, "e")}
     order by a.given_at, a.role_id, a.way, a.given_by`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    roleId: row.role_id,
    rootId: row.root_id,
    instanceId: row.instance_id,
    way: row.way,
    givenBy: row.given_by,
    givenAt: row.given_at,
  }));
}

/** Inserts assignments. An assignment that exists stays unchanged. */
export async function insertAssignments(
  trx: Trx,
  tenantId: string,
  assignments: readonly NewAssignment[],
  now: number,
): Promise<void> {
  if (assignments.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `insert into role_assignments (tenant_id, user_id, role_id, instance_id, way, given_by, given_at)
     select ?, e.value ->> 'userId', e.value ->> 'roleId', e.value ->> 'instanceId', e.value ->> 'way',
       e.value ->> 'givenBy', cast(? as bigint)
     from ${elements} where true
     on conflict (tenant_id, user_id, role_id, way, given_by) do nothing`,
    [tenantId, now, JSON.stringify(assignments)],
  );
}

/** Deletes assignments by their keys. */
export async function deleteAssignments(
  trx: Trx,
  tenantId: string,
  assignments: readonly AssignmentKey[],
): Promise<void> {
  if (assignments.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `delete from role_assignments where tenant_id = ? and (user_id, role_id, way, given_by) in (
       select e.value ->> 'userId', e.value ->> 'roleId', e.value ->> 'way', e.value ->> 'givenBy' from ${elements})`,
    [tenantId, JSON.stringify(assignments)],
  );
}

/** Lists the ids of users who hold a role in any of its business units, after a given id. */
export async function listHoldersOfRole(
  db: Db,
  tenantId: string,
  rootId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select distinct a.user_id from security_roles r
     join role_assignments a on a.tenant_id = r.tenant_id and a.role_id = r.id
     where r.tenant_id = ? and r.root_id = ? and a.user_id > ? order by a.user_id ${LIMIT}`,
    [tenantId, rootId, after, limit],
  );
  return rows.map(({ user_id: id }) => id);
}

/** Returns true if another active user holds a role directly, in any business unit. */
export async function hasOtherHolder(
  db: Db,
  tenantId: string,
  rootId: string,
  exceptUserIds: readonly string[],
): Promise<boolean> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows(
    db,
    `select 1 from security_roles r
     join role_assignments a on a.tenant_id = r.tenant_id and a.role_id = r.id
     join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
     where r.tenant_id = ? and r.root_id = ? and (u.active is null or u.active = 1)
       and a.user_id not in (select e.value ->> 'id' from ${elements})
     limit 1`,
    [tenantId, rootId, JSON.stringify(exceptUserIds.map((id) => ({ id })))],
  );
  return rows.length > 0;
}

/** Returns a select of the ids of people who hold a role, in whatever business unit. @param roleId - of any of its copies */
export function holdersOfCopies(tenantId: string, roleId: string): SqlFragment {
  return {
    sql: `select a.user_id from security_roles wanted
      join security_roles r on r.tenant_id = wanted.tenant_id and r.root_id = wanted.root_id
      join role_assignments a on a.tenant_id = r.tenant_id and a.role_id = r.id
      where wanted.tenant_id = ? and wanted.id = ?`,
    bindings: [tenantId, roleId],
  };
}
