import type { CompareOp, Filter } from "./ast.js";
import { attributePathProblem } from "./attribute-name.js";

/** `name operator text`, where the text begins like no value of the grammar. */
const COMPARISON = /^\s*(\S+)\s+(eq|ne|co|sw|ew|gt|ge|lt|le)\s+([^\s"'()[\]][^"]*?)\s*$/i;

/** A number that the parser refused. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The beginning of a further condition, complete or not. */
const CONTINUES =
  /(?:^|\s)(?:and|or)(?:\s+\(|\s+not\b|\s+\S+\s+(?:eq|ne|co|sw|ew|pr|gt|ge|lt|le)(?:\s|$)|\s*$)/i;

/** Characters that are not valid Unicode or that databases cannot store. */
const UNSTORABLE = /\0|[\uD800-\uDFFF]/u;

/**
 * Returns true when a word can be a string without quotes; one that begins with a single quote is a quoted string with
 * the wrong quotes.
 */
export function isUnquotedText(word: string): boolean {
  return !word.startsWith("'") && !UNSTORABLE.test(word);
}

/**
 * Parses a filter of a single comparison with an unquoted string, which may contain spaces and brackets.
 *
 * Deviation: RFC 7644 §3.4.2.2 requires quotes; WSO2 sends `displayName Eq CRM users`.
 * @returns undefined when the text is not such a filter
 */
export function readUnquoted(text: string): Filter | undefined {
  const [, path = "", op = "", value = ""] = COMPARISON.exec(text) ?? [];
  if (value === "" || NUMBER.test(value) || CONTINUES.test(value) || !isUnquotedText(value)) return undefined;
  if (attributePathProblem(path) !== undefined) return undefined;
  return { kind: "compare", path, op: op.toLowerCase() as CompareOp, value };
}
