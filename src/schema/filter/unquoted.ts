import type { CompareOp, Filter } from "./ast.js";
import { attributePathProblem } from "./attribute-name.js";

/** `name operator text`, where the text begins as none of the grammar does. */
const COMPARISON = /^\s*(\S+)\s+(eq|ne|co|sw|ew|gt|ge|lt|le)\s+([^\s"'()[\]][^"]*?)\s*$/i;

/** A number that was refused as one. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a longer filter goes on with, or would. */
const CONTINUES =
  /(?:^|\s)(?:and|or)(?:\s+\(|\s+not\b|\s+\S+\s+(?:eq|ne|co|sw|ew|pr|gt|ge|lt|le)(?:\s|$)|\s*$)/i;

/** No Unicode text, or none that a database keeps. */
const UNSTORABLE = /\0|[\uD800-\uDFFF]/u;

/** Whether a word can be a text without quotes: what begins with a single one has quotes, though wrong ones. */
export function isUnquotedText(word: string): boolean {
  return !word.startsWith("'") && !UNSTORABLE.test(word);
}

/**
 * Reads a filter that is one comparison with a text without quotes, blanks and brackets in it included.
 *
 * Deviation: RFC 7644 §3.4.2.2 wants quotes; WSO2 sends `displayName Eq CRM users`.
 * @returns undefined when it is none
 */
export function readUnquoted(text: string): Filter | undefined {
  const [, path = "", op = "", value = ""] = COMPARISON.exec(text) ?? [];
  if (value === "" || NUMBER.test(value) || CONTINUES.test(value) || !isUnquotedText(value)) return undefined;
  if (attributePathProblem(path) !== undefined) return undefined;
  return { kind: "compare", path, op: op.toLowerCase() as CompareOp, value };
}
