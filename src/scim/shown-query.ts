import { isJsonObject } from "../schema/coerce-value.js";
import { parseFilter } from "../schema/filter/parse.js";

/** List parameters whose values contain no personal attributes. RFC 7644 §3.4.2, RFC 9865. */
const PLAIN: ReadonlySet<string> = new Set([
  "sortby",
  "sortorder",
  "startindex",
  "count",
  "attributes",
  "excludedattributes",
]);

/** Attributes, as written in a filter, whose values reveal nothing about a person; ids are in the log anyway. */
const IMPERSONAL =
  /(?:^|[:.([])(?:id|active|type|primary|meta\.\w+|(?:members|groups)(?:\.value|\[value)?|\w*SkuId|created|lastModified|resourceType)$/i;

/** A quoted string, with the attribute that it is compared with in front of it. */
const TEXT = /(?:([^\s()]+)\s+(?:eq|ne|co|sw|ew|gt|ge|lt|le)\s+)?("(?:[^"\\]|\\.)*")/gi;

/** The beginning of an unquoted string. */
const UNQUOTED = /\b(?:eq|ne|co|sw|ew|gt|ge|lt|le)\s+(?!"|(?:true|false|null|-?\d+(?:\.\d+)?)(?:[\s)\]]|$))/i;

const HIDDEN = '"…"';

/** The longest query that is shown, in characters. */
const MAX_LENGTH = 500;

/**
 * Returns the query of a request for the log: values of personal attributes are hidden, and so are the values of
 * parameters that SCIM does not define.
 * @param query - everything after the question mark as it was sent
 * @param body - of a search by POST
 * @param showsValues - whether nothing is hidden
 * @returns undefined when there is none
 */
export function shownQuery(
  query: string | undefined,
  body: unknown,
  showsValues: boolean,
): string | undefined {
  const pairs = [...new URLSearchParams(query ?? ""), ...searchPairs(body)];
  if (pairs.length === 0) return undefined;
  const shown = pairs
    .map(([name, value]) => `${name}=${showsValues ? value : shownValue(name, value)}`)
    .join("&");
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}…` : shown;
}

/** Returns the parameters of a SearchRequest. RFC 7644 §3.4.3. */
function searchPairs(body: unknown): [string, string][] {
  if (!isJsonObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]): [string, string][] => {
    if (name.toLowerCase() !== "filter" && !PLAIN.has(name.toLowerCase())) return [];
    if (Array.isArray(value)) return [[name, value.filter((one) => typeof one === "string").join(",")]];
    return typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [];
  });
}

function shownValue(name: string, value: string): string {
  const key = name.toLowerCase();
  if (key === "filter") return shownFilter(value);
  return PLAIN.has(key) || value === "" ? value : "…";
}

function shownFilter(filter: string): string {
  if (!isFilter(filter)) return "…";
  const odd = UNQUOTED.exec(filter);
  // The end of an unquoted string is unknown.
  const known = odd === null ? filter : filter.slice(0, odd.index + odd[0].length);
  const shown = known.replaceAll(TEXT, (all, path: string | undefined, text: string) =>
    path !== undefined && IMPERSONAL.test(path) ? all : all.slice(0, -text.length) + HIDDEN,
  );
  return odd === null ? shown : `${shown}…`;
}

function isFilter(text: string): boolean {
  try {
    parseFilter(text);
    return true;
  } catch {
    return false;
  }
}
