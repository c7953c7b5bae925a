import type { SqlFragment } from "../../db/condition.js";
import type { Db } from "../../db/connect.js";
import { LIMIT, OFFSET } from "../../db/dialect.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";
import type { ResourceSchema } from "../../schema/model.js";
import { groupMembersSql } from "../groups/members.js";
import { type ResourceTable, tableOf } from "../resources/attribute-columns.js";
import { TOTAL_SQL } from "../resources/counts.js";
import {
  type GroupRow,
  representationColumns,
  type UserRow,
  type Viewer,
} from "../resources/resource-row.js";
import { NO_GROUPS, userGroupsSql } from "../users/memberships-of.js";
import { filterCost } from "./filter-cost.js";
import type { FilterTarget } from "./filter-sql.js";
import { listByCursor } from "./list-by-cursor.js";
import { listOrder } from "./list-order.js";
import type { ListQuery, ResourcePage } from "./list-query.js";
import { compileSort } from "./sort-sql.js";
import { fromOf, whereOf } from "./where.js";

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

/** The resources before a page from which on it is worth knowing their number first. */
const FAR = 1000;

/** What the parts of a list are read by. */
interface Listing {
  readonly table: ResourceTable;
  readonly target: FilterTarget;
  readonly from: SqlFragment;
  readonly where: SqlFragment;
  /** Whether the query matches all resources of the type, whose number is stored. */
  readonly counted: boolean;
  /** Whether the filter leads to a few resources. */
  readonly few: boolean;
  readonly order: SqlFragment;
  /** The opposite order. */
  readonly backwards: SqlFragment;
}

/**
 * Counts the matches by the index of the filter, apart from the page, so that the page ends early.
 * @param upTo - where to stop; undefined for never
 */
async function countMatches(
  db: Db,
  { from, target, where, counted }: Listing,
  upTo: number | undefined,
): Promise<number> {
  const stored = { sql: `select ${TOTAL_SQL} as total`, bindings: [target.tenantId, target.schema.name] };
  const matches = `from ${from.sql} where ${where.sql}`;
  const all = { sql: `select count(*) as total ${matches}`, bindings: [...from.bindings, ...where.bindings] };
  const some = {
    sql: `select count(*) as total from (select 1 ${matches} ${LIMIT}) as matches`,
    bindings: [...all.bindings, upTo ?? 0],
  };
  const { sql, bindings } = counted ? stored : upTo === undefined ? all : some;
  const row = await queryFirst<{ total: number }>(db, sql, bindings);
  return row?.total ?? 0;
}

/** A part of a list: `limit` of it behind the first `offset`, or before the last ones if it is read backwards. */
interface Window {
  readonly offset: number;
  readonly limit: number;
  readonly backwards: boolean;
}

/** Returns the window of a page, from the nearer end of the list if its length is known. */
function windowOf({ offset, limit }: ListQuery, total: number | undefined): Window {
  // One more than the page tells whether the list ends with it.
  if (total === undefined) return { offset, limit: limit + 1, backwards: false };
  const here = Math.max(Math.min(limit, total - offset), 0);
  if (offset <= total / 2) return { offset, limit: here, backwards: false };
  return { offset: Math.max(total - offset - limit, 0), limit: here, backwards: true };
}

/**
 * Reads a part of a list with one statement. The ids are selected first, so that a far page walks an index instead of
 * whole rows; SQLite keeps the order of a cross join, where another would walk all resources of the tenant. If a filter
 * leads to a few resources, their rows are read at once.
 */
async function readWindow<Row extends { id: string }>(
  db: Db,
  { table, target, from, where, few, order, backwards }: Listing,
  window: Window,
  columns: SqlFragment,
): Promise<Row[]> {
  const { limit, offset } = window;
  if (few) {
    const sql = `select ${columns.sql} from ${from.sql} where ${where.sql} order by ${order.sql} ${LIMIT} ${OFFSET}`;
    const parts = [columns, from, where, order];
    return queryRows<Row>(db, sql, [...parts.flatMap(({ bindings }) => bindings), limit, offset]);
  }
  const taken = window.backwards ? backwards : order;
  return queryRows<Row>(
    db,
    `with page as (
       select ${table}.id from ${table} where ${where.sql} order by ${taken.sql} ${LIMIT} ${OFFSET}
     )
     select ${columns.sql} from page cross join ${table}
     where ${table}.id = page.id and ${table}.tenant_id = ?
     order by ${order.sql}`,
    [
      ...where.bindings,
      ...taken.bindings,
      limit,
      offset,
      ...columns.bindings,
      target.tenantId,
      ...order.bindings,
    ],
  );
}

function listingOf(target: FilterTarget, viewer: Viewer, query: ListQuery): Listing {
  const { filter, condition, among } = query;
  const table = tableOf(target.schema);
  const few = filter !== undefined && filterCost(filter, target.schema).reach === "few";
  const { sortBy, descending } = listOrder(target.schema, query);
  const direction = descending ? "descending" : "ascending";
  return {
    table,
    target,
    from: fromOf(target, table, query),
    where: whereOf(viewer, target, table, query),
    counted: filter === undefined && condition === undefined && viewer.visibility === "all",
    few: few || among !== undefined,
    order: compileSort(sortBy, direction, target),
    backwards: compileSort(sortBy, direction, target, true),
  };
}

/**
 * Lists resources of one table: the page with one statement, and its matches with a second one if they do not end with
 * the page.
 * @param columns - the columns of each resource on the page, with bindings
 */
async function listRows<Row extends { id: string }>(
  db: Db,
  viewer: Viewer,
  schema: ResourceSchema,
  query: ListQuery,
  columns: SqlFragment,
): Promise<ResourcePage<Row>> {
  const target = targetOf(db, viewer, schema);
  if (query.cursor && query.limit > 0) return listByCursor<Row>(db, viewer, target, query, columns);
  const { offset, limit, countUpTo } = query;
  const listing = listingOf(target, viewer, query);
  if (limit === 0) return { total: await countMatches(db, listing, countUpTo), rows: [] };
  const isExact = listing.counted || countUpTo === undefined;
  const countsFirst = isExact && offset >= FAR && !listing.few;
  const known = countsFirst ? await countMatches(db, listing, undefined) : undefined;
  const found = await readWindow<Row>(db, listing, windowOf(query, known), columns);
  const rows = found.slice(0, limit);
  if (known !== undefined) return { total: known, rows };
  const seen = offset + found.length;
  if (found.length <= limit && (found.length > 0 || offset === 0)) return { total: seen, rows };
  const total = await countMatches(db, listing, countUpTo);
  // A client that reads on while there is more has to learn that there is.
  return { total: found.length > limit ? Math.max(total, seen) : total, rows };
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
