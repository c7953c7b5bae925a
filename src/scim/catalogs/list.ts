import type { ListQuery, ResourcePage } from "../../directory/search/list-query.js";
import { AppError } from "../../errors.js";
import type { Literal } from "../../schema/filter/literal.js";
import {
  compareLiterals,
  compileMatcher,
  compileSortValue,
  type UnknownAttribute,
} from "../../schema/filter/match-resource.js";
import type { Resource } from "../../schema/model.js";
import { projectResource } from "../../schema/project.js";
import { quote } from "../../schema/quote.js";
import type { Body, Exchange, PageLimits } from "../exchange.js";
import { projectionOf, selectionOf } from "../list-query.js";
import { renderList } from "../list-response.js";
import { openPage } from "../paging.js";
import type { RawQuery } from "../raw-query.js";
import { setLocation } from "../render.js";
import { type Catalog, catalogLocation, catalogVersion, toCatalogResource } from "./catalog.js";

/** The number of entries that are read at a time. */
const CHUNK = 1000;

/** A match with its id and its sort value, undefined when it has none. */
export interface CatalogMatch {
  readonly id: string;
  readonly key: Literal | undefined;
  readonly resource: Resource;
}

/** The filter and the order of a list. */
export type Selection = Pick<ListQuery, "filter" | "sortBy" | "descending">;

/** Returns all matching resources of a catalog, in order. A catalog is small: it is read whole, chunk by chunk. */
export async function matchCatalog(
  exchange: Exchange,
  catalog: Catalog,
  { filter, sortBy, descending }: Selection,
  unknown: UnknownAttribute,
): Promise<CatalogMatch[]> {
  const { schema } = catalog;
  const matches = filter === undefined ? () => true : compileMatcher(schema, filter, unknown);
  const keyOf = sortBy === undefined ? () => undefined : compileSortValue(schema, sortBy, unknown);
  const found: CatalogMatch[] = [];
  for (let after: string | undefined; ; ) {
    const entries = await catalog.read(exchange, { after, limit: CHUNK });
    for (const entry of entries) {
      const resource = toCatalogResource(schema, exchange.baseUrl, entry);
      if (matches(resource)) found.push({ id: entry.id, key: keyOf(resource), resource });
    }
    if (entries.length < CHUNK) break;
    after = entries.at(-1)?.id;
  }
  return found.sort((left, right) => compareRanked(left, right, descending));
}

/** Compares by key (a missing one last ascending, first descending), then by id, as in SQL. RFC 7644 §3.4.2.3 */
function compareRanked(
  left: Pick<CatalogMatch, "id" | "key">,
  right: Pick<CatalogMatch, "id" | "key">,
  descending: boolean,
): number {
  const byKey =
    left.key !== undefined && right.key !== undefined
      ? compareLiterals(left.key, right.key)
      : Number(left.key === undefined) - Number(right.key === undefined);
  if (byKey !== 0) return descending ? -byKey : byKey;
  return compareLiterals(left.id, right.id);
}

/** Returns the requested page of the matches. */
function pageOf(found: readonly CatalogMatch[], list: ListQuery): ResourcePage<Resource> {
  const { offset, limit, cursor, sortBy, descending } = list;
  const rows = (part: readonly CatalogMatch[]): Resource[] => part.map(({ resource }) => resource);
  if (cursor === undefined || limit === 0) {
    return { total: found.length, rows: rows(found.slice(offset, offset + limit)) };
  }
  const { after } = cursor;
  const start = after && { id: after.id, key: after.key ?? undefined };
  const rest = start === undefined ? found : found.filter((one) => compareRanked(one, start, descending) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next =
    last === undefined || rest.length <= limit
      ? undefined
      : { id: last.id, key: sortBy === undefined ? undefined : toPositionKey(last.key) };
  return { total: undefined, rows: rows(page), next };
}

/** Converts a key for a cursor, which holds no booleans; 0 and 1 compare alike. */
function toPositionKey(key: Literal | undefined): string | number | null {
  if (key === undefined) return null;
  return typeof key === "boolean" ? Number(key) : key;
}

/** GET on the endpoint of a catalog, and POST /.search on it. RFC 7644 §3.4.2, §3.4.3 */
export async function searchCatalog(
  exchange: Exchange,
  catalog: Catalog,
  query: RawQuery,
  limits: PageLimits,
): Promise<Body> {
  const { schema } = catalog;
  const { options } = exchange.ctx;
  const page = openPage(exchange, schema.endpoint, query, limits);
  const projection = projectionOf(schema, query, options);
  const selection = selectionOf([schema], query, options);
  const matches = await matchCatalog(exchange, catalog, selection, "refuse");
  const found = pageOf(matches, { ...selection, ...page.window });
  const resources = found.rows.map((row) => JSON.stringify(projectResource(schema, row, projection)));
  return renderList(page.numbers(found), resources);
}

/**
 * GET of one resource of a catalog. RFC 7644 §3.4.1
 * @throws AppError `notFound`
 */
export async function getCatalogEntry(
  exchange: Exchange,
  catalog: Catalog,
  id: string,
  query: RawQuery,
): Promise<Body> {
  const { ctx, baseUrl } = exchange;
  const { schema } = catalog;
  const projection = projectionOf(schema, query, ctx.options);
  const entry = await catalog.find(exchange, id);
  if (entry === undefined) {
    throw new AppError("notFound", `${schema.name} ${quote(id)} does not exist`);
  }
  const resource = toCatalogResource(schema, baseUrl, entry);
  exchange.setHeader("ETag", catalogVersion(entry));
  setLocation(exchange, catalogLocation(baseUrl, schema, id));
  return JSON.stringify(projectResource(schema, resource, projection));
}
