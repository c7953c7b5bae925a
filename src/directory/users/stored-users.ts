import type { Db } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { candidateIdsSql, queryFirst, queryRows } from "../../db/query.js";
import type { Resource } from "../../schema/model.js";

/** A user independent of any connection's view. */
export interface StoredUser {
  readonly id: string;
  readonly resource: Resource;
}

/** A row of table users. */
interface Row {
  readonly id: string;
  readonly resource: string;
}

/**
 * Lists the users of a tenant by id.
 * @param after - the id after which the page begins; undefined for the first page
 * @param limit - the page size
 */
export async function listUserResources(
  db: Db,
  tenantId: string,
  after: string | undefined,
  limit: number,
): Promise<StoredUser[]> {
  const rows = await queryRows<Row>(
    db,
    `select users.id, users.resource from users where users.tenant_id = ? and users.id > ? order by users.id ${LIMIT}`,
    [tenantId, after ?? "", limit],
  );
  return rows.map(toStoredUser);
}

/** Lists a page of user ids of a tenant after an id. */
export async function listUserIds(db: Db, tenantId: string, after: string, limit: number): Promise<string[]> {
  const rows = await queryRows<Pick<Row, "id">>(
    db,
    `select users.id from users where users.tenant_id = ? and users.id > ? order by users.id ${LIMIT}`,
    [tenantId, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Lists a page of the ids of users of a tenant whose sign-in is not blocked, after an id. */
export async function listActiveUserIds(
  db: Db,
  tenantId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await queryRows<Pick<Row, "id">>(
    db,
    `select users.id from users
     where users.tenant_id = ? and users.id > ? and (users.active is null or users.active = 1)
     order by users.id ${LIMIT}`,
    [tenantId, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Finds a user by id; undefined if there is none. */
export async function findUserResource(
  db: Db,
  tenantId: string,
  id: string,
): Promise<StoredUser | undefined> {
  const row = await queryFirst<Row>(
    db,
    "select users.id, users.resource from users where users.tenant_id = ? and users.id = ?",
    [tenantId, id],
  );
  return row && toStoredUser(row);
}

function toStoredUser({ id, resource }: Row): StoredUser {
  return { id, resource: JSON.parse(resource) as Resource };
}

/** A user as it is, or as it was when it was deleted. */
export interface KnownUser extends StoredUser {
  /** UTC milliseconds; undefined if it is not deleted. */
  readonly deletedAt: number | undefined;
}

/** Finds users by id, including deleted ones whose tombstones still exist. One statement. */
export async function findKnownUsers(db: Db, tenantId: string, ids: readonly string[]): Promise<KnownUser[]> {
  const wanted = JSON.stringify(ids.map((id) => ({ id })));
  const rows = await queryRows<Row & { readonly deleted_at: number | null }>(
    db,
    `select users.id, users.resource, null as deleted_at from users
     where users.tenant_id = ? and users.id ${candidateIdsSql(db, "e")}
     union all
     select t.id, t.resource, t.deleted_at from tombstones t
     where t.tenant_id = ? and t.resource_type = 'User'
       and t.id ${candidateIdsSql(db, "f")}`,
    [tenantId, wanted, tenantId, wanted],
  );
  return rows.map((row) => ({ ...toStoredUser(row), deletedAt: row.deleted_at ?? undefined }));
}

/** Finds deleted users by id, as they were. One statement. */
export async function findDeletedUsers(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<KnownUser[]> {
  const rows = await queryRows<Row & { readonly deleted_at: number }>(
    db,
    `select t.id, t.resource, t.deleted_at from tombstones t
     where t.tenant_id = ? and t.resource_type = 'User' and t.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(ids.map((id) => ({ id })))],
  );
  return rows.map((row) => ({ ...toStoredUser(row), deletedAt: row.deleted_at }));
}
