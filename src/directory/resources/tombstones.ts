import type { Db, Trx } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { indexKey } from "../../db/index-key.js";
import { candidateIdsSql, queryFirst, queryRows, sendQuery } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import type { Resource } from "../../schema/model.js";

/**
 * Stores a tombstone of a resource, so that an administrator can restore it; provisioning clients get 404. It runs in
 * the transaction of the deletion, before the row is deleted.
 * @param savedState - further state to restore, as JSON in the caller's own form
 */
export async function insertTombstone(
  trx: Trx,
  tenantId: string,
  table: "users" | "groups",
  id: string,
  now: number,
  savedState: string | null = null,
): Promise<void> {
  await sendQuery(
    trx,
    `insert into tombstones (tenant_id, id, resource_type, connection_id, version, created_at, deleted_at, resource,
       name_key, belongings)
     select tenant_id, id, ?, connection_id, version, created_at, cast(? as bigint), resource,
       ${table === "users" ? "user_name_key" : "null"}, ?
     from ${table} where tenant_id = ? and id = ?`,
    [table === "users" ? "User" : "Group", now, savedState, tenantId, id],
  );
}

/** The name of a deleted group. */
export interface DeletedGroup {
  readonly name: string;
  /** UTC milliseconds. */
  readonly deletedAt: number;
}

/** Finds the names of deleted groups by id. One statement. */
export async function findDeletedGroups(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeletedGroup>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<{ id: string; deleted_at: number; resource: string }>(
    db,
    `select id, deleted_at, resource from tombstones where tenant_id = ? and resource_type = 'Group'
     and tombstones.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(ids.map((id) => ({ id })))],
  );
  return new Map(
    rows.map(({ id, deleted_at: deletedAt, resource }) => [
      id,
      { name: (JSON.parse(resource) as { displayName: string }).displayName, deletedAt },
    ]),
  );
}

/** A deleted user as it was. Times are UTC milliseconds. */
export interface DeletedUser {
  readonly id: string;
  readonly version: number;
  readonly createdAt: number;
  readonly deletedAt: number;
  readonly resource: Resource;
  /** The connection that owned it; undefined if there is none or it no longer exists. */
  readonly connectionId: string | undefined;
  /** Further state to restore; null if there is none. */
  readonly savedState: string | null;
}

interface TombstoneRow {
  id: string;
  version: number;
  created_at: number;
  deleted_at: number;
  resource: string;
  connection_id: string | null;
  belongings: string | null;
}

const COLUMNS = `id, version, created_at, deleted_at, resource, belongings, (select c.id from connections c
  where c.tenant_id = tombstones.tenant_id and c.id = tombstones.connection_id) as connection_id`;

function toDeletedUser(row: TombstoneRow): DeletedUser {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
    resource: JSON.parse(row.resource) as Resource,
    connectionId: row.connection_id ?? undefined,
    savedState: row.belongings,
  };
}

/** The end of a page of deleted users. */
export interface DeletedPosition {
  readonly deletedAt: number;
  readonly id: string;
}

/**
 * Lists the users deleted after a time, the latest first.
 * @param since - UTC milliseconds, exclusive
 * @param after - the end of the previous page; undefined for the first page
 */
export async function listDeletedUsers(
  db: Db,
  tenantId: string,
  since: number,
  { after, limit }: { readonly after?: DeletedPosition | undefined; readonly limit: number },
): Promise<DeletedUser[]> {
  const behind = after === undefined ? "" : "and (deleted_at < ? or (deleted_at = ? and id < ?))";
  const rows = await queryRows<TombstoneRow>(
    db,
    `select ${COLUMNS} from tombstones
     where tenant_id = ? and resource_type = 'User' and deleted_at > ? ${behind}
     order by deleted_at desc, id desc ${LIMIT}`,
    [tenantId, since, ...(after ? [after.deletedAt, after.deletedAt, after.id] : []), limit],
  );
  return rows.map(toDeletedUser);
}

/** The id of a deleted user who is named by it or by the userName it had last; undefined when there is none. */
export async function findDeletedUser(db: Db, tenantId: string, name: string): Promise<string | undefined> {
  const row = await queryFirst<{ id: string }>(
    db,
    `select id from (
       select id, 0 as rank from tombstones where tenant_id = ? and id = ? and resource_type = 'User'
       union all select max(id), 1 from tombstones where tenant_id = ? and name_key = ?) found
     where id is not null order by rank limit 1`,
    [tenantId, name, tenantId, indexKey(fold(name))],
  );
  return row?.id;
}

/** Takes a deleted user out of the tombstones, of several who try at once for one alone; undefined when there is none. */
export async function deleteTombstone(
  trx: Trx,
  tenantId: string,
  id: string,
  since: number,
): Promise<DeletedUser | undefined> {
  const row = await queryFirst<TombstoneRow>(
    trx,
    `delete from tombstones where tenant_id = ? and id = ? and resource_type = 'User' and deleted_at > ?
     returning ${COLUMNS}`,
    [tenantId, id, since],
  );
  return row && toDeletedUser(row);
}

/** Forgets for good what a tenant deleted until a time, a batch of it; how many went. */
export async function deleteTombstones(
  db: Db,
  tenantId: string,
  until: number,
  batch: number,
): Promise<number> {
  const rows = await queryRows(
    db,
    `delete from tombstones where tenant_id = ? and id in (
       select id from tombstones where tenant_id = ? and deleted_at <= ? order by deleted_at ${LIMIT})
     returning 1 as gone`,
    [tenantId, tenantId, until, batch],
  );
  return rows.length;
}
