import { createHash } from "node:crypto";

/**
 * The longest text that is its own index key, in UTF-16 units; at three bytes each it fits PostgreSQL's index limit.
 */
const MAX_KEY_LENGTH = 256;

/** The number of UTF-16 units of a longer text at the beginning of its key. */
export const KEY_PREFIX_LENGTH = 160;

/**
 * The fewest code points of a key that may be cut: the beginning of a longer text, all of surrogate pairs, and the hash.
 */
export const MIN_CUT_KEY_LENGTH: number = KEY_PREFIX_LENGTH / 2 + 65;

/**
 * Returns the key under which a text of any length is indexed: the text, or its beginning and a hash. Equal texts have
 * equal keys and different texts different ones. The first KEY_PREFIX_LENGTH units are those of the text, so that a
 * prefix can be sought.
 */
export function indexKey(text: string): string {
  if (text.length <= MAX_KEY_LENGTH) return text;
  const head = text.slice(0, KEY_PREFIX_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  return `${head}#${createHash("sha256").update(text).digest("hex")}`;
}
