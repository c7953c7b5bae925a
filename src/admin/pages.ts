import {
  type TArray,
  type TObject,
  type TOptional,
  type TSchema,
  type TString,
  Type,
} from "@sinclair/typebox";
import { UUID } from "../db/new-id.js";
import { AppError } from "../errors.js";
import { documentedAs, refersTo } from "./documented-as.js";

/** The default page size. */
const DEFAULT_LIMIT = 100;
/** The maximum page size. */
const MAX_LIMIT = 1000;

/** The query parameters of paging. */
export const PAGING = {
  limit: documentedAs(Type.String({ pattern: "^\\d{1,4}$" }), {
    type: "integer",
    minimum: 1,
    maximum: MAX_LIMIT,
    default: DEFAULT_LIMIT,
    description: `Items on the page, 1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} when left out.`,
  }),
  cursor: refersTo(
    "nextCursor of an earlier page",
    Type.String({ description: "`nextCursor` of the page before; left out for the first." }),
  ),
};

/** The page that a request asks for. */
export type PageQuery = { readonly [Name in keyof typeof PAGING]?: string };

/** A page of a list; `nextCursor` is omitted on the last one. */
export interface Page<T> {
  readonly value: readonly T[];
  readonly nextCursor?: string;
}

/** The requested page of a list. */
export interface PageRequest {
  readonly limit: number;
  /** The key of the previous page's last item; undefined for the first page. */
  readonly after: string | undefined;
}

/**
 * Parses the parameter `limit`; returns the default if it is omitted.
 * @throws AppError `invalidValue`
 */
export function readLimitText(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new AppError("invalidValue", `limit must be one whole number from 1 to ${MAX_LIMIT}.`);
}

/**
 * Parses the parameter `cursor` to the id after which a page begins; undefined for the first page.
 * @throws AppError `invalidCursor`
 */
export function readCursorText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const id = Buffer.from(text, "base64url").toString("latin1");
  if (UUID.test(id) && toCursor(id) === text) return id;
  throw new AppError("invalidCursor", "cursor must be the nextCursor of an earlier page, unchanged.");
}

/** Returns the cursor of the page after an id. */
export function toCursor(id: string): string {
  return Buffer.from(id, "latin1").toString("base64url");
}

/**
 * The position after which a page begins in a list that is not in the order of ids: the sort values of the last item.
 */
export type KeyPosition = readonly (string | number | null)[];

/** Returns the cursor of the page after a position. */
export function toKeyCursor(position: KeyPosition): string {
  return Buffer.from(JSON.stringify(position), "utf8").toString("base64url");
}

/**
 * Parses the parameter `cursor` to a position; undefined for the first page. A forged cursor only starts the page
 * elsewhere.
 * @throws AppError `invalidCursor` for a malformed cursor
 */
export function readKeyCursor(query: PageQuery, length: number): KeyPosition | undefined {
  const text = query.cursor;
  if (text === undefined) return undefined;
  const position = parseOrUndefined(Buffer.from(text, "base64url").toString("utf8"));
  if (isPosition(position, length) && toKeyCursor(position) === text) return position;
  throw new AppError("invalidCursor", "cursor must be the nextCursor of an earlier page, unchanged.");
}

function isPosition(value: unknown, length: number): value is KeyPosition {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every((part) => part === null || ["string", "number"].includes(typeof part)) &&
    // PostgreSQL cannot compare with U+0000, which no stored text contains.
    !value.some((part) => typeof part === "string" && part.includes("\0"))
  );
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Returns a page from one item more than requested, in an order of its own.
 * @param items - up to `limit + 1`
 */
export function toKeyPage<T, V>(
  items: readonly T[],
  limit: number,
  view: (item: T) => V,
  positionOf: (item: T) => KeyPosition,
): Page<V> {
  const kept = items.slice(0, limit);
  const last = kept.at(-1);
  const value = kept.map(view);
  return items.length > limit && last !== undefined
    ? { value, nextCursor: toKeyCursor(positionOf(last)) }
    : { value };
}

/**
 * Parses the page that a call of a paged route asks for, in the order of ids.
 * @throws AppError `invalidValue`, `invalidCursor`
 */
export function readPage(query: PageQuery): PageRequest {
  return { limit: readLimitText(query.limit), after: readCursorText(query.cursor) };
}

/**
 * Returns a page from one item more than requested, which shows whether there is a next page.
 * @param items - up to `limit + 1`
 */
export function toPage<T extends { readonly id: string }>(items: readonly T[], limit: number): Page<T> {
  const value = items.slice(0, limit);
  const last = value.at(-1);
  return items.length > limit && last !== undefined ? { value, nextCursor: toCursor(last.id) } : { value };
}

/** Returns the schema of a list of items. */
export function listSchema<Item extends TSchema>(item: Item): TObject<{ value: TArray<Item> }> {
  return Type.Object({ value: Type.Array(item) }, titled(item, "List"));
}

/** Returns the schema of a page of items. */
export function pageSchema<Item extends TSchema>(
  item: Item,
): TObject<{ value: TArray<Item>; nextCursor: TOptional<TString> }> {
  const description = "Send it as `cursor` to get the next page; absent on the last one.";
  return Type.Object(
    { value: Type.Array(item), nextCursor: Type.Optional(Type.String({ description })) },
    titled(item, "Page"),
  );
}

/** Returns the title of a list by that of its items: `UserPage`. */
function titled({ title }: TSchema, suffix: string): { title?: string } {
  return title === undefined ? {} : { title: `${title}${suffix}` };
}
