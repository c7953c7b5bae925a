import type { ListQuery } from "../directory/list-resources.js";
import { AppError } from "../errors.js";
import { checkFilterBehavior } from "../schema/filter/check.js";
import { parseFilter } from "../schema/filter/parse.js";
import { type KeyPosition, readKeyCursor, readLimitText, toKeyCursor } from "./pages.js";
import type { AdminCall, JsonSchema } from "./route.js";

const TIMES = ["meta.created", "meta.lastModified"] as const;

/** What lists may be ordered by: attributes with an index. */
const ORDERS = {
  User: ["userName", "displayName", "name.familyName", "name.givenName", "title", ...TIMES],
  Group: ["displayName", ...TIMES],
} as const;

/** Query parameters of a list of users or groups, beside those of paging. */
export function selectionQuery(type: "User" | "Group"): Readonly<Record<string, JsonSchema>> {
  return {
    filter: {
      type: "string",
      format: "scim-filter",
      description: 'A SCIM filter (RFC 7644 §3.4.2.2): `displayName sw "ann"`.',
    },
    sortBy: {
      type: "string",
      enum: ORDERS[type],
      description: "What orders the list; when left out it is in the order in which they were created.",
    },
    sortOrder: { type: "string", enum: ["ascending", "descending"] },
  };
}

/**
 * Which users or groups a call asks for, a page by cursor.
 * @throws AppError `invalidFilter`, `invalidValue`, `invalidCursor`
 */
export function readSelection(call: AdminCall, type: "User" | "Group"): ListQuery {
  const { filter: text, sortBy, sortOrder, limit } = call.query;
  const { options, viewer } = call.ctx;
  const filter = text === undefined ? undefined : parseFilter(text, options);
  if (filter !== undefined) checkFilterBehavior(viewer.schemas[type], filter, options);
  const position = readKeyCursor(call, 2);
  return {
    filter,
    sortBy,
    descending: sortOrder === "descending",
    offset: 0,
    limit: readLimitText(limit),
    cursor: { after: position && behindWhich(position, sortBy) },
  };
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

/** The cursor of the page behind the one that was found. */
export function selectionCursor(next: {
  readonly key: string | number | null | undefined;
  readonly id: string;
}): string {
  return toKeyCursor([next.key ?? null, next.id]);
}
