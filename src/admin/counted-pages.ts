import { type TSchema, Type } from "@sinclair/typebox";
import type { ListQuery } from "../directory/search/list-query.js";
import { choice, count } from "./json-schema.js";
import { pageSchema } from "./pages.js";

/** How many matches of a filter are counted. */
const MAX_COUNTED = 10_000;

/** The query parameter that asks for the number of matches. */
export const countQuery = {
  count: choice(["true", "false"], {
    type: "string",
    description: `Whether to count the matches of all pages; exact up to ${MAX_COUNTED}, and without a filter.`,
  }),
};

const countSchema = Type.Object(
  { value: count, relation: choice(["exact", "atLeast"], { type: "string" }) },
  { description: "The number of matches on all pages, if `count` asks for it." },
);

/** Returns the schema of a page with the number of matches. */
export function countedPageSchema<Item extends TSchema>(item: Item) {
  const { properties, title = "" } = pageSchema(item);
  return Type.Object({ ...properties, count: Type.Optional(countSchema) }, { title });
}

/** Returns the query for the number of matches of a list. */
export function toCount(query: ListQuery): ListQuery {
  return { ...query, limit: 0, cursor: { after: undefined }, countUpTo: MAX_COUNTED + 1 };
}

/**
 * Returns the number of matches as it is answered.
 * @param counted - the total, at most one above `MAX_COUNTED` if there is a filter; undefined if it was not asked for
 */
export function showCount(
  { filter, condition }: Pick<ListQuery, "filter" | "condition">,
  counted: { readonly total: number | undefined } | undefined,
): { count?: { value: number; relation: "exact" | "atLeast" } } {
  if (counted === undefined) return {};
  const { total = 0 } = counted;
  const isAll = filter === undefined && condition === undefined;
  if (isAll || total <= MAX_COUNTED) return { count: { value: total, relation: "exact" } };
  return { count: { value: MAX_COUNTED, relation: "atLeast" } };
}
