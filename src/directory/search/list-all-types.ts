import type { SqlFragment } from "../../db/condition.js";
import type { Db } from "../../db/connect.js";
import { LIMIT, OFFSET, sqlDialects } from "../../db/dialect.js";
import { dialectOf, placeholders, queryFirst, queryRows } from "../../db/query.js";
import { AppError } from "../../errors.js";
import { resolveAttributePath } from "../../schema/attribute-path.js";
import type { Filter } from "../../schema/filter/ast.js";
import type { AnyResourceSchema } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { tableOf } from "../resources/attribute-columns.js";
import { type GroupRow, type UserRow, type Viewer, visibleToSql } from "../resources/resource-row.js";
import { compileFilter, type FilterTarget } from "./filter-sql.js";
import { afterPosition, type Position } from "./keyset.js";
import { cutPage } from "./list-by-cursor.js";
import { type ListQuery, type ResourcePage } from "./list-query.js";
import { groupColumns, targetOf, userColumns } from "./list-resources.js";
import { compileSortKey } from "./sort-sql.js";

/** A resource of any type. */
export type AnyRow =
  | { readonly type: "User"; readonly row: UserRow }
  | { readonly type: "Group"; readonly row: GroupRow }
  | { readonly type: "Other"; readonly resourceType: string; readonly id: string };

/** Matches that are not rows of the directory, to be listed in one order with those that are. */
export interface OtherMatches {
  /** Their resource types, whose attributes the query may also name. */
  readonly schemas: readonly AnyResourceSchema[];
  /** The matches with their sort values: all texts or all numbers, of the same kind as in the directory. */
  readonly found: readonly {
    readonly type: string;
    readonly id: string;
    readonly key: string | number | undefined;
  }[];
}

/** The columns to read: see `listUsers` and `listGroups`. */
export interface AnyDetail {
  readonly withGroups: boolean;
  readonly maxMembers: number;
}

interface Found {
  readonly resource_type: string;
  readonly id: string;
  readonly sort_key: string | number | null;
}

/** An arm of the union. */
interface Arm extends SqlFragment {
  /** Whether none of its rows has a sort value. */
  readonly isUnsorted: boolean;
}

/** Returns one arm of the union: the matching ids of a type with their sort values. */
function arm(viewer: Viewer, target: FilterTarget, query: ListQuery): Arm {
  const { schema } = target;
  const table = tableOf(schema);
  const visible = visibleToSql(viewer, table);
  const key = query.sortBy === undefined ? undefined : compileSortKey(query.sortBy, target);
  const where = query.filter === undefined ? undefined : compileFilter(query.filter, target);
  return {
    sql: `select '${schema.name}' as resource_type, ${table}.id as id, ${key?.sql ?? "null"} as sort_key
      from ${table} where ${visible.sql} ${where ? `and (${where.sql})` : ""}`,
    bindings: [...(key?.bindings ?? []), ...visible.bindings, ...(where?.bindings ?? [])],
    isUnsorted: key === undefined || key.sql === "null",
  };
}

/** Returns the arm of the matches that are given as a list. */
function otherArm(db: Db, found: OtherMatches["found"]): Arm {
  const { jsonText, jsonNumber, jsonParameterElements } = sqlDialects[dialectOf(db)];
  const keys = found.flatMap(({ key }) => key ?? []);
  const read = keys.some((key) => typeof key === "number") ? jsonNumber : jsonText;
  const isUnsorted = keys.length === 0;
  return {
    sql: `select ${jsonText("e.value", "type")} as resource_type, ${jsonText("e.value", "id")} as id,
      ${isUnsorted ? "null" : read("e.value", "key")} as sort_key from ${jsonParameterElements("e")}`,
    bindings: [JSON.stringify(found)],
    isUnsorted,
  };
}

/**
 * Refuses a filter with an attribute that no type has: it is a mistake, not a missing value.
 * @throws AppError `invalidFilter`
 */
function checkNames(filter: Filter, schemas: readonly AnyResourceSchema[]): void {
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

/** Returns the sub-select of all matches of all types with their sort values. */
function matchesOf(db: Db, viewer: Viewer, query: ListQuery, others: OtherMatches): SqlFragment {
  const schemas = [viewer.schemas.User, viewer.schemas.Group];
  if (query.filter !== undefined) checkNames(query.filter, [...schemas, ...others.schemas]);
  const stored = schemas.map((schema) => {
    const target = { ...targetOf(db, viewer, schema), unknownAttribute: "unassigned" } as const;
    return arm(viewer, target, query);
  });
  const all = others.found.length === 0 ? stored : [...stored, otherArm(db, others.found)];
  // PostgreSQL takes the column's type from the first two arms; nulls alone would make it text.
  const arms = all.toSorted((left, right) => Number(left.isUnsorted) - Number(right.isUnsorted));
  return {
    sql: `(${arms.map(({ sql }) => sql).join(" union all ")}) as matches`,
    bindings: arms.flatMap((one) => one.bindings),
  };
}

function orderOf({ descending }: ListQuery): string {
  return `${descending ? "sort_key desc nulls first" : "sort_key asc nulls last"}, id`;
}

async function findPage(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  others: OtherMatches,
): Promise<ResourcePage<Found>> {
  const matches = matchesOf(db, viewer, query, others);
  const found = await queryRows<Found & { total: number }>(
    db,
    `select resource_type, id, sort_key, count(*) over () as total from ${matches.sql}
     order by ${orderOf(query)} ${LIMIT} ${OFFSET}`,
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
  others: OtherMatches,
  after: Position | undefined,
): Promise<ResourcePage<Found>> {
  const matches = matchesOf(db, viewer, query, others);
  const sorted = query.sortBy !== undefined;
  const key = sorted ? { sql: "sort_key", bindings: [] } : undefined;
  const start = after && afterPosition(after, key, "id", query.descending);
  const rows = await queryRows<Found>(
    db,
    `select resource_type, id, sort_key from ${matches.sql} ${start ? `where ${start.sql}` : ""}
     order by ${orderOf(query)} ${LIMIT}`,
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
 * Lists users, groups and other resources together, with three statements for any page size.
 * @throws AppError `invalidFilter` if no type supports the filter
 * @see RFC 7644 §3.4.2.1
 */
export async function listAllTypes(
  db: Db,
  viewer: Viewer,
  query: ListQuery,
  detail: AnyDetail,
  others: OtherMatches,
): Promise<ResourcePage<AnyRow>> {
  const page =
    query.cursor && query.limit > 0
      ? await findBehind(db, viewer, query, others, query.cursor.after)
      : await findPage(db, viewer, query, others);
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
    if (resource_type !== "User" && resource_type !== "Group") {
      return [{ type: "Other", resourceType: resource_type, id }];
    }
    const group = groups.get(id);
    // A resource that was deleted between the statements is left out.
    return group ? [{ type: "Group", row: group }] : [];
  });
  return { ...page, rows };
}
