import { AppError } from "../../errors.js";
import { quote } from "../quote.js";

/** A bracket; each is a token kind of its own. */
export type Bracket = "(" | ")" | "[" | "]";

/** One token of a filter or of a PATCH path. */
export interface Token {
  /** `word` is a run of anything but spaces, quotes and brackets: a name, an operator, a number. */
  readonly kind: Bracket | "word" | "string" | "end";
  /** The token as written; for a string the text between the quotes, with its escapes undone. */
  readonly text: string;
  /** The position of its first character, counted from 1. */
  readonly position: number;
}

const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BRACKETS: ReadonlyMap<number, Bracket> = new Map([
  [0x28, "("],
  [0x29, ")"],
  [0x5b, "["],
  [0x5d, "]"],
]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Surrogates without their other half, which are not valid Unicode and which databases cannot store. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * Splits a filter into tokens, looking at each character once; the last token is `end`.
 * @throws AppError `invalidFilter` for a string that is not closed or not JSON
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    const bracket = BRACKETS.get(code);
    const start = index;
    if (SPACES.has(code)) {
      index += 1;
    } else if (bracket !== undefined) {
      index += 1;
      tokens.push({ kind: bracket, text: bracket, position: start + 1 });
    } else if (code === QUOTE) {
      index = endOfString(text, start);
      tokens.push({
        kind: "string",
        text: unescape(text.slice(start, index), start + 1),
        position: start + 1,
      });
    } else {
      index = endOfWord(text, start);
      tokens.push({ kind: "word", text: text.slice(start, index), position: start + 1 });
    }
  }
  tokens.push({ kind: "end", text: "", position: text.length + 1 });
  return tokens;
}

/** Returns the index after the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    index += code === BACKSLASH ? 2 : 1;
  }
  throw new AppError("invalidFilter", `The string at position ${start + 1} has no closing double quote.`);
}

function endOfWord(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (SPACES.has(code) || BRACKETS.has(code) || code === QUOTE) break;
    index += 1;
  }
  return index;
}

/** Returns the value of a JSON string. RFC 7644 §3.4.2.2: `compValue` follows the rules of JSON. */
function unescape(literal: string, position: number): string {
  const value = parseJsonString(literal, position);
  if (value.includes("\0") || LONE_SURROGATE.test(value)) {
    throw new AppError(
      "invalidFilter",
      `The string at position ${position} contains a NUL character or half of a surrogate pair, which no stored value can contain.`,
    );
  }
  return value;
}

function parseJsonString(literal: string, position: number): string {
  try {
    return String(JSON.parse(literal));
  } catch (cause) {
    throw new AppError(
      "invalidFilter",
      `The string ${quote(literal)} at position ${position} is not a JSON string: escape control characters, and use only the escapes of JSON.`,
      { cause },
    );
  }
}
