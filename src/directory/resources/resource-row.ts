import type { SqlFragment } from "../../db/condition.js";
import type { Resource, ResourceSchemas } from "../../schema/model.js";

/** The columns of a resource's representation, which every read selects. */
export interface ResourceRow {
  readonly id: string;
  readonly version: number;
  /** UTC milliseconds. */
  readonly created_at: number;
  /** UTC milliseconds. */
  readonly last_modified_at: number;
  /** JSON text of the coerced resource without id, externalId, meta, groups, members and password. */
  readonly resource: string;
  /** The externalId that the reading connection set; null if none. RFC 7643 §3.1. */
  readonly external_id: string | null;
}

/** A stored resource with the externalId of the reading connection. */
export function toResource({ resource, external_id: externalId }: ResourceRow): Resource {
  const parsed = JSON.parse(resource) as Resource;
  if (externalId !== null) parsed["externalId"] = externalId;
  return parsed;
}

/** A user as read for one connection. */
export interface UserRow extends ResourceRow {
  /** A JSON array of `UserGroup`; null if not requested. */
  readonly groups: string | null;
}

/** A group as a user's `groups` shows it. RFC 7643 §4.1.2 */
export interface UserGroup {
  readonly value: string;
  readonly display: string;
  /** `direct` or `indirect`. */
  readonly type: string;
}

/** A group as read for one connection. */
export interface GroupRow extends ResourceRow {
  readonly display_name: string;
  readonly member_count: number;
  /** A JSON array of `{value, type, display}`; null if not requested, or too many for one row. */
  readonly members: string | null;
}

/** The reader of a statement: the tenant, and the connection whose externalIds it sees. */
export interface Viewer {
  readonly tenantId: string;
  readonly connectionId: string;
  /** Whether the connection sees all resources of the tenant, or only those that it created or was handed. */
  readonly visibility: "all" | "own";
  /** False if externalIds are compared without case. */
  readonly externalIdCaseExact?: boolean | undefined;
  /** The schemas of the tenant's resources. */
  readonly schemas: ResourceSchemas;
}

/**
 * Returns the condition that a viewer sees a row of users or groups; every statement on these tables begins with it.
 */
export function visibleToSql(viewer: Omit<Viewer, "schemas">, table: string): SqlFragment {
  if (viewer.visibility === "all") return { sql: `${table}.tenant_id = ?`, bindings: [viewer.tenantId] };
  return {
    sql: `${table}.tenant_id = ? and ${table}.connection_id = ?`,
    bindings: [viewer.tenantId, viewer.connectionId],
  };
}

/** Returns the columns that users and groups share; binds the viewer's connection once. */
export function representationColumns(table: "users" | "groups"): string {
  return `${table}.id, ${table}.version, ${table}.created_at, ${table}.last_modified_at, ${table}.resource,
    (select external_ids.external_id from external_ids where external_ids.tenant_id = ${table}.tenant_id
      and external_ids.connection_id = ? and external_ids.resource_id = ${table}.id) as external_id`;
}
