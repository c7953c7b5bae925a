import { createHash } from "node:crypto";

/** Longest text that is its own index key, in UTF-16 units; three bytes each stay below PostgreSQL's index limit. */
const MAX_KEY_LENGTH = 256;

/** Length of the readable head of the key of a longer text, in UTF-16 units. */
export const KEY_PREFIX_LENGTH = 160;

/**
 * The form in which a text of any length is indexed: itself, or its beginning and a hash. Equal texts have equal
 * keys and different texts different ones; the first KEY_PREFIX_LENGTH units are those of the text, so that a
 * prefix can be sought.
 */
export function indexKey(text: string): string {
  if (text.length <= MAX_KEY_LENGTH) return text;
  const head = text.slice(0, KEY_PREFIX_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  return `${head}#${createHash("sha256").update(text).digest("hex")}`;
}
