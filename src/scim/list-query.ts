import type { ListQuery } from "../directory/list-resources.js";
import { AppError } from "../errors.js";
import type { Behavior } from "../schema/behavior.js";
import type { Filter } from "../schema/filter/ast.js";
import { checkFilterBehavior } from "../schema/filter/check.js";
import { parseFilter } from "../schema/filter/parse.js";
import type { ResourceSchema } from "../schema/model.js";
import { type Projection, parseProjection } from "../schema/project.js";
import type { PageLimits, RawQuery } from "./exchange.js";

/** A list request: what to list, and what to show of it. */
export interface ListRequest {
  readonly query: ListQuery;
  /** The 1-based index of the first resource, as it is echoed. */
  readonly startIndex: number;
  readonly projection: Projection | undefined;
}

function text(raw: RawQuery, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") {
    const code = name === "filter" ? "invalidFilter" : "invalidValue";
    throw new AppError(code, `${name} must be given once, as a string`);
  }
  return value;
}

function integer(raw: RawQuery, name: string, absent: number): number {
  const value = raw[name];
  if (value === undefined || value === null || value === "") return absent;
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    const shown = JSON.stringify(value).slice(0, 60);
    throw new AppError("invalidValue", `${name} must be an integer, not ${shown}`);
  }
  return Math.min(Math.max(number, -1), Number.MAX_SAFE_INTEGER);
}

function isDescending(raw: RawQuery): boolean {
  const order = text(raw, "sortOrder")?.toLowerCase();
  if (order === undefined || order === "" || order === "ascending") return false;
  if (order === "descending") return true;
  throw new AppError(
    "invalidValue",
    `sortOrder must be ascending or descending, not "${order.slice(0, 60)}"`,
  );
}

/** Attribute names as a client lists them: a text with commas, or an array of names. */
export function nameList(raw: RawQuery, name: string): string | string[] | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new AppError("invalidValue", `${name} must be a list of attribute names`);
}

/** The projection that a request asks for; undefined for the default one. RFC 7644 §3.9. */
export function projectionOf(
  schema: ResourceSchema,
  raw: RawQuery,
  behavior: Behavior,
): Projection | undefined {
  return parseProjection(schema, nameList(raw, "attributes"), nameList(raw, "excludedAttributes"), behavior);
}

/** Which page is asked for: `startIndex` below 1 is 1, `count` below 0 is 0. RFC 7644 §3.4.2.4. */
export function pageOf(raw: RawQuery, limits: PageLimits): { startIndex: number; limit: number } {
  return {
    startIndex: Math.max(integer(raw, "startIndex", 1), 1),
    limit: Math.min(Math.max(integer(raw, "count", limits.defaultPageSize), 0), limits.maxPageSize),
  };
}

function readFilter(
  schemas: readonly ResourceSchema[],
  raw: RawQuery,
  behavior: Behavior,
): Filter | undefined {
  const given = text(raw, "filter");
  if (given === undefined) return undefined;
  const filter = parseFilter(given, behavior);
  for (const schema of schemas) checkFilterBehavior(schema, filter, behavior);
  return filter;
}

/** What a list request selects and in which order, of the resource types that it is for. */
export function selectionOf(
  schemas: readonly ResourceSchema[],
  raw: RawQuery,
  behavior: Behavior,
): Pick<ListQuery, "filter" | "sortBy" | "descending"> {
  return {
    filter: readFilter(schemas, raw, behavior),
    sortBy: text(raw, "sortBy") || undefined,
    descending: isDescending(raw),
  };
}

/**
 * Reads the parameters of a list request, from a query string or from a SearchRequest. Parameters it does not know
 * are ignored: Entra ID's customers write flags into the URL. RFC 7644 §3.4.2.
 * @throws AppError `invalidFilter`, `invalidValue` naming the parameter
 */
export function parseListRequest(
  schema: ResourceSchema,
  raw: RawQuery,
  limits: PageLimits,
  behavior: Behavior,
): ListRequest {
  const { startIndex, limit } = pageOf(raw, limits);
  return {
    query: { ...selectionOf([schema], raw, behavior), offset: startIndex - 1, limit },
    startIndex,
    projection: projectionOf(schema, raw, behavior),
  };
}
