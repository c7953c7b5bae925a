/** The longest piece of a client's text that an error message repeats, in UTF-16 units. */
const MAX_QUOTED_LENGTH = 60;

/** Returns a client's text for an error message: in single quotes, shortened. */
export function quote(text: string): string {
  return shortened(text, MAX_QUOTED_LENGTH);
}

/** The longest name or path that is shown in full; no meaningful one is longer. */
const MAX_NAME_LENGTH = 1000;

/**
 * Returns an attribute name, path or URN for an error message; shortened much later than by `quote`, since a shortened
 * name cannot be looked up.
 */
export function quoteName(name: string): string {
  return shortened(name, MAX_NAME_LENGTH);
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return `'${text}'`;
  return `'${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "")}…'`;
}

/** Returns a client's value for an error message: a string in quotes, a list or an object as its kind. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  return value === null ? "null" : "an object";
}
