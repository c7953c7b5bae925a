import { AppError } from "../../errors.js";
import { type Behavior, TOLERANT } from "../behavior.js";
import { isExactNumber } from "../json-number.js";
import { quote, quoteName } from "../quote.js";
import type { CompareOp, CompareValue, Filter, PatchPath } from "./ast.js";
import { attributePathProblem } from "./attribute-name.js";
import { type Token, tokenize } from "./lexer.js";
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, MAX_FILTER_TERMS } from "./limits.js";
import { isUnquotedText, readUnquoted } from "./unquoted.js";

const COMPARE_OPS: ReadonlySet<string> = new Set(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);
const OPERATORS = "eq, ne, co, sw, ew, pr, gt, ge, lt or le";
const CONNECTIVES: ReadonlySet<string> = new Set(["and", "or", "not"]);
const CONSTANTS: ReadonlyMap<string, CompareValue> = new Map<string, CompareValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** A number as JSON writes it. */
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** The tokens of one text and the reading position. */
interface Cursor {
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
  terms: number;
  /** Value paths cannot be nested. RFC 7644 §3.4.2.2, erratum 4690. */
  insideValuePath: boolean;
  /** Whether a sub-attribute and an operation may follow the brackets of a value path. */
  readonly readsBehindValuePath: boolean;
  /** Whether a word may be read as a string. */
  readonly readsUnquoted: boolean;
}

/** The options of a connection that affect the reading of filters. */
type FilterBehavior = Pick<Behavior, "filterBehindValuePath" | "unquotedFilterText">;

/**
 * Parses a filter. Operators, connectives and constants are read in any case; the precedence is group, `not`, `and`,
 * `or`. Takes linear time, and recurses no deeper than MAX_FILTER_DEPTH.
 *
 * Deviation: `emails[type eq "work"].value eq "x"`, which the grammar does not allow, is read as `emails[type eq "work"
 * and value eq "x"]` if the connection's options allow it; Microsoft Entra ID matches people by it. If they allow it,
 * an unquoted word is read as a string, or all text after the operator of a single comparison, where it cannot mean
 * anything else; WSO2 and authentik send no quotes.
 * @throws AppError `invalidFilter`, naming the position and what is expected there
 * @see RFC 7644 §3.4.2.2
 */
export function parseFilter(text: string, behavior: FilterBehavior = TOLERANT): Filter {
  try {
    return parseWhole(text, behavior);
  } catch (error) {
    const read = behavior.unquotedFilterText && isShort(text) ? readUnquoted(text) : undefined;
    if (read === undefined) throw error;
    return read;
  }
}

function isShort(text: string): boolean {
  return text.length <= MAX_FILTER_LENGTH;
}

function parseWhole(text: string, behavior: FilterBehavior): Filter {
  const cursor = open(text, "invalidFilter", behavior);
  if (peek(cursor).kind === "end") throw new AppError("invalidFilter", "The filter is empty.");
  const filter = parseOr(cursor);
  const rest = peek(cursor);
  if (rest.kind !== "end") throw expected("'and', 'or' or the end of the filter", rest);
  return filter;
}

/**
 * Parses the path of a PATCH operation; a URN alone is a path too.
 * @throws AppError `invalidPath` for the path, `invalidFilter` for the condition in its brackets (RFC 7644 Table 9)
 * @see RFC 7644 §3.5.2, Figure 7
 */
export function parsePatchPath(
  text: string,
  behavior: Pick<Behavior, "unquotedFilterText"> = TOLERANT,
): PatchPath {
  const cursor = open(text, "invalidPath", { ...behavior, filterBehindValuePath: false });
  const path = takePatchName(cursor);
  if (peek(cursor).kind === "end") return { path, filter: undefined, subAttribute: undefined };
  if (peek(cursor).kind !== "[") throw asPath(expected("'[' or the end of the path", peek(cursor)));
  const filter = parseBrackets(cursor);
  const subAttribute = takeSubAttribute(cursor);
  const rest = peek(cursor);
  if (rest.kind !== "end")
    throw asPath(expected("a sub-attribute such as '.value' or the end of the path", rest));
  return { path, filter, subAttribute };
}

function takePatchName(cursor: Cursor): string {
  const token = take(cursor);
  if (token.kind !== "word") throw asPath(expected("the name of an attribute", token));
  const problem = attributePathProblem(token.text);
  if (problem !== undefined) throw new AppError("invalidPath", `${quote(token.text)} ${problem}.`);
  return token.text;
}

function asPath(error: AppError): AppError {
  return new AppError("invalidPath", error.message);
}

function open(text: string, code: "invalidFilter" | "invalidPath", behavior: FilterBehavior): Cursor {
  if (!isShort(text)) {
    const what = code === "invalidPath" ? "path" : "filter";
    throw new AppError(code, `The ${what} is longer than ${MAX_FILTER_LENGTH} characters.`);
  }
  return {
    tokens: tokenize(text),
    next: 0,
    depth: 0,
    terms: 0,
    insideValuePath: false,
    readsBehindValuePath: behavior.filterBehindValuePath,
    readsUnquoted: behavior.unquotedFilterText,
  };
}

function parseOr(cursor: Cursor): Filter {
  return parseChain(cursor, "or", () => parseChain(cursor, "and", () => parseTerm(cursor)));
}

/** Returns one node for a whole chain, so that a long chain is not a deep one. */
function parseChain(cursor: Cursor, kind: "and" | "or", parseOperand: () => Filter): Filter {
  const first = parseOperand();
  const filters = [first];
  while (isWord(peek(cursor), kind)) {
    take(cursor);
    filters.push(parseOperand());
  }
  return filters.length === 1 ? first : { kind, filters };
}

function parseTerm(cursor: Cursor): Filter {
  const token = peek(cursor);
  if (token.kind === "(") return parseEnclosed(cursor, ")");
  if (isWord(token, "not")) {
    take(cursor);
    if (peek(cursor).kind !== "(") throw expected("'(' after 'not'", peek(cursor));
    return { kind: "not", filter: parseEnclosed(cursor, ")") };
  }
  return parseAttributeExpression(cursor);
}

/** Reads an opening bracket, a filter and the closing bracket. */
function parseEnclosed(cursor: Cursor, close: ")" | "]"): Filter {
  const opening = take(cursor);
  cursor.depth += 1;
  if (cursor.depth > MAX_FILTER_DEPTH) {
    throw new AppError("invalidFilter", `The filter nests deeper than ${MAX_FILTER_DEPTH} levels.`);
  }
  const filter = parseOr(cursor);
  const closing = take(cursor);
  if (closing.kind !== close) {
    throw expected(
      `'and', 'or' or the '${close}' for the '${opening.text}' of position ${opening.position}`,
      closing,
    );
  }
  cursor.depth -= 1;
  return filter;
}

function parseBrackets(cursor: Cursor): Filter {
  if (cursor.insideValuePath) {
    const { position } = peek(cursor);
    throw new AppError(
      "invalidFilter",
      `A value path cannot be nested in another, as at position ${position}.`,
    );
  }
  cursor.insideValuePath = true;
  const filter = parseEnclosed(cursor, "]");
  cursor.insideValuePath = false;
  return filter;
}

function parseAttributeExpression(cursor: Cursor): Filter {
  const path = takeAttributePath(cursor);
  if (peek(cursor).kind !== "[") return parseOperation(cursor, path);
  const condition = parseBrackets(cursor);
  const behind = peek(cursor);
  const subAttribute = takeSubAttribute(cursor);
  if (subAttribute !== undefined) {
    if (!cursor.readsBehindValuePath) throw notBehind(path, behind);
    const operation = parseOperation(cursor, subAttribute);
    return { kind: "valuePath", path, filter: conjunction(condition, operation) };
  }
  const token = peek(cursor);
  if (token.kind === "word" && (COMPARE_OPS.has(token.text.toLowerCase()) || isWord(token, "pr"))) {
    throw new AppError(
      "invalidFilter",
      `The operator '${token.text}' at position ${token.position} needs a sub-attribute before it: write ${quote(`${path}[…].value`)}.`,
    );
  }
  return { kind: "valuePath", path, filter: condition };
}

function notBehind(path: string, { text, position }: Token): AppError {
  return new AppError(
    "invalidFilter",
    `${quote(text)} at position ${position} cannot follow a value path: write the condition into ${quote(`${path}[…]`)}.`,
  );
}

function conjunction(condition: Filter, operation: Filter): Filter {
  const conditions = condition.kind === "and" ? condition.filters : [condition];
  return { kind: "and", filters: [...conditions, operation] };
}

function takeAttributePath(cursor: Cursor): string {
  const token = take(cursor);
  if (token.kind !== "word" || CONNECTIVES.has(token.text.toLowerCase())) {
    throw expected("the name of an attribute", token);
  }
  const problem = attributePathProblem(token.text);
  if (problem !== undefined) {
    throw new AppError("invalidFilter", `${quote(token.text)} at position ${token.position} ${problem}.`);
  }
  return token.text;
}

/** Reads `.value` after a closing bracket, if it is there. */
function takeSubAttribute(cursor: Cursor): string | undefined {
  const token = peek(cursor);
  if (token.kind !== "word" || !token.text.startsWith(".")) return undefined;
  const name = token.text.slice(1);
  if (name.includes(".") || name.includes(":") || attributePathProblem(name) !== undefined) return undefined;
  take(cursor);
  return name;
}

function parseOperation(cursor: Cursor, path: string): Filter {
  cursor.terms += 1;
  if (cursor.terms > MAX_FILTER_TERMS) {
    throw new AppError("invalidFilter", `The filter has more than ${MAX_FILTER_TERMS} comparisons.`);
  }
  const token = take(cursor);
  if (token.kind !== "word") throw expected(`an operator (${OPERATORS}) after ${quoteName(path)}`, token);
  const operator = token.text.toLowerCase();
  if (operator === "pr") return { kind: "present", path };
  if (!isCompareOp(operator)) {
    throw new AppError(
      "invalidFilter",
      `Unknown operator ${quote(token.text)} at position ${token.position}: write ${OPERATORS}.`,
    );
  }
  return { kind: "compare", path, op: operator, value: takeValue(cursor, token.text) };
}

function isCompareOp(word: string): word is CompareOp {
  return COMPARE_OPS.has(word);
}

function takeValue(cursor: Cursor, operator: string): CompareValue {
  const token = take(cursor);
  if (token.kind === "string") return token.text;
  if (token.kind !== "word") throw expected(`a value after '${operator}'`, token);
  const constant = CONSTANTS.get(token.text.toLowerCase());
  if (constant !== undefined) return constant;
  if (!NUMBER.test(token.text)) {
    if (cursor.readsUnquoted && isUnquotedText(token.text)) return token.text;
    throw new AppError(
      "invalidFilter",
      `Unquoted text ${quote(token.text)} at position ${token.position}: write strings in double quotes.`,
    );
  }
  if (isExactNumber(token.text)) return Number(token.text);
  throw new AppError(
    "invalidFilter",
    `The number ${quote(token.text)} at position ${token.position} cannot be kept exactly: write it in double quotes.`,
  );
}

function peek(cursor: Cursor): Token {
  const token = cursor.tokens[cursor.next];
  if (token === undefined) throw new Error("The end of a filter was read twice.");
  return token;
}

/** Returns the next token and moves past it; the end is never passed. */
function take(cursor: Cursor): Token {
  const token = peek(cursor);
  if (token.kind !== "end") cursor.next += 1;
  return token;
}

function isWord(token: Token, word: string): boolean {
  return token.kind === "word" && token.text.toLowerCase() === word;
}

function expected(what: string, found: Token): AppError {
  const shown = found.kind === "end" ? "the end of the text" : quote(found.text);
  return new AppError("invalidFilter", `Expected ${what} at position ${found.position}, found ${shown}.`);
}
