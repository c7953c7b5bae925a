import type { SqlFragment } from "../../db/condition.js";
import type { Filter } from "../../schema/filter/ast.js";
import type { Position } from "./keyset.js";

/** A condition on the rows of a list besides its filter. */
export interface ListCondition extends SqlFragment {
  /** True if no index leads to the matches, so that all rows may be read. */
  readonly isScan: boolean;
}

/** A query for a list: the filter, the order and the page. RFC 7644 §3.4.2. */
export interface ListQuery {
  readonly filter: Filter | undefined;
  /** What a match meets besides the filter. */
  readonly condition?: ListCondition | undefined;
  readonly sortBy: string | undefined;
  readonly descending: boolean;
  /** The number of matches before the page. */
  readonly offset: number;
  /** The page size; 0 asks for the total alone. */
  readonly limit: number;
  /** How many matches of a filter are counted exactly; undefined for all. */
  readonly countUpTo?: number | undefined;
  /** The ids among which all matches are, if an index gives them: at most 1,000. */
  readonly among?: readonly string[] | undefined;
  /** For pages by cursor: the end of the previous page, undefined for the first one. RFC 9865. */
  readonly cursor?: { readonly after: Position | undefined };
}

/** One page. */
export interface ResourcePage<Row> {
  /** The number of matches; undefined for a page by cursor, which does not count them. */
  readonly total: number | undefined;
  readonly rows: readonly Row[];
  /** Where the next page by cursor starts; undefined on the last page. */
  readonly next?: Position | undefined;
}
