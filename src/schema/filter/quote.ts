/** Longest piece of a client's text that an error message repeats, in UTF-16 units. */
const MAX_QUOTED_LENGTH = 60;

/** A client's text as an error message shows it: in single quotes, shortened. */
export function quote(text: string): string {
  return shortened(text, MAX_QUOTED_LENGTH);
}

/** Longest name or path that is shown whole: none that means something is longer. */
const MAX_NAME_LENGTH = 1000;

/** The same of the name of an attribute, a path or a URN: one that is cut cannot be looked for. */
export function quoteName(name: string): string {
  return shortened(name, MAX_NAME_LENGTH);
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return `'${text}'`;
  return `'${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "")}…'`;
}

/** A client's value as an error message shows it: a text in quotes, of a list or an object what it is. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  return value === null ? "null" : "an object";
}
