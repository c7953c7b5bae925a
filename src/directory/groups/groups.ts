import type { SqlFragment } from "../../db/condition.js";
import type { Db, Trx } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { dialectOf, placeholders, queryFirst, queryRows, sendQuery } from "../../db/query.js";
import { AppError } from "../../errors.js";
import type { Resource, ResourceSchema } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { toSearchDocument } from "../../schema/search-document.js";
import { deleteAttributeValues, updateAttributeValues } from "../resources/attribute-values.js";
import { type Columns, changedColumns, setSql } from "../resources/changed-columns.js";
import { addToCount } from "../resources/counts.js";
import { deleteExternalIds } from "../resources/external-ids.js";
import { groupKeyColumns, indexedValues } from "../resources/indexed-values.js";
import { findNameHolder, type NameHolder, stepForTakenName } from "../resources/name-holder.js";
import {
  type GroupRow,
  representationColumns,
  type Viewer,
  visibleToSql,
} from "../resources/resource-row.js";
import { insertTombstone } from "../resources/tombstones.js";
import { groupMembersSql } from "./members.js";

/**
 * Returns the columns derived from the resource that no index has. `indexedValues` makes the values for filters,
 * `toSearchDocument` the search document.
 */
function contentColumns(schema: ResourceSchema, resource: Resource): Columns {
  return {
    display_name: resource["displayName"] as string,
    resource: JSON.stringify(resource),
    search: JSON.stringify(toSearchDocument(schema, resource)),
  };
}

function displayNameTaken(
  viewer: Viewer,
  resource: Resource,
  holder: NameHolder | undefined,
  cause?: unknown,
): AppError {
  const shown = (resource["displayName"] as string).slice(0, 60);
  return new AppError(
    "uniqueness",
    `A group with displayName "${shown}" exists already: ${stepForTakenName(viewer, "displayName", holder)}`,
    { cause },
  );
}

/**
 * Stores a new group without members at version 1.
 * @param uniqueName - whether its displayName may not be that of another group
 * @throws AppError `uniqueness` when the displayName is taken
 */
export async function insertGroup(
  trx: Trx,
  viewer: Viewer,
  id: string,
  resource: Resource,
  uniqueName: boolean,
  now: number,
): Promise<void> {
  const key = groupKeyColumns(resource).display_name_key;
  const content = contentColumns(viewer.schemas.Group, resource);
  const inserted = await queryRows(
    trx,
    `insert into groups (tenant_id, id, connection_id, member_count, version, created_at, last_modified_at,
       display_name_key, unique_name_key, ${Object.keys(content).join(", ")})
     values (?, ?, ?, 0, 1, ?, ?, ?, ?, ${placeholders(Object.keys(content).length)})
     on conflict (tenant_id, unique_name_key) do nothing returning id`,
    [
      viewer.tenantId,
      id,
      viewer.connectionId,
      now,
      now,
      key,
      uniqueName ? key : null,
      ...Object.values(content),
    ],
  );
  if (inserted.length === 0) {
    throw displayNameTaken(viewer, resource, await findNameHolder(trx, viewer, "groups", key, id));
  }
  await updateAttributeValues(trx, viewer.tenantId, id, [], indexedValues(viewer.schemas.Group, resource));
  await addToCount(trx, viewer.tenantId, "Group", 1);
}

/**
 * Stores changed attributes of a group, and the key of its name only if that differs; its members and its version are
 * changed by other statements.
 * @throws AppError `uniqueness` when the new displayName is taken
 */
export async function updateGroupAttributes(
  trx: Trx,
  viewer: Viewer,
  id: string,
  previous: Resource,
  next: Resource,
  uniqueName: boolean,
): Promise<void> {
  const key = groupKeyColumns(next).display_name_key;
  const changedKey = changedColumns(groupKeyColumns(previous), groupKeyColumns(next));
  const columns = {
    ...contentColumns(viewer.schemas.Group, next),
    // The one before is not known: it follows from an option that may have changed since.
    unique_name_key: uniqueName ? key : null,
    ...changedKey,
  };
  if (uniqueName && "display_name_key" in changedKey) {
    // After a violated key, PostgreSQL runs no further statement in the transaction.
    const holder = await findNameHolder(trx, viewer, "groups", key, id);
    if (holder !== undefined) throw displayNameTaken(viewer, next, holder);
  }
  await sendQuery(
    trx,
    `update groups set ${setSql(columns)} where tenant_id = ? and id = ?`,
    [...Object.values(columns), viewer.tenantId, id],
    (cause) => displayNameTaken(viewer, next, undefined, cause),
  );
  const before = indexedValues(viewer.schemas.Group, previous);
  await updateAttributeValues(trx, viewer.tenantId, id, before, indexedValues(viewer.schemas.Group, next));
}

/** Stores derived attributes of a group: neither its name nor what keeps the name unique. */
export async function updateDerivedAttributes(
  trx: Trx,
  viewer: Viewer,
  id: string,
  previous: Resource,
  next: Resource,
): Promise<void> {
  const { Group } = viewer.schemas;
  await sendQuery(trx, "update groups set resource = ?, search = ? where tenant_id = ? and id = ?", [
    JSON.stringify(next),
    JSON.stringify(toSearchDocument(Group, next)),
    viewer.tenantId,
    id,
  ]);
  await updateAttributeValues(
    trx,
    viewer.tenantId,
    id,
    indexedValues(Group, previous),
    indexedValues(Group, next),
  );
}

/**
 * Updates the member count of a group and raises its version once per change.
 * @param newVersion - false while the group is being created
 */
export async function touchGroup(
  trx: Trx,
  tenantId: string,
  id: string,
  memberCountChange: number,
  now: number,
  newVersion: boolean,
): Promise<void> {
  await sendQuery(
    trx,
    `update groups set version = version + ?, last_modified_at = ?, member_count = member_count + ?
     where tenant_id = ? and id = ?`,
    [newVersion ? 1 : 0, now, memberCountChange, tenantId, id],
  );
}

function selectGroup(db: Db, viewer: Viewer, id: string, maxMembers: number): SqlFragment {
  const visible = visibleToSql(viewer, "groups");
  return {
    sql: `select ${representationColumns("groups")}, groups.display_name, groups.member_count,
        ${groupMembersSql(dialectOf(db), maxMembers)} as members
      from groups where ${visible.sql} and groups.id = ?`,
    bindings: [viewer.connectionId, ...visible.bindings, id],
  };
}

/**
 * Finds a group with one statement; undefined if there is none.
 * @param maxMembers - its members come along when they are this many at the most; 0 leaves them out
 */
export async function findGroup(
  db: Db,
  viewer: Viewer,
  id: string,
  maxMembers: number,
): Promise<GroupRow | undefined> {
  const { sql, bindings } = selectGroup(db, viewer, id, maxMembers);
  return queryFirst<GroupRow>(db, sql, bindings);
}

/** Returns whether a tenant has a group, whoever may see it. */
export async function groupExists(db: Db, tenantId: string, id: string): Promise<boolean> {
  const sql = "select 1 from groups where groups.tenant_id = ? and groups.id = ?";
  return (await queryFirst(db, sql, [tenantId, id])) !== undefined;
}

/** Creates the error for a body that names an unknown group. */
export function unknownGroup(id: string): AppError {
  return new AppError("UNKNOWN_GROUP", `there is no group with the id ${quote(id)}`);
}

/** Finds a group without its members and locks it until the transaction ends. */
export async function lockGroup(trx: Trx, viewer: Viewer, id: string): Promise<GroupRow | undefined> {
  const lock = sqlDialects[dialectOf(trx)].forUpdate("groups");
  const { sql, bindings } = selectGroup(trx, viewer, id, 0);
  return queryFirst<GroupRow>(trx, sql + lock, bindings);
}

/** Replaces a group by a tombstone. Its members are kept; the caller removes it from other groups. */
export async function deleteGroupRow(trx: Trx, tenantId: string, id: string, now: number): Promise<void> {
  await insertTombstone(trx, tenantId, "groups", id, now);
  await sendQuery(trx, "delete from groups where tenant_id = ? and id = ?", [tenantId, id]);
  await deleteAttributeValues(trx, tenantId, id);
  await deleteExternalIds(trx, tenantId, id);
  await addToCount(trx, tenantId, "Group", -1);
}
