import type { SqlFragment } from "../../db/condition.js";
import type { Db } from "../../db/connect.js";
import { LIMIT, OFFSET } from "../../db/dialect.js";
import { type Binding, dialectOf, queryFirst, queryRows } from "../../db/query.js";
import type { Filter } from "../../schema/filter/ast.js";
import type { ResourceSchema } from "../../schema/model.js";
import { groupMembersSql } from "../groups/members.js";
import { tableOf } from "../resources/attribute-columns.js";
import { TOTAL_SQL } from "../resources/counts.js";
import {
  type GroupRow,
  representationColumns,
  type UserRow,
  type Viewer,
} from "../resources/resource-row.js";
import { NO_GROUPS, userGroupsSql } from "../users/memberships-of.js";
import type { FilterTarget } from "./filter-sql.js";
import { listByCursor } from "./list-by-cursor.js";
import type { ListQuery, ResourcePage } from "./list-query.js";
import { compileSort } from "./sort-sql.js";
import { whereOf } from "./where.js";

/** Returns the target for which filters and sort keys of a resource type are compiled. */
export function targetOf(db: Db, viewer: Viewer, schema: ResourceSchema): FilterTarget {
  return {
    schema,
    dialect: dialectOf(db),
    tenantId: viewer.tenantId,
    connectionId: viewer.connectionId,
    visibility: viewer.visibility,
    externalIdCaseExact: viewer.externalIdCaseExact,
    unknownAttribute: "refuse",
  };
}

/** Returns whether a query matches all resources of a type, whose number is stored. */
function isCounted(viewer: Viewer, filter: Filter | undefined): boolean {
  return filter === undefined && viewer.visibility === "all";
}

/** Returns the expression for the number of matches. */
function totalOf(target: FilterTarget, counted: boolean): SqlFragment {
  return counted
    ? { sql: TOTAL_SQL, bindings: [target.tenantId, target.schema.name] }
    : { sql: "count(*) over ()", bindings: [] };
}

async function countMatches(db: Db, table: string, where: SqlFragment): Promise<number> {
  const row = await queryFirst<{ total: number }>(
    db,
    `select count(*) as total from ${table} where ${where.sql}`,
    where.bindings,
  );
  return row?.total ?? 0;
}

/**
 * Lists resources of one table with one statement; a second one counts if the page is empty.
 * @param columns - the columns of each resource on the page, with bindings
 */
async function listRows<Row extends { id: string }>(
  db: Db,
  viewer: Viewer,
  schema: ResourceSchema,
  query: ListQuery,
  columns: SqlFragment,
): Promise<ResourcePage<Row>> {
  const table = tableOf(schema);
  const target = targetOf(db, viewer, schema);
  if (query.cursor && query.limit > 0) return listByCursor<Row>(db, viewer, target, query, columns);
  const total = totalOf(target, isCounted(viewer, query.filter));
  const where = whereOf(viewer, target, table, query.filter);
  const order = compileSort(query.sortBy, query.descending ? "descending" : "ascending", target);
  const bindings: Binding[] = [
    ...total.bindings,
    ...where.bindings,
    ...order.bindings,
    query.limit,
    query.offset,
    ...columns.bindings,
    viewer.tenantId,
    ...order.bindings,
  ];
  // The ids of the page are selected first, so that a far page walks an index instead of whole rows; SQLite keeps
  // the order of a cross join, where another would walk all resources of the tenant.
  const rows = await queryRows<Row & { total: number }>(
    db,
    `with page as (
       select ${table}.id, ${total.sql} as total from ${table} where ${where.sql}
       order by ${order.sql} ${LIMIT} ${OFFSET}
     )
     select page.total, ${columns.sql} from page cross join ${table}
     where ${table}.id = page.id and ${table}.tenant_id = ?
     order by ${order.sql}`,
    bindings,
  );
  const [first] = rows;
  if (first) return { total: first.total, rows };
  return { total: await totalAlone(db, viewer, schema, table, where, query.filter), rows: [] };
}

async function totalAlone(
  db: Db,
  viewer: Viewer,
  schema: ResourceSchema,
  table: string,
  where: SqlFragment,
  filter: Filter | undefined,
): Promise<number> {
  if (!isCounted(viewer, filter)) return countMatches(db, table, where);
  const row = await queryFirst<{ total: number }>(db, `select ${TOTAL_SQL} as total`, [
    viewer.tenantId,
    schema.name,
  ]);
  return row?.total ?? 0;
}

/** Returns the columns of each user in a list, with or without groups. */
export function userColumns(db: Db, viewer: Viewer, withGroups: boolean): SqlFragment {
  const groups = withGroups ? userGroupsSql(dialectOf(db), viewer) : NO_GROUPS;
  return {
    sql: `${representationColumns("users")}, ${groups.sql} as groups`,
    bindings: [viewer.connectionId, ...groups.bindings],
  };
}

/** Returns the columns of each group in a list; members are included up to a number. */
export function groupColumns(db: Db, viewer: Viewer, maxMembers: number): SqlFragment {
  const members = groupMembersSql(dialectOf(db), maxMembers);
  return {
    sql: `${representationColumns("groups")}, groups.display_name, groups.member_count, ${members} as members`,
    bindings: [viewer.connectionId],
  };
}

/** Lists users. @throws AppError `invalidFilter`, `invalidValue` for what cannot be filtered or sorted by */
export async function listUsers(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  withGroups: boolean,
): Promise<ResourcePage<UserRow>> {
  return listRows<UserRow>(db, viewer, viewer.schemas.User, query, userColumns(db, viewer, withGroups));
}

/**
 * Lists groups.
 * @param maxMembers - a group's members come along when they are this many at the most; 0 leaves them out
 */
export async function listGroups(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  maxMembers: number,
): Promise<ResourcePage<GroupRow>> {
  return listRows<GroupRow>(db, viewer, viewer.schemas.Group, query, groupColumns(db, viewer, maxMembers));
}
