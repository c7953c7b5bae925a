import type { Db, Trx } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { indexKey } from "../db/index-key.js";
import { candidateIdsSql, dialectOf, queryRows } from "../db/query.js";
import { fold } from "../schema/fold.js";

/** A role as a client names it. */
export interface WrittenRole {
  /** Its name or id. In core `roles` also the JSON text that Entra ID packs. */
  readonly value: string;
  /** The name or id of the instance; undefined for all. */
  readonly instance?: string | undefined;
  /** The name or path of the business unit in which the client expects the user. */
  readonly businessUnit?: string | undefined;
}

/** The attribute in which a connection names roles. */
export type WishWay = "securityRoles" | "roles";

/** A role that a connection wishes for a user. It takes effect as soon as such a role exists. */
export interface RoleWish {
  readonly userId: string;
  readonly way: WishWay;
  /** The id of the connection. */
  readonly givenBy: string;
  readonly written: WrittenRole;
}

/** Returns the key that equal wishes of one client for one user share. */
export function wishKey({ value, instance = "" }: WrittenRole): string {
  return `${fold(value.trim())}\u0000${fold(instance.trim())}`;
}

interface WishRow {
  user_id: string;
  way: WishWay;
  given_by: string;
  written: string;
}

/** Lists the wishes for users, oldest first. */
export async function listRoleWishes(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<RoleWish[]> {
  const rows = await queryRows<WishRow>(
    db,
    `select w.user_id, w.way, w.given_by, w.written from role_wishes w
     where w.tenant_id = ? and w.user_id ${candidateIdsSql(db, "e")}
     order by w.wished_at, w.role_key, w.instance_key`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return rows.map(({ user_id, way, given_by, written }) => ({
    userId: user_id,
    way,
    givenBy: given_by,
    written: JSON.parse(written) as WrittenRole,
  }));
}

/** Lists the ids of users for whom roles with one of these names are wished, after a given id. */
export async function listWishers(
  db: Db,
  tenantId: string,
  names: readonly string[],
  after: string,
  limit: number,
): Promise<string[]> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select distinct w.user_id from role_wishes w
     where w.tenant_id = ? and w.role_key in (select e.value ->> 'key' from ${elements}) and w.user_id > ?
     order by w.user_id ${LIMIT}`,
    [tenantId, JSON.stringify(names.map((name) => ({ key: indexKey(fold(name)) }))), after, limit],
  );
  return rows.map(({ user_id: id }) => id);
}

/** Lists the ids of all users for whom roles are wished, after a given id. */
export async function listAllWishers(
  db: Db,
  tenantId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select distinct w.user_id from role_wishes w where w.tenant_id = ? and w.user_id > ?
     order by w.user_id ${LIMIT}`,
    [tenantId, after, limit],
  );
  return rows.map(({ user_id: id }) => id);
}

function keysOf({ value, instance = "" }: WrittenRole): { roleKey: string; instanceKey: string } {
  return { roleKey: indexKey(fold(value.trim())), instanceKey: indexKey(fold(instance.trim())) };
}

function toJson(wishes: readonly RoleWish[]): string {
  return JSON.stringify(
    wishes.map(({ written, ...wish }) => ({ ...wish, ...keysOf(written), written: JSON.stringify(written) })),
  );
}

/** Stores wishes. One that exists is overwritten. */
export async function insertRoleWishes(
  trx: Trx,
  tenantId: string,
  wishes: readonly RoleWish[],
  now: number,
): Promise<void> {
  if (wishes.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `insert into role_wishes (tenant_id, user_id, way, given_by, role_key, instance_key, written, wished_at)
     select ?, e.value ->> 'userId', e.value ->> 'way', e.value ->> 'givenBy', e.value ->> 'roleKey',
       e.value ->> 'instanceKey', e.value ->> 'written', cast(? as bigint)
     from ${elements} where true
     on conflict (tenant_id, user_id, way, given_by, role_key, instance_key) do update set written = excluded.written`,
    [tenantId, now, toJson(wishes)],
  );
}

/** Deletes wishes by their keys. */
export async function deleteRoleWishes(
  trx: Trx,
  tenantId: string,
  wishes: readonly RoleWish[],
): Promise<void> {
  if (wishes.length === 0) return;
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const names = ["userId", "way", "givenBy", "roleKey", "instanceKey"].map((name) => `e.value ->> '${name}'`);
  await queryRows(
    trx,
    `delete from role_wishes where tenant_id = ? and (user_id, way, given_by, role_key, instance_key) in (
       select ${names.join(", ")} from ${elements})`,
    [tenantId, toJson(wishes)],
  );
}
