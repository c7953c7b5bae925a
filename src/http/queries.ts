import { isUtf8 } from "node:buffer";
import type { RequestHandler } from "express";
import { AppError } from "../errors.js";

/** Query parameters by name; repeated ones are arrays. */
type Query = Record<string, string | string[]>;

/** The most characters of a name that a message repeats. */
const MAX_SHOWN = 60;

/**
 * Parses a query string or a form: `+` is a space, and a `%` that does not begin an escaped byte is itself.
 * @param known - names that clients may write in any case, in the spelling of the result
 * @throws AppError `invalidFilter` for the filter, `invalidValue` for another parameter, whose bytes are not UTF-8 or
 * contain U+0000, which databases cannot store
 */
export function readQuery(text: string, known: readonly string[] = []): Query {
  // Without a prototype, so that `toString` is not found as a parameter.
  const query: Query = Object.create(null);
  for (const part of text.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const sent = decode(equals === -1 ? part : part.slice(0, equals), undefined);
    const name = known.find((one) => one.toLowerCase() === sent.toLowerCase()) ?? sent;
    const value = equals === -1 ? "" : decode(part.slice(equals + 1), name);
    const earlier = query[name];
    if (Array.isArray(earlier)) earlier.push(value);
    else query[name] = earlier === undefined ? value : [earlier, value];
  }
  return query;
}

function decode(text: string, name: string | undefined): string {
  const spaced = text.replaceAll("+", " ");
  return decodeUsual(spaced) ?? decodeBytes(spaced, name);
}

/** Decodes what clients usually send, much faster; undefined for anything else. */
function decodeUsual(text: string): string | undefined {
  if (!/^[ -~]*$/.test(text)) return undefined;
  if (!text.includes("%")) return text;
  try {
    const decoded = decodeURIComponent(text);
    return decoded.includes("\0") ? undefined : decoded;
  } catch {
    return undefined;
  }
}

function decodeBytes(text: string, name: string | undefined): string {
  // Bytes that are not percent-encoded are one-byte characters here.
  const characters = text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const bytes = Buffer.from(characters, "latin1");
  const isText = isUtf8(bytes);
  if (isText && !bytes.includes(0)) return bytes.toString("utf8");
  const where =
    name === undefined ? "The name of a parameter" : `The parameter "${name.slice(0, MAX_SHOWN)}"`;
  const what = isText
    ? "contains U+0000, which no stored value contains"
    : "is not in UTF-8: percent-encode UTF-8";
  throw new AppError(name?.toLowerCase() === "filter" ? "invalidFilter" : "invalidValue", `${where} ${what}`);
}

/**
 * Parses the query of a request once, before anything else uses it.
 * @param known - as `readQuery`
 */
export function parseQuery(known: readonly string[] = []): RequestHandler {
  return (req, _res, next) => {
    const begin = req.url.indexOf("?");
    const query = begin === -1 ? {} : readQuery(req.url.slice(begin + 1), known);
    // Express would parse it again on each access.
    Object.defineProperty(req, "query", { value: query, configurable: true });
    next();
  };
}
