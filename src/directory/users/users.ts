import type { SqlFragment } from "../../db/condition.js";
import type { Db, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { dialectOf, placeholders, queryFirst, queryRows, sendQuery } from "../../db/query.js";
import { AppError } from "../../errors.js";
import type { Resource, ResourceSchema } from "../../schema/model.js";
import { personName } from "../../schema/person-name.js";
import { toSearchDocument } from "../../schema/search-document.js";
import { deleteAttributeValues, updateAttributeValues } from "../resources/attribute-values.js";
import { type Columns, changedColumns, setSql } from "../resources/changed-columns.js";
import { addToCount } from "../resources/counts.js";
import { indexedValues, userKeyColumns } from "../resources/indexed-values.js";
import { findNameHolder, type NameHolder, stepForTakenName } from "../resources/name-holder.js";
import { representationColumns, type UserRow, type Viewer, visibleToSql } from "../resources/resource-row.js";
import { insertTombstone } from "../resources/tombstones.js";
import { NO_GROUPS, userGroupsSql } from "./memberships-of.js";

/**
 * Returns the columns derived from the resource. `indexedValues` makes those for filters and sorting,
 * `toSearchDocument` the search document.
 */
function columnsOf(schema: ResourceSchema, resource: Resource): Columns {
  return { ...userKeyColumns(resource), ...contentColumns(schema, resource) };
}

/** Returns the columns that no index has. */
function contentColumns(schema: ResourceSchema, resource: Resource): Columns {
  return {
    display_name: personName(resource),
    resource: JSON.stringify(resource),
    search: JSON.stringify(toSearchDocument(schema, resource)),
  };
}

function keyOf(user: Resource): string {
  return userKeyColumns(user).user_name_key;
}

function userNameTaken(
  viewer: Viewer,
  resource: Resource,
  holder: NameHolder | undefined,
  cause?: unknown,
): AppError {
  const shown = (resource["userName"] as string).slice(0, 60);
  return new AppError(
    "uniqueness",
    `userName "${shown}" is already taken (compared without case): ${stepForTakenName(viewer, "userName", holder)}`,
    { cause },
  );
}

/**
 * Inserts a user at version 1, or a restored one at the version after its last.
 * @param resource - coerced and checked, without externalId and password
 * @param origin - what a restored user was before; times are UTC milliseconds
 * @throws AppError `uniqueness` if the userName is taken; RFC 7644 §3.3
 */
export async function insertUser(
  trx: Trx,
  viewer: Viewer,
  id: string,
  resource: Resource,
  now: number,
  origin: {
    readonly version: number;
    readonly createdAt: number;
    /** The connection that owns the user; the viewer's if undefined. */
    readonly connectionId?: string | undefined;
  } = { version: 1, createdAt: now },
): Promise<void> {
  const columns = columnsOf(viewer.schemas.User, resource);
  const inserted = await queryRows(
    trx,
    `insert into users
       (tenant_id, id, connection_id, version, created_at, last_modified_at, ${Object.keys(columns).join(", ")})
     values (?, ?, ?, ?, ?, ?, ${placeholders(Object.keys(columns).length)})
     on conflict (tenant_id, user_name_key) do nothing returning id`,
    [
      viewer.tenantId,
      id,
      origin.connectionId ?? viewer.connectionId,
      origin.version,
      origin.createdAt,
      now,
      ...Object.values(columns),
    ],
  );
  if (inserted.length === 0) {
    throw userNameTaken(viewer, resource, await findNameHolder(trx, viewer, "users", keyOf(resource), id));
  }
  await updateAttributeValues(trx, viewer.tenantId, id, [], indexedValues(viewer.schemas.User, resource));
  await addToCount(trx, viewer.tenantId, "User", 1);
}

/**
 * Updates a user; of the columns with an index, only those that differ are written.
 * @param previous - the stored resource, read in the same transaction
 * @throws AppError `uniqueness` if the new userName is taken
 */
export async function updateUserRow(
  trx: Trx,
  viewer: Viewer,
  row: Pick<UserRow, "id" | "version" | "last_modified_at">,
  previous: Resource,
  next: Resource,
): Promise<void> {
  if (keyOf(previous) !== keyOf(next)) {
    // After a violated key, PostgreSQL runs no further statement in the transaction.
    const holder = await findNameHolder(trx, viewer, "users", keyOf(next), row.id);
    if (holder !== undefined) throw userNameTaken(viewer, next, holder);
  }
  const columns = {
    version: row.version,
    last_modified_at: row.last_modified_at,
    ...contentColumns(viewer.schemas.User, next),
    ...changedColumns(userKeyColumns(previous), userKeyColumns(next)),
  };
  await sendQuery(
    trx,
    `update users set ${setSql(columns)} where tenant_id = ? and id = ?`,
    [...Object.values(columns), viewer.tenantId, row.id],
    (cause) => userNameTaken(viewer, next, undefined, cause),
  );
  const before = indexedValues(viewer.schemas.User, previous);
  await updateAttributeValues(trx, viewer.tenantId, row.id, before, indexedValues(viewer.schemas.User, next));
}

/** Returns the columns of one user, with or without groups. */
function selectUser(db: Db, viewer: Viewer, id: string, withGroups: boolean, further = ""): SqlFragment {
  const groups = withGroups ? userGroupsSql(dialectOf(db), viewer) : NO_GROUPS;
  const visible = visibleToSql(viewer, "users");
  return {
    sql: `select ${representationColumns("users")}, ${groups.sql} as groups${further}
      from users where ${visible.sql} and users.id = ?`,
    bindings: [viewer.connectionId, ...groups.bindings, ...visible.bindings, id],
  };
}

/** Finds a user with one statement; undefined if there is none. */
export async function findUser(
  db: Db,
  viewer: Viewer,
  id: string,
  withGroups: boolean,
): Promise<UserRow | undefined> {
  const { sql, bindings } = selectUser(db, viewer, id, withGroups);
  return queryFirst<UserRow>(db, sql, bindings);
}

/** A locked user, and whether it meets the condition that was asked for. */
export interface LockedUser extends UserRow {
  readonly meets: number | boolean;
}

/**
 * Finds a user and locks it until the transaction ends, so that changes of one user run one after the other.
 * @param condition - on the row of `users`, without bindings
 */
export async function lockUser(
  trx: Trx,
  viewer: Viewer,
  id: string,
  condition = "true",
): Promise<LockedUser | undefined> {
  const lock = sqlDialects[dialectOf(trx)].forUpdate("users");
  const { sql, bindings } = selectUser(trx, viewer, id, true, `, ${condition} as meets`);
  return queryFirst<LockedUser>(trx, sql + lock, bindings);
}

/** Finds users of a tenant, whoever may see them, and locks them until the transaction ends. */
export async function lockUsers(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
): Promise<Pick<UserRow, "id" | "version" | "last_modified_at" | "resource">[]> {
  const { forUpdate, jsonParameterElements } = sqlDialects[dialectOf(trx)];
  return queryRows(
    trx,
    `select users.id, users.version, users.last_modified_at, users.resource from users
     where users.tenant_id = ? and users.id in (select e.value ->> 'id' from ${jsonParameterElements("e")})
     order by users.id${forUpdate("users")}`,
    [tenantId, JSON.stringify(ids.map((id) => ({ id })))],
  );
}

/**
 * Replaces a user by a tombstone; the caller removes the memberships and externalIds. RFC 7644 §3.6.
 * @param savedState - as for `insertTombstone`
 */
export async function deleteUserRow(
  trx: Trx,
  tenantId: string,
  id: string,
  now: number,
  savedState: string | null,
): Promise<void> {
  await insertTombstone(trx, tenantId, "users", id, now, savedState);
  await sendQuery(trx, "delete from users where tenant_id = ? and id = ?", [tenantId, id]);
  await deleteAttributeValues(trx, tenantId, id);
  await addToCount(trx, tenantId, "User", -1);
}
