import type { ListQuery } from "../directory/search/list-query.js";
import { AppError } from "../errors.js";
import type { Behavior } from "../schema/behavior.js";
import type { Filter } from "../schema/filter/ast.js";
import { checkFilterBehavior } from "../schema/filter/check.js";
import { parseFilter } from "../schema/filter/parse.js";
import type { AnyResourceSchema } from "../schema/model.js";
import { type Projection, parseProjection } from "../schema/project.js";
import { showValue } from "../schema/quote.js";
import type { RawQuery } from "./raw-query.js";

function text(raw: RawQuery, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") {
    const code = name === "filter" ? "invalidFilter" : "invalidValue";
    throw new AppError(code, `${name} must be given once, as a string`);
  }
  return value;
}

/**
 * Returns an integer parameter; undefined when it is absent or blank.
 * @throws AppError `invalidValue` for anything but digits with an optional sign
 */
export function integerOf(raw: RawQuery, name: string): number | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && value.trim() === "") return undefined;
  const isDigits = typeof value === "number" || (typeof value === "string" && /^-?\d+$/.test(value));
  const number = isDigits ? Number(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    throw new AppError("invalidValue", `${name} must be one integer, not ${showValue(value)}`);
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

/** The most attributes that a request may name; no resource has as many. */
const MAX_NAMES = 1000;

/** Returns the attribute names of a request: a text with commas, or an array of names. */
function nameList(raw: RawQuery, name: string): string | string[] | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new AppError("invalidValue", `${name} must be a list of attribute names`);
  }
  if (value.length <= MAX_NAMES) return value;
  throw new AppError("invalidValue", `${name} may list ${MAX_NAMES} attributes, not ${value.length}`);
}

/** Returns the projection that a request asks for; undefined for the default one. RFC 7644 §3.9. */
export function projectionOf(
  schema: AnyResourceSchema,
  raw: RawQuery,
  behavior: Behavior,
): Projection | undefined {
  return parseProjection(schema, nameList(raw, "attributes"), nameList(raw, "excludedAttributes"), behavior);
}

function readFilter(
  schemas: readonly AnyResourceSchema[],
  raw: RawQuery,
  behavior: Behavior,
): Filter | undefined {
  const given = text(raw, "filter");
  if (given === undefined) return undefined;
  const filter = parseFilter(given, behavior);
  for (const schema of schemas) checkFilterBehavior(schema, filter, behavior);
  return filter;
}

/**
 * Reads the filter and the order of a list request from a query string or a SearchRequest. Unknown parameters are
 * ignored: customers of Entra ID write flags into the URL. RFC 7644 §3.4.2.
 * @param schemas - the resource types that the request lists
 * @throws AppError `invalidFilter`, `invalidValue` naming the parameter
 */
export function selectionOf(
  schemas: readonly AnyResourceSchema[],
  raw: RawQuery,
  behavior: Behavior,
): Pick<ListQuery, "filter" | "sortBy" | "descending"> {
  return {
    filter: readFilter(schemas, raw, behavior),
    sortBy: text(raw, "sortBy") || undefined,
    descending: isDescending(raw),
  };
}
