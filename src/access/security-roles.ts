import type { Db, Trx } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { refuseDuplicate } from "../db/errors.js";
import { newId } from "../db/new-id.js";
import { candidateIdsSql, dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { quote } from "../schema/quote.js";
import { type BusinessUnit, isAboveOrSame } from "./business-units.js";
import { DEFAULT_ROLES } from "./default-roles.js";

/** A security role as one business unit has it. R067 */
export interface SecurityRole {
  readonly id: string;
  readonly instanceId: string;
  readonly businessUnitId: string;
  /** The original of a copied role; the role's own id if it is the original. */
  readonly rootId: string;
  readonly name: string;
  readonly description: string | undefined;
  /** True for the default roles, which cannot be changed or deleted. R063 */
  readonly isManaged: boolean;
  /** UTC milliseconds. */
  readonly createdAt: number;
  /** UTC milliseconds. */
  readonly lastModifiedAt: number;
}

interface RoleRow {
  id: string;
  instance_id: string;
  business_unit_id: string;
  root_id: string;
  name: string;
  description: string | null;
  is_managed: number;
  created_at: number;
  last_modified_at: number;
}

const COLUMNS =
  "r.id, r.instance_id, r.business_unit_id, r.root_id, r.name, r.description, r.is_managed, r.created_at, r.last_modified_at";

function toRole(row: RoleRow): SecurityRole {
  return {
    id: row.id,
    instanceId: row.instance_id,
    businessUnitId: row.business_unit_id,
    rootId: row.root_id,
    name: row.name,
    description: row.description ?? undefined,
    isManaged: row.is_managed !== 0,
    createdAt: row.created_at,
    lastModifiedAt: row.last_modified_at,
  };
}

/** Lists the security roles of an instance by name, or those of one business unit. */
export async function listSecurityRoles(
  db: Db,
  tenantId: string,
  instanceId: string,
  businessUnitId?: string,
): Promise<SecurityRole[]> {
  const rows = await queryRows<RoleRow>(
    db,
    `select ${COLUMNS} from security_roles r where r.tenant_id = ? and r.instance_id = ?
       ${businessUnitId === undefined ? "" : "and r.business_unit_id = ?"}
     order by r.name_key, r.id`,
    businessUnitId === undefined ? [tenantId, instanceId] : [tenantId, instanceId, businessUnitId],
  );
  return rows.map(toRole);
}

/**
 * Returns a role of an instance by its id.
 * @throws AppError `notFound`
 */
export async function getSecurityRole(
  db: Db,
  tenantId: string,
  instanceId: string,
  id: string,
): Promise<SecurityRole> {
  const row = await queryFirst<RoleRow>(
    db,
    `select ${COLUMNS} from security_roles r where r.tenant_id = ? and r.id = ? and r.instance_id = ?`,
    [tenantId, id, instanceId],
  );
  if (row === undefined) {
    throw new AppError("UNKNOWN_ROLE", `the instance has no security role with the id ${quote(id)}`);
  }
  return toRole(row);
}

/** Lists the security roles of all instances of a tenant by id, after a given id. */
export async function listRolesOfTenant(
  db: Db,
  tenantId: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<SecurityRole[]> {
  const rows = await queryRows<RoleRow>(
    db,
    `select ${COLUMNS} from security_roles r where r.tenant_id = ? and r.id > ? order by r.id ${LIMIT}`,
    [tenantId, after ?? "", limit],
  );
  return rows.map(toRole);
}

/** Returns the names of roles by id; deleted roles are left out. One statement. */
export async function findRoleNames(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<{ id: string; name: string }>(
    db,
    `select r.id, r.name from security_roles r where r.tenant_id = ? and r.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify([...new Set(ids)].map((id) => ({ id })))],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Returns a role of any instance by its id; undefined if there is none. */
export async function findSecurityRole(
  db: Db,
  tenantId: string,
  id: string,
): Promise<SecurityRole | undefined> {
  const row = await queryFirst<RoleRow>(
    db,
    `select ${COLUMNS} from security_roles r where r.tenant_id = ? and r.id = ?`,
    [tenantId, id],
  );
  return row && toRole(row);
}

/**
 * Returns the roles of all instances of a tenant that names or ids may refer to, each with all of its copies.
 * @param keys - folded names, or ids
 */
export async function findRolesByKeys(
  db: Db,
  tenantId: string,
  keys: readonly string[],
): Promise<SecurityRole[]> {
  if (keys.length === 0) return [];
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const json = JSON.stringify([...new Set(keys)].map((key) => ({ key })));
  const rows = await queryRows<RoleRow>(
    db,
    `select ${COLUMNS} from security_roles r
     where r.tenant_id = ? and r.name_key in (select e.value ->> 'key' from ${elements})
     union
     select ${COLUMNS} from security_roles n
     join security_roles r on r.tenant_id = n.tenant_id and r.root_id = n.root_id
     where n.tenant_id = ? and n.id in (select e.value ->> 'key' from ${elements})`,
    [tenantId, json, tenantId, json],
  );
  return rows.map(toRole);
}

/** Inserts the default roles into a new instance's root business unit. R063 */
export async function insertDefaultRoles(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  rootUnitId: string,
  now: number,
): Promise<void> {
  const roles = DEFAULT_ROLES.map(({ name, description }) => {
    const id = newId();
    return { id, instanceId, businessUnitId: rootUnitId, rootId: id, name, description, isManaged: true };
  });
  await insertRoles(trx, tenantId, roles, now);
}

type NewRole = Omit<SecurityRole, "createdAt" | "lastModifiedAt">;

/**
 * Inserts any number of roles with one statement.
 * @throws AppError `conflict` ROLE_NAME_TAKEN
 */
export async function insertRoles(
  trx: Trx,
  tenantId: string,
  roles: readonly NewRole[],
  now: number,
): Promise<void> {
  if (roles.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const rows = roles.map((role) => ({ ...role, key: fold(role.name), managed: role.isManaged ? "1" : "0" }));
  await refuseDuplicate(
    () =>
      queryRows(
        trx,
        `insert into security_roles (tenant_id, id, instance_id, business_unit_id, root_id, name, name_key, description,
         is_managed, created_at, last_modified_at)
       select ?, e.value ->> 'id', e.value ->> 'instanceId', e.value ->> 'businessUnitId', e.value ->> 'rootId',
         e.value ->> 'name', e.value ->> 'key', e.value ->> 'description', cast(e.value ->> 'managed' as integer), cast(? as bigint), cast(? as bigint)
       from ${elements}`,
        [tenantId, now, now, JSON.stringify(rows)],
      ),
    (cause) =>
      new AppError(
        "ROLE_NAME_TAKEN",
        `a business unit that would get the role already has one named ${quote(roles[0]?.name ?? "")}: choose another name`,
        { cause },
      ),
  );
}

/** The copies that business units lack, and those in business units where the role does not belong. */
export interface CopyDifference {
  readonly missing: readonly NewRole[];
  readonly superfluous: readonly SecurityRole[];
}

/**
 * Compares copies with what should be: each role once in the business unit where it was created and in every unit
 * below. R067
 * @param units - those of the instance, each after its parent
 * @param roles - those of the instance
 */
export function compareCopies(
  units: readonly BusinessUnit[],
  roles: readonly SecurityRole[],
): CopyDifference {
  const roots = roles.filter(({ id, rootId }) => id === rootId);
  const has = new Set(roles.map(({ rootId, businessUnitId }) => `${rootId} ${businessUnitId}`));
  const belongs = new Set<string>();
  const missing: NewRole[] = [];
  for (const root of roots) {
    for (const unit of units.filter(({ id }) => isAboveOrSame(units, root.businessUnitId, id))) {
      const key = `${root.id} ${unit.id}`;
      belongs.add(key);
      const { createdAt: _, lastModifiedAt: __, ...copied } = root;
      if (!has.has(key)) missing.push({ ...copied, id: newId(), businessUnitId: unit.id });
    }
  }
  return {
    missing,
    superfluous: roles.filter(({ rootId, businessUnitId }) => !belongs.has(`${rootId} ${businessUnitId}`)),
  };
}

/** Returns true if a user or a team holds one of these roles. */
export async function isAnyAssigned(db: Db, tenantId: string, roleIds: readonly string[]): Promise<boolean> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const json = JSON.stringify(roleIds.map((id) => ({ id })));
  const row = await queryFirst(
    db,
    `select 1 from role_assignments a where a.tenant_id = ? and a.role_id in (select e.value ->> 'id' from ${elements})
     union all
     select 1 from team_roles t where t.tenant_id = ? and t.role_id in (select e.value ->> 'id' from ${elements})
     limit 1`,
    [tenantId, json, tenantId, json],
  );
  return row !== undefined;
}

/** Deletes roles. Their holders lose them. */
export async function deleteRoles(trx: Trx, tenantId: string, roleIds: readonly string[]): Promise<void> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `delete from security_roles where tenant_id = ? and id in (select e.value ->> 'id' from ${elements})`,
    [tenantId, JSON.stringify(roleIds.map((id) => ({ id })))],
  );
}

/** Stores a new description for a role and its copies. */
export async function touchRole(
  trx: Trx,
  tenantId: string,
  rootId: string,
  description: string | undefined,
  now: number,
): Promise<void> {
  await queryRows(
    trx,
    "update security_roles set description = ?, last_modified_at = ? where tenant_id = ? and root_id = ?",
    [description ?? null, now, tenantId, rootId],
  );
}
