import type { LineValues } from "../../directory/imports/import-lines.js";
import type { ImportColumn } from "../../directory/imports/stored-imports.js";
import type { Context } from "../../effects/context.js";
import { mergeResource } from "../../schema/merge.js";
import type { Resource } from "../../schema/model.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import type { CsvLine } from "./read-csv.js";
import { type Place, USER_COLUMNS } from "./user-columns.js";

type Attributes = Record<string, unknown>;

const places = new Map(USER_COLUMNS.map(({ path, place }) => [path, place]));

/** Returns the values of a line by path; an empty one is left out. Returns what is wrong with the line as a text. */
export function readValues({ values }: CsvLine, columns: readonly ImportColumn[]): LineValues | string {
  if (values.length !== columns.length) {
    return `the line has ${values.length} values where the header has ${columns.length}: put a value that contains a comma in quotes`;
  }
  if (values.some((value) => value.includes("\0")))
    return "the line contains the character U+0000, which is not allowed";
  const pairs = columns.map(({ path }, index) => [path, values[index]?.trim() ?? ""] as const);
  return Object.fromEntries(pairs.filter(([path, value]) => path !== undefined && value !== ""));
}

/**
 * Returns the attributes that the values of a line set, as a client would send them to merge into a user. In a list,
 * only the element of the type changes, and a mail address that the user has already stays as it is.
 * @param current - the stored user; empty for a new one
 */
export function toAttributes(values: LineValues, current: Resource = {}): Attributes {
  const attributes: Attributes = {};
  for (const [path, text] of Object.entries(values)) {
    const place = places.get(path);
    if (place !== undefined) put(attributes, place, text, current);
  }
  return attributes;
}

function put(
  into: Attributes,
  { attribute, part, type, extension }: Place,
  text: string,
  current: Resource,
): void {
  if (extension !== undefined) into[extension] = { ...asObject(into[extension]), [attribute]: text };
  else if (part === undefined) into[attribute] = text;
  else if (type === undefined) into[attribute] = { ...asObject(into[attribute]), [part]: text };
  else into[attribute] = withElement(into[attribute] ?? current[attribute], { type, part, text });
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

interface Element {
  readonly type: string;
  readonly part: string;
  readonly text: string;
}

function withElement(list: unknown, { type, part, text }: Element): readonly unknown[] {
  const elements: readonly Resource[] = Array.isArray(list) ? list.map((one) => objectOrEmpty(one)) : [];
  const isThere = part === "value" && elements.some(({ value }) => isSame(value, text));
  if (isThere) return elements;
  const index = elements.findIndex((one) => one["type"] === type);
  if (index < 0) return [...elements, { type, [part]: text }];
  return elements.map((one, at) => (at === index ? { ...one, [part]: text } : one));
}

function isSame(value: unknown, text: string): boolean {
  return typeof value === "string" && value.toLowerCase() === text.toLowerCase();
}

/**
 * Returns a user as the values of a line change it, not yet checked.
 * @throws AppError `invalidValue`
 */
export function withValues({ viewer, options }: Context, current: Resource, values: LineValues): Resource {
  // Who is found by a name keeps the spelling of it.
  const { userName: _, ...rest } = values;
  return mergeResource(viewer.schemas.User, current, toAttributes(rest, current), options).resource;
}
