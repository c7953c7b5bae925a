import type { Db, Trx } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { candidateIdsSql, queryRows } from "../db/query.js";

/** An instance as the search for roles needs it: its names, and its root business unit. */
export interface InstanceRoot {
  readonly id: string;
  readonly name: string;
  /** Folded. */
  readonly nameKey: string;
  readonly rootUnitId: string;
}

/** Lists the instances of a tenant by name; none in a tenant without a CRM. */
export async function listInstanceRoots(db: Db, tenantId: string): Promise<InstanceRoot[]> {
  const rows = await queryRows<{ id: string; name: string; name_key: string; root_id: string }>(
    db,
    `select i.id, i.name, i.name_key, b.id as root_id from instances i
     join business_units b on b.tenant_id = i.tenant_id and b.instance_id = i.id and b.parent_id is null
     where i.tenant_id = ? order by i.name_key`,
    [tenantId],
  );
  return rows.map(({ id, name, name_key, root_id }) => ({
    id,
    name,
    nameKey: name_key,
    rootUnitId: root_id,
  }));
}

/** Returns the business unit of a user in an instance. */
export type UnitOf = (userId: string, instance: Pick<InstanceRoot, "id" | "rootUnitId">) => string;

/** Finds the business units of users in all instances: the root unless another one was set. A10 */
export async function findUserUnits(db: Db, tenantId: string, userIds: readonly string[]): Promise<UnitOf> {
  const rows = await queryRows<{ user_id: string; instance_id: string; business_unit_id: string }>(
    db,
    `select u.user_id, u.instance_id, u.business_unit_id from user_business_units u
     where u.tenant_id = ? and u.user_id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const chosen = new Map(rows.map((row) => [`${row.user_id} ${row.instance_id}`, row.business_unit_id]));
  return (userId, { id, rootUnitId }) => chosen.get(`${userId} ${id}`) ?? rootUnitId;
}

/** Moves a user into a business unit of an instance. */
export async function setUserUnit(
  trx: Trx,
  tenantId: string,
  userId: string,
  instanceId: string,
  unitId: string,
): Promise<void> {
  await queryRows(
    trx,
    `insert into user_business_units (tenant_id, user_id, instance_id, business_unit_id) values (?, ?, ?, ?)
     on conflict (tenant_id, user_id, instance_id) do update set business_unit_id = excluded.business_unit_id`,
    [tenantId, userId, instanceId, unitId],
  );
}

/** Lists the ids of users who were put into one of these business units, after a given id. */
export async function listUsersInUnits(
  db: Db,
  tenantId: string,
  unitIds: readonly string[],
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select distinct u.user_id from user_business_units u
     where u.tenant_id = ? and u.business_unit_id ${candidateIdsSql(db, "e")} and u.user_id > ?
     order by u.user_id ${LIMIT}`,
    [tenantId, JSON.stringify(unitIds.map((id) => ({ id }))), after, limit],
  );
  return rows.map(({ user_id: id }) => id);
}
