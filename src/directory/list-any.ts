import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { dialectOf, placeholders, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { resolveAttributePath } from "../schema/attribute-path.js";
import type { Filter } from "../schema/filter/ast.js";
import { quote } from "../schema/filter/quote.js";
import type { ResourceSchema } from "../schema/model.js";
import { compileFilter, type FilterTarget } from "./filter-sql.js";
import { groupMembersSql } from "./group-members.js";
import type { ListQuery, ResourcePage } from "./list-resources.js";
import {
  type GroupRow,
  representationColumns,
  type UserRow,
  type Viewer,
  visibleTo,
} from "./resource-row.js";
import { compileSortKey } from "./sort-sql.js";
import { NO_GROUPS, userGroupsSql } from "./user-groups.js";

/** A resource of whichever type. */
export type AnyRow =
  | { readonly type: "User"; readonly row: UserRow }
  | { readonly type: "Group"; readonly row: GroupRow };

/** What the rows shall carry: see `listUsers` and `listGroups`. */
export interface AnyDetail {
  readonly withGroups: boolean;
  readonly maxMembers: number;
}

interface Found {
  readonly resource_type: "User" | "Group";
  readonly id: string;
  readonly total: number;
}

/** One arm of the union: the matching ids of a type with the value they sort by. */
function arm(viewer: Viewer, target: FilterTarget, query: ListQuery): SqlFragment {
  const { schema } = target;
  const table = schema.name === "User" ? "users" : "groups";
  const visible = visibleTo(viewer, table);
  const key = query.sortBy === undefined ? undefined : compileSortKey(query.sortBy, target);
  const where = query.filter === undefined ? undefined : compileFilter(query.filter, target);
  return {
    sql: `select '${schema.name}' as resource_type, ${table}.id as id, ${key?.sql ?? "null"} as sort_key
      from ${table} where ${visible.sql} ${where ? `and (${where.sql})` : ""}`,
    bindings: [...(key?.bindings ?? []), ...visible.bindings, ...(where?.bindings ?? [])],
  };
}

/**
 * Refuses a filter that names what no type has: such a name is a slip, not a value that is missing.
 * @throws AppError `invalidFilter`
 */
function checkNames(filter: Filter, schemas: readonly ResourceSchema[]): void {
  switch (filter.kind) {
    case "and":
    case "or":
      for (const operand of filter.filters) checkNames(operand, schemas);
      return;
    case "not":
      checkNames(filter.filter, schemas);
      return;
    default:
      if (schemas.some((schema) => resolveAttributePath(schema, filter.path) !== undefined)) return;
      throw new AppError("invalidFilter", `No resource type has the attribute ${quote(filter.path)}.`);
  }
}

async function findPage(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
): Promise<{ total: number; found: Found[] }> {
  const schemas = [viewer.schemas.User, viewer.schemas.Group];
  if (query.filter !== undefined) checkNames(query.filter, schemas);
  const arms = schemas.map((schema) =>
    arm(
      viewer,
      {
        schema,
        dialect: dialectOf(db),
        tenantId: viewer.tenantId,
        connectionId: viewer.connectionId,
        visibility: viewer.visibility,
        unknownAttribute: "unassigned",
      },
      query,
    ),
  );
  const matches = arms.map(({ sql }) => sql).join(" union all ");
  const bindings = arms.flatMap((one) => one.bindings);
  const order = query.descending ? "sort_key desc nulls first" : "sort_key asc nulls last";
  const found = await queryRows<Found>(
    db,
    `select resource_type, id, count(*) over () as total from (${matches}) as matches
     order by ${order}, id limit ? offset ?`,
    [...bindings, query.limit, query.offset],
  );
  const [first] = found;
  if (first) return { total: first.total, found };
  const [counted] = await queryRows<{ total: number }>(
    db,
    `select count(*) as total from (${matches}) as matches`,
    bindings,
  );
  return { total: counted?.total ?? 0, found };
}

async function fetchRows<Row extends { id: string }>(
  db: Db,
  viewer: Viewer,
  table: "users" | "groups",
  extra: SqlFragment,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<Row>(
    db,
    `select ${representationColumns(table)}, ${extra.sql} from ${table}
     where ${table}.tenant_id = ? and ${table}.id in (${placeholders(ids.length)})`,
    [viewer.connectionId, ...extra.bindings, viewer.tenantId, ...ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Lists users and groups together, in three statements whatever the size of the page.
 * @throws AppError `invalidFilter` for what can be filtered in neither type
 * @see RFC 7644 §3.4.2.1
 */
export async function listAnyResources(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  detail: AnyDetail,
): Promise<ResourcePage<AnyRow>> {
  const { total, found } = await findPage(db, viewer, query);
  const idsOf = (type: "User" | "Group"): string[] =>
    found.filter((one) => one.resource_type === type).map(({ id }) => id);
  const dialect = dialectOf(db);
  const userGroups = detail.withGroups ? userGroupsSql(dialect, viewer) : NO_GROUPS;
  const userExtra = { sql: `${userGroups.sql} as groups`, bindings: userGroups.bindings };
  const groupExtra = `groups.display_name, groups.member_count,
    ${groupMembersSql(dialect, detail.maxMembers)} as members`;
  const users = await fetchRows<UserRow>(db, viewer, "users", userExtra, idsOf("User"));
  const groups = await fetchRows<GroupRow>(
    db,
    viewer,
    "groups",
    { sql: groupExtra, bindings: [] },
    idsOf("Group"),
  );
  const rows = found.flatMap(({ resource_type, id }): AnyRow[] => {
    const user = users.get(id);
    if (resource_type === "User" && user) return [{ type: "User", row: user }];
    const group = groups.get(id);
    // A resource deleted between the statements is left out.
    return group ? [{ type: "Group", row: group }] : [];
  });
  return { total, rows };
}
