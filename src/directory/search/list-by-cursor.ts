import type { SqlFragment } from "../../db/condition.js";
import type { Db } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { queryRows } from "../../db/query.js";
import { tableOf } from "../resources/attribute-columns.js";
import type { Viewer } from "../resources/resource-row.js";
import type { FilterTarget } from "./filter-sql.js";
import { afterPosition, type Position } from "./keyset.js";
import { listOrder } from "./list-order.js";
import type { ListQuery, ResourcePage } from "./list-query.js";
import { compileSort, compileSortKey } from "./sort-sql.js";
import { fromOf, whereOf } from "./where.js";

/** A row of a page by cursor, with its sort value. */
interface Keyed {
  readonly id: string;
  readonly sort_key: Position["key"] & (string | number | null);
}

/** Removes the extra row that shows whether there is a next page, and returns where that page starts. */
export function cutPage<Row extends Keyed>(
  rows: readonly Row[],
  limit: number,
  sorted: boolean,
): { rows: Row[]; next: Position | undefined } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length <= limit || !last) return { rows: page, next: undefined };
  return { rows: page, next: { key: sorted ? last.sort_key : undefined, id: last.id } };
}

/**
 * Lists a page by cursor with one statement: the resources after a position, in the order of `compileSort`. A walk
 * through the pages meets every resource that exists throughout, whatever is added or deleted meanwhile.
 * @see RFC 9865 §2
 */
export async function listByCursor<Row extends { id: string }>(
  db: Db,
  viewer: Viewer,
  target: FilterTarget,
  query: ListQuery,
  columns: SqlFragment,
): Promise<ResourcePage<Row>> {
  const { limit, cursor } = query;
  const { sortBy, descending, always } = listOrder(target.schema, query);
  const table = tableOf(target.schema);
  const key = sortBy === undefined ? undefined : compileSortKey(sortBy, target);
  const order = compileSort(sortBy, descending ? "descending" : "ascending", target);
  const from = fromOf(target, table, query);
  const where = whereOf(viewer, target, table, query);
  const start = cursor?.after && afterPosition(cursor.after, key, `${table}.id`, descending, always);
  const rows = await queryRows<Row & Keyed>(
    db,
    `with page as (
       select ${table}.id, ${key?.sql ?? "null"} as sort_key from ${from.sql}
       where ${where.sql} ${start ? `and ${start.sql}` : ""}
       order by ${order.sql} ${LIMIT}
     )
     select page.sort_key, ${columns.sql} from page cross join ${table}
     where ${table}.id = page.id and ${table}.tenant_id = ?
     order by ${order.sql}`,
    [
      ...(key?.bindings ?? []),
      ...from.bindings,
      ...where.bindings,
      ...(start?.bindings ?? []),
      ...order.bindings,
      limit + 1,
      ...columns.bindings,
      viewer.tenantId,
      ...order.bindings,
    ],
  );
  return { total: undefined, ...cutPage(rows, limit, key !== undefined) };
}
