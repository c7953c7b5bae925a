import { resolveAttributePath } from "../../schema/attribute-path.js";
import type { Filter } from "../../schema/filter/ast.js";
import type { ResourceSchema } from "../../schema/model.js";
import { storageOf } from "../resources/attribute-columns.js";
import { filterCost } from "./filter-cost.js";
import type { ListQuery } from "./list-query.js";

/** The order of a list. */
export interface ListOrder {
  /** Undefined for the order of ids. */
  readonly sortBy: string | undefined;
  readonly descending: boolean;
  /** Whether every match has a value of `sortBy`. */
  readonly always: boolean;
}

/** Attributes of which every resource has a value. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(["id", "username", "meta.created", "meta.lastmodified"]);

/**
 * Returns the order of a list: the one that is asked for, otherwise the one in which the index of the filter gives the
 * matches, so that a page ends where the page ends and not where the matches do. RFC 7644 §3.4.2.3 leaves that order to
 * the server.
 */
export function listOrder(schema: ResourceSchema, query: ListQuery): ListOrder {
  const { sortBy, descending, filter, cursor } = query;
  if (sortBy !== undefined) {
    const key = resolveAttributePath(schema, sortBy)?.attribute.key ?? "";
    return { sortBy, descending, always: ALWAYS_THERE.has(key) };
  }
  // A cursor in the order of ids stays in it.
  const byId = filter === undefined || (cursor?.after !== undefined && cursor.after.key === undefined);
  const indexed = byId || filterCost(filter, schema).reach === "few" ? undefined : indexedIn(filter, schema);
  return { sortBy: indexed, descending: false, always: indexed !== undefined };
}

/** Returns the attribute of a condition that each match meets and that a range of an index, or a part of it, serves. */
function indexedIn(filter: Filter, schema: ResourceSchema): string | undefined {
  if (filter.kind === "and") {
    return filter.filters.map((one) => indexedIn(one, schema)).find((path) => path !== undefined);
  }
  if (filter.kind !== "compare" && filter.kind !== "present") return undefined;
  // Those that are equal have the order of ids.
  if (filter.kind === "compare" && (filter.op === "eq" || filter.op === "ne" || filter.value === null)) {
    return undefined;
  }
  const resolved = resolveAttributePath(schema, filter.path);
  const kind = resolved && storageOf(schema, resolved).kind;
  return kind === "key" || kind === "time"
    ? (resolved?.subAttribute ?? resolved?.attribute)?.path
    : undefined;
}
