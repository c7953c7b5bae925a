import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { placeholders, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { resolveAttributePath } from "../schema/attribute-path.js";
import type { Filter } from "../schema/filter/ast.js";
import { quote } from "../schema/filter/quote.js";
import type { ResourceSchema } from "../schema/model.js";
import { tableOf } from "./attribute-columns.js";
import { compileFilter, type FilterTarget } from "./filter-sql.js";
import { behind, type Position } from "./keyset.js";
import { cutPage } from "./list-behind.js";
import { groupColumns, type ListQuery, type ResourcePage, targetOf, userColumns } from "./list-resources.js";
import { type GroupRow, type UserRow, type Viewer, visibleTo } from "./resource-row.js";
import { compileSortKey } from "./sort-sql.js";

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
  readonly sort_key: string | number | null;
}

/** One arm of the union: the matching ids of a type with the value they sort by. */
function arm(viewer: Viewer, target: FilterTarget, query: ListQuery): SqlFragment {
  const { schema } = target;
  const table = tableOf(schema);
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

/** All matches of a query over all types as one sub-select, with the value they sort by. */
function matchesOf(db: Db, viewer: Viewer, query: ListQuery): SqlFragment {
  const schemas = [viewer.schemas.User, viewer.schemas.Group];
  if (query.filter !== undefined) checkNames(query.filter, schemas);
  const arms = schemas.map((schema) => {
    const target = { ...targetOf(db, viewer, schema), unknownAttribute: "unassigned" } as const;
    return arm(viewer, target, query);
  });
  return {
    sql: `(${arms.map(({ sql }) => sql).join(" union all ")}) as matches`,
    bindings: arms.flatMap((one) => one.bindings),
  };
}

function orderOf({ descending }: ListQuery): string {
  return `${descending ? "sort_key desc nulls first" : "sort_key asc nulls last"}, id`;
}

async function findPage(db: Db, viewer: Viewer, query: ListQuery): Promise<ResourcePage<Found>> {
  const matches = matchesOf(db, viewer, query);
  const found = await queryRows<Found & { total: number }>(
    db,
    `select resource_type, id, sort_key, count(*) over () as total from ${matches.sql}
     order by ${orderOf(query)} limit ? offset ?`,
    [...matches.bindings, query.limit, query.offset],
  );
  const [first] = found;
  if (first) return { total: first.total, rows: found };
  const counted = await queryFirst<{ total: number }>(
    db,
    `select count(*) as total from ${matches.sql}`,
    matches.bindings,
  );
  return { total: counted?.total ?? 0, rows: [] };
}

async function findBehind(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  after: Position | undefined,
): Promise<ResourcePage<Found>> {
  const matches = matchesOf(db, viewer, query);
  const sorted = query.sortBy !== undefined;
  const key = sorted ? { sql: "sort_key", bindings: [] } : undefined;
  const start = after && behind(after, key, "id", query.descending);
  const rows = await queryRows<Found>(
    db,
    `select resource_type, id, sort_key from ${matches.sql} ${start ? `where ${start.sql}` : ""}
     order by ${orderOf(query)} limit ?`,
    [...matches.bindings, ...(start?.bindings ?? []), query.limit + 1],
  );
  return { total: undefined, ...cutPage(rows, query.limit, sorted) };
}

async function fetchRows<Row extends { id: string }>(
  db: Db,
  viewer: Viewer,
  table: "users" | "groups",
  columns: SqlFragment,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<Row>(
    db,
    `select ${columns.sql} from ${table}
     where ${table}.tenant_id = ? and ${table}.id in (${placeholders(ids.length)})`,
    [...columns.bindings, viewer.tenantId, ...ids],
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
  const page =
    query.cursor && query.limit > 0
      ? await findBehind(db, viewer, query, query.cursor.after)
      : await findPage(db, viewer, query);
  const idsOf = (type: "User" | "Group"): string[] =>
    page.rows.filter((one) => one.resource_type === type).map(({ id }) => id);
  const users = await fetchRows<UserRow>(
    db,
    viewer,
    "users",
    userColumns(db, viewer, detail.withGroups),
    idsOf("User"),
  );
  const groups = await fetchRows<GroupRow>(
    db,
    viewer,
    "groups",
    groupColumns(db, viewer, detail.maxMembers),
    idsOf("Group"),
  );
  const rows = page.rows.flatMap(({ resource_type, id }): AnyRow[] => {
    const user = users.get(id);
    if (resource_type === "User" && user) return [{ type: "User", row: user }];
    const group = groups.get(id);
    // A resource deleted between the statements is left out.
    return group ? [{ type: "Group", row: group }] : [];
  });
  return { ...page, rows };
}
