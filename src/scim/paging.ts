import type { ListQuery, ResourcePage } from "../directory/search/list-query.js";
import { AppError } from "../errors.js";
import type { Exchange, PageLimits } from "./exchange.js";
import { integerOf } from "./list-query.js";
import type { PageNumbers } from "./list-response.js";
import type { RawQuery } from "./raw-query.js";

/** The requested page of a list, and how to number it. */
export interface PageRequest {
  readonly window: Pick<ListQuery, "offset" | "limit" | "countUpTo" | "cursor">;
  /** Returns the numbers of the response for the page that was found. */
  numbers(page: ResourcePage<unknown>): PageNumbers;
}

/** Returns a page by index: `startIndex` below 1 is 1, `count` below 0 is 0. RFC 7644 §3.4.2.4. */
function indexPage(raw: RawQuery, limits: PageLimits): PageRequest {
  const startIndex = Math.max(integerOf(raw, "startIndex") ?? 1, 1);
  const count = Math.max(integerOf(raw, "count") ?? limits.defaultPageSize, 0);
  return {
    window: {
      offset: startIndex - 1,
      limit: Math.min(count, limits.maxPageSize),
      countUpTo: limits.countLimit || undefined,
    },
    numbers: ({ total, rows }) => ({ totalResults: total, startIndex, itemsPerPage: rows.length }),
  };
}

/** Returns the `count` of a page by cursor, which must not be reduced silently. RFC 9865 §2.2. */
function cursorCount(raw: RawQuery, { maxPageSize }: PageLimits): number | undefined {
  const count = integerOf(raw, "count");
  if (count !== undefined && count > maxPageSize) {
    throw new AppError(
      "invalidCount",
      `count must be from 0 to ${maxPageSize}, not ${count} (RFC 9865 §2.2)`,
    );
  }
  return count === undefined ? undefined : Math.max(count, 0);
}

/**
 * Returns a page by cursor: the first one for an empty cursor, else the page after the one that returned it. RFC 9865
 * §2.
 */
function cursorPage(
  exchange: Exchange,
  endpoint: string,
  raw: RawQuery,
  limits: PageLimits,
  cursor: string,
): PageRequest {
  const { viewer, now } = exchange.ctx;
  const asked = cursorCount(raw, limits);
  const opened =
    cursor === "" ? undefined : exchange.cursors.open(viewer, endpoint, raw, cursor, asked, now());
  const count = opened?.count ?? asked ?? limits.defaultPageSize;
  return {
    window: { offset: 0, limit: count, cursor: { after: opened?.position } },
    numbers: ({ total, rows, next }) => ({
      totalResults: total,
      itemsPerPage: rows.length,
      nextCursor: next && exchange.cursors.seal(viewer, endpoint, raw, count, next, now()),
    }),
  };
}

/**
 * Reads which page a list request asks for. A cursor, even an empty one, asks for paging by cursor.
 * @param endpoint - binds cursors to the list: `/Users`, `/Groups`, `/`
 * @throws AppError `invalidValue`, `invalidCursor`, `expiredCursor`, `invalidCount`
 */
export function openPage(
  exchange: Exchange,
  endpoint: string,
  raw: RawQuery,
  limits: PageLimits,
): PageRequest {
  const cursor = raw["cursor"];
  if (cursor === undefined || cursor === null) return indexPage(raw, limits);
  if (typeof cursor !== "string") {
    throw new AppError("invalidCursor", "cursor must be given once, as a string");
  }
  return cursorPage(exchange, endpoint, raw, limits, cursor);
}
