import type { SqlFragment } from "../../db/condition.js";
import type { Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { indexKey } from "../../db/index-key.js";
import { candidateIdsSql, dialectOf, placeholders, queryFirst, queryRows } from "../../db/query.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";

/** The key of the attribute by which administrators are found. */
const ROLES_KEY = `${CRM_USER_URN}:administratorRoles`.toLowerCase();

/** Finds the folded administrator roles of users by user; users without roles are left out. One statement. */
export async function findAdministratorRoles(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await queryRows<{ resource_id: string; value: string }>(
    db,
    `select v.resource_id, v.value from attribute_values v
     where v.tenant_id = ? and v.resource_id ${candidateIdsSql(db, "e")} and v.attribute = ?`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id }))), ROLES_KEY],
  );
  const found = new Map<string, Set<string>>();
  for (const { resource_id: id, value } of rows) found.set(id, new Set([...(found.get(id) ?? []), value]));
  return found;
}

/** Finds the effective administrator roles of a user: none if the user is deleted or not active. */
export async function findUsableRoles(db: Db, tenantId: string, userId: string): Promise<readonly string[]> {
  const row = await queryFirst<{ resource: string }>(
    db,
    "select users.resource from users where users.tenant_id = ? and users.id = ?",
    [tenantId, userId],
  );
  if (row === undefined) return [];
  const resource = JSON.parse(row.resource) as Resource;
  return resource["active"] === false ? [] : crmOfUser(resource).administratorRoles;
}

/**
 * Takes the lock under which a transaction decides whether an administrator may lose a role; otherwise two
 * administrators who remove each other's role would both succeed. SQLite has a single writer and needs no lock.
 */
export async function lockAdministrators(trx: Trx, tenantId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await queryRows(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [
    `administrators of ${tenantId}`,
  ]);
}

/** A user who holds administrator roles. */
export interface AdministratorRow {
  readonly id: string;
  readonly displayName: string;
  readonly resource: Resource;
}

/**
 * Lists users with an administrator role by id, active or not.
 * @param role - undefined for any role
 * @param after - the id after which the page begins
 */
export async function listAdministrators(
  db: Db,
  tenantId: string,
  { role, after = "", limit }: { role?: string | undefined; after?: string | undefined; limit: number },
): Promise<AdministratorRow[]> {
  const rows = await queryRows<{ id: string; display_name: string; resource: string }>(
    db,
    `select users.id, users.display_name, users.resource from users
     where users.tenant_id = ? and users.id in (
       select distinct v.resource_id from attribute_values v
       where v.tenant_id = ? and v.attribute = ? ${role === undefined ? "" : "and v.value = ?"}
         and v.resource_id > ?
       order by v.resource_id ${LIMIT})
     order by users.id`,
    [tenantId, tenantId, ROLES_KEY, ...(role === undefined ? [] : [valueOf(role)]), after, limit],
  );
  return rows.map(({ id, display_name, resource }) => ({
    id,
    displayName: display_name,
    resource: JSON.parse(resource) as Resource,
  }));
}

/**
 * Counts the active users with a role, up to a limit.
 * @param except - the id of a user who is not counted
 */
export async function countHolders(
  db: Db,
  tenantId: string,
  role: string,
  { except = "", atMost }: { except?: string; atMost: number },
): Promise<number> {
  const rows = await queryRows(
    db,
    `select 1 from attribute_values v
     join users u on u.tenant_id = v.tenant_id and u.id = v.resource_id
     where v.tenant_id = ? and v.attribute = ? and v.value = ? and v.resource_id <> ?
       and (u.active is null or u.active = 1)
     ${LIMIT}`,
    [tenantId, ROLES_KEY, valueOf(role), except, atMost],
  );
  return rows.length;
}

/** Returns whether an active user other than the given ones has one of these roles. */
export async function hasActiveHolder(
  db: Db,
  tenantId: string,
  roles: readonly string[],
  exceptIds: readonly string[],
): Promise<boolean> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const row = await queryFirst(
    db,
    `select 1 from attribute_values v
     join users u on u.tenant_id = v.tenant_id and u.id = v.resource_id
     where v.tenant_id = ? and v.attribute = ? and v.value in (${placeholders(roles.length)})
       and (u.active is null or u.active = 1)
       and v.resource_id not in (select e.value ->> 'id' from ${elements})
     limit 1`,
    [tenantId, ROLES_KEY, ...roles.map(valueOf), JSON.stringify(exceptIds.map((id) => ({ id })))],
  );
  return row !== undefined;
}

/**
 * Returns the condition that the user of the surrounding statement has a role.
 * @param user - alias of `users` there
 */
export function holdsRoleSql(user: string, role: string): SqlFragment {
  return {
    sql: `exists (select 1 from attribute_values h where h.tenant_id = ${user}.tenant_id and h.attribute = ?
      and h.value = ? and h.resource_id = ${user}.id)`,
    bindings: [ROLES_KEY, valueOf(role)],
  };
}

/** Returns a select of the ids of users with one of these roles, active or not. */
export function holdersOf(tenantId: string, roles: readonly string[]): SqlFragment {
  return {
    sql: `select v.resource_id as id from attribute_values v
      where v.tenant_id = ? and v.attribute = ? and v.value in (${placeholders(roles.length)})`,
    bindings: [tenantId, ROLES_KEY, ...roles.map(valueOf)],
  };
}

function valueOf(role: string): string {
  return indexKey(fold(role));
}
