import type { JsonSchema } from "./json-schema.js";
import type { Page } from "./pages.js";
import type { AdminRoute } from "./route.js";

/** The way to a value in an item: `["actor", "kind"]`. */
export type CsvColumn = readonly string[];

/** A text that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** What names an object in a list, the best first. */
const NAMES = ["value", "displayName", "partNumber", "skuPartNumber", "name", "code", "id"];

/** Returns the columns of a list as comma-separated values: those it names, or the members of its items. */
export function csvColumnsOf({ csv, answers }: AdminRoute): readonly CsvColumn[] {
  return csv ?? membersOf(itemsOf(answers[200]));
}

function itemsOf(answer: JsonSchema | undefined): JsonSchema {
  const { value } = (answer?.["properties"] ?? {}) as { value?: { items?: JsonSchema } };
  return value?.items ?? {};
}

function membersOf({ properties = {} }: { readonly properties?: unknown }): CsvColumn[] {
  return Object.entries(properties as Readonly<Record<string, JsonSchema>>).flatMap(([name, schema]) =>
    "properties" in schema ? membersOf(schema).map((rest) => [name, ...rest]) : [[name]],
  );
}

/**
 * Yields a list page by page as comma-separated values; the first line names the columns. RFC 4180. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 * @param next - reads the page after a cursor
 */
export async function* csvOf(
  columns: readonly CsvColumn[],
  first: Page<unknown>,
  next: (cursor: string) => Promise<Page<unknown>>,
): AsyncGenerator<string> {
  yield lineOf(columns.map((path) => path.filter((part) => !part.startsWith("urn:")).join(".")));
  for (let page = first; ; ) {
    yield page.value.map((item) => lineOf(columns.map((path) => cellOf(item, path)))).join("");
    if (page.nextCursor === undefined) return;
    page = await next(page.nextCursor);
  }
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function cellOf(item: unknown, path: CsvColumn): string {
  const value = path.reduce<unknown>((at, name) => memberOf(at, name), item);
  const text = Array.isArray(value) ? value.map(textOf).join("; ") : textOf(value);
  return typeof value !== "number" && FORMULA.test(text) ? `'${text}` : text;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  const name = NAMES.map((one) => memberOf(value, one)).find((one) => typeof one === "string");
  return typeof name === "string" ? name : JSON.stringify(value);
}
