import type { Filter } from "../../schema/filter/ast.js";
import type { Position } from "./keyset.js";

/** Which resources of a type to list, in which order, and which part of them. RFC 7644 §3.4.2. */
export interface ListQuery {
  readonly filter: Filter | undefined;
  readonly sortBy: string | undefined;
  readonly descending: boolean;
  /** How many matches come before the page; 0-based. */
  readonly offset: number;
  /** Resources on the page at the most; 0 asks for the total alone. */
  readonly limit: number;
  /** Pages by cursor instead of by offset: where the page before ended, undefined for the first. RFC 9865. */
  readonly cursor?: { readonly after: Position | undefined };
}

/** One page. */
export interface ResourcePage<Row> {
  /** How many resources match in all; undefined for a page by cursor, which does not count them. */
  readonly total: number | undefined;
  readonly rows: readonly Row[];
  /** Where the next page by cursor goes on; undefined on the last one. */
  readonly next?: Position | undefined;
}
