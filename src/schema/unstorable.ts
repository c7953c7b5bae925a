import { quote } from "./quote.js";

/** Characters that PostgreSQL cannot store: U+0000, and in JSON half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Returns true when a string contains a character that one of our databases cannot store. */
export function isUnstorable(text: string): boolean {
  return UNSTORABLE.test(text);
}

/**
 * Returns the place of a string or name in a JSON value that databases cannot store, worded for messages:
 * `'emails[0].value'`, `The body`; undefined when there is none.
 */
export function pathOfUnstorable(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return isUnstorable(value) ? shown(path) : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    if (!isList && isUnstorable(name)) return `A name in ${path === "" ? "the body" : quote(path)}`;
    const found = pathOfUnstorable(member, isList ? `${path}[${name}]` : joined(path, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function shown(path: string): string {
  return path === "" ? "The body" : quote(path);
}
