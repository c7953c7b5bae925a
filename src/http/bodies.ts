import express, { type Request, type RequestHandler } from "express";
import { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { type JsonReading, readJson, utf8Of } from "../schema/read-json.js";

/** Media types in which a request body may come. RFC 7644 §3.8. */
const SCIM_TYPES: readonly string[] = ["application/scim+json", "application/json"];

/** Media types of bodies everywhere else; the last one is what changes are called. RFC 7396 §4. */
export const PLAIN_TYPES: readonly string[] = [
  "application/json",
  "application/scim+json",
  "application/merge-patch+json",
];

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** Charsets of one byte that programs name by themselves; both are read as the second one. Encoding Standard §4.2. */
const LATIN: ReadonlySet<string> = new Set(["iso-8859-1", "windows-1252"]);

/** How JSON bodies are read. */
export interface BodyOptions {
  /** Bytes; a larger body is 413. */
  readonly limit: number;
  /** Media types that are taken for JSON, the one to recommend first; those of SCIM unless said. */
  readonly types?: readonly string[];
  /** How the JSON of a request is read; numbers as values unless said. */
  readonly reading?: (req: Request) => JsonReading;
  /** Where a body is noted that was read in the charset that its request declares; none is unless said. */
  readonly latin?: { readonly log: Logger; readonly accepts: (req: Request) => boolean };
}

/** Refuses a body that is not JSON by its media type; a body without any is read as JSON. RFC 7644 §3.8, §8.1. */
function checkMediaType(types: readonly string[]): RequestHandler {
  return (req, _res, next) => {
    const header = req.headers["content-type"];
    const type = header?.split(";", 1)[0]?.trim().toLowerCase();
    if (!METHODS_WITH_BODY.has(req.method) || type === undefined || types.includes(type)) return next();
    return next(
      new AppError(
        "unsupportedMediaType",
        `The media type "${type.slice(0, 60)}" is not supported: send ${types[0] ?? "none"}`,
      ),
    );
  };
}

function hasBody(req: Request): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

/** Lets a body of this media type through unread; what is left of it when the answer is sent is thrown away. */
export function streamedBody(type: string): RequestHandler {
  const check = checkMediaType([type]);
  return (req, res, next) => {
    res.once("finish", () => req.resume());
    check(req, res, next);
  };
}

/** Reads JSON bodies of requests that have passed authentication; others are never read. */
export function jsonBody(options: BodyOptions): RequestHandler[] {
  const readBytes = express.raw({ type: () => true, limit: options.limit });
  const readWhereDue: RequestHandler = (req, res, next) => {
    // Nothing is no JSON: it must not be read as an empty object. A GET or DELETE may carry a Content-Type without a
    // body (Okta); what it carries has no meaning.
    if (!METHODS_WITH_BODY.has(req.method) || !hasBody(req)) return next();
    return readBytes(req, res, next);
  };
  const parseWhereRead: RequestHandler = async (req, _res, next) => {
    const bytes: unknown = req.body;
    // What cannot be parsed is no body: observers would take the bytes for an object, with a member for each.
    req.body = undefined;
    // In chunks, nothing is known to be nothing only now.
    if (Buffer.isBuffer(bytes) && bytes.length > 0) req.body = await parse(req, bytes, options);
    next();
  };
  return [checkMediaType(options.types ?? SCIM_TYPES), readWhereDue, parseWhereRead];
}

function parse(req: Request, bytes: Buffer, options: BodyOptions): Promise<unknown> {
  const reading = options.reading?.(req) ?? { numbers: "values" };
  // RFC 8259 §11: a charset means nothing, since JSON is UTF-8.
  const utf8 = utf8Of(bytes) ?? latinAsUtf8(req, bytes, options);
  if (utf8 === undefined) {
    throw new AppError("invalidSyntax", "The body is not in UTF-8: send it in UTF-8 (RFC 8259 §8.1)");
  }
  return readJson(utf8, reading);
}

// Deviation: RFC 8259 §8.1 has UTF-8 alone; clients of Windows send what they declare (REST Assured, scripts).
function latinAsUtf8(req: Request, bytes: Buffer, { latin }: BodyOptions): Buffer | undefined {
  const header = req.headers["content-type"] ?? "";
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(header)?.[1]?.toLowerCase() ?? "";
  if (latin?.accepts(req) !== true || !LATIN.has(charset)) return undefined;
  latin.log.info({ requestId: req.requestId, charset }, "body read in the charset that it declares");
  return Buffer.from(bytes.toString("latin1").replaceAll(/[\x80-\x9f]/g, windowsCharacter));
}

/** What windows-1252 has from 0x80 on where Latin-1 has control characters; five bytes stand for themselves. */
const WINDOWS =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** By hand: TextDecoder of Node 20 reads windows-1252 as Latin-1. */
function windowsCharacter(character: string): string {
  return WINDOWS[character.charCodeAt(0) - 0x80] ?? character;
}
