/** Longest piece of a client's text that an error message repeats, in UTF-16 units. */
const MAX_QUOTED_LENGTH = 60;

/** A client's text as an error message shows it: in single quotes, shortened. */
export function quote(text: string): string {
  if (text.length <= MAX_QUOTED_LENGTH) return `'${text}'`;
  return `'${text.slice(0, MAX_QUOTED_LENGTH).replace(/[\uD800-\uDBFF]$/, "")}…'`;
}

/** A client's value as an error message shows it: a text in quotes, of a list or an object what it is. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  return value === null ? "null" : "an object";
}
