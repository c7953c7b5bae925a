import { Type } from "@sinclair/typebox";
import { listOrder } from "../directory/search/list-order.js";
import type { ListQuery } from "../directory/search/list-query.js";
import { filterOfWords, wordsOf } from "../directory/search/words.js";
import { AppError } from "../errors.js";
import type { Filter } from "../schema/filter/ast.js";
import { checkFilterBehavior } from "../schema/filter/check.js";
import { parseFilter } from "../schema/filter/parse.js";
import { choice } from "./json-schema.js";
import {
  type KeyPosition,
  type Page,
  type PageQuery,
  readKeyCursor,
  readLimitText,
  toKeyCursor,
} from "./pages.js";
import type { AdminContext } from "./route.js";

const TIMES = ["meta.created", "meta.lastModified"] as const;

/** The attributes by which lists can be sorted: those with an index. */
const ORDERS = {
  User: ["userName", "displayName", "name.familyName", "name.givenName", "title", ...TIMES],
  Group: ["displayName", ...TIMES],
} as const;

/** The query parameters of a list of users or groups, besides those of paging. */
export function selectionQuery(type: "User" | "Group") {
  return {
    filter: Type.String({
      format: "scim-filter",
      description: 'A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.',
    }),
    sortBy: Type.String({
      enum: ORDERS[type],
      description:
        "The sort order; if omitted, the order of the index that serves the filter, or the order of creation.",
    }),
    sortOrder: choice(["ascending", "descending"], {
      type: "string",
      description: "The direction of `sortBy`; ascending when left out.",
    }),
  };
}

/** The most words of a search. */
const MAX_WORDS = 10;

/** The query parameter of a search as you type, of users. */
export const wordsQuery = {
  q: Type.String({
    maxLength: 200,
    description: `At most ${MAX_WORDS} words, each in the userName, the displayName, the family or given name, an email address or the employee number: anywhere, or with one or two characters at the beginning.`,
  }),
};

/** The query parameter of a search as you type, of groups. */
export const groupWordsQuery = {
  q: Type.String({
    maxLength: 200,
    description: `At most ${MAX_WORDS} words, each in the displayName: anywhere, or with one or two characters at the beginning.`,
  }),
};

type Selection = { readonly [Name in keyof ReturnType<typeof selectionQuery> | "q"]?: string };

/**
 * Parses which users or groups a call asks for, by cursor.
 * @throws AppError `invalidFilter`, `invalidValue`, `invalidCursor`
 */
export function readSelection(
  { options, viewer }: AdminContext,
  query: Selection & PageQuery,
  type: "User" | "Group",
): ListQuery {
  const { filter: text, sortOrder, limit } = query;
  const schema = viewer.schemas[type];
  const given = text === undefined ? undefined : parseFilter(text, options);
  if (given !== undefined) checkFilterBehavior(schema, given, options);
  const filter = bothOf(given, readWords(query.q, type));
  const window = { offset: 0, limit: readLimitText(limit), cursor: { after: undefined } };
  const asked = { filter, sortBy: query.sortBy, descending: sortOrder === "descending", ...window };
  const { sortBy, descending } = listOrder(schema, asked);
  const position = readKeyCursor(query, 2);
  return { ...asked, sortBy, descending, cursor: { after: position && behindWhich(position, sortBy) } };
}

function readWords(q = "", type: "User" | "Group"): Filter | undefined {
  requireWords(q);
  return filterOfWords(q, type);
}

/** Refuses a text with too many words to search for. @throws AppError `invalidValue` */
export function requireWords(q: string): void {
  if (wordsOf(q).length <= MAX_WORDS) return;
  throw new AppError("invalidValue", `q has more than ${MAX_WORDS} words: leave some out.`);
}

function bothOf(one: Filter | undefined, other: Filter | undefined): Filter | undefined {
  return one && other ? { kind: "and", filters: [one, other] } : (one ?? other);
}

function behindWhich(
  [key = null, id]: KeyPosition,
  sortBy: string | undefined,
): { key: string | number | null | undefined; id: string } {
  const isTime = TIMES.some((name) => name === sortBy);
  const fits = isTime ? Number.isSafeInteger(key) : key === null || typeof key === "string";
  if (!fits || typeof id !== "string") {
    throw new AppError("invalidCursor", "cursor must be the nextCursor of an earlier page, unchanged.");
  }
  return { key: sortBy === undefined ? undefined : key, id };
}

/**
 * Returns a page of selected resources.
 * @param next - where the next page begins; undefined on the last page
 */
export function selectedPage<View>(
  value: readonly View[],
  next: { readonly key: string | number | null | undefined; readonly id: string } | undefined,
): Page<View> {
  return next === undefined ? { value } : { value, nextCursor: toKeyCursor([next.key ?? null, next.id]) };
}
