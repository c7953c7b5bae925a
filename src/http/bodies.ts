import express, { type Request, type RequestHandler } from "express";
import { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { type JsonReading, readJson, utf8Of } from "../schema/read-json.js";

/** The media types of a SCIM request body. RFC 7644 §3.8. */
const SCIM_TYPES: readonly string[] = ["application/scim+json", "application/json"];

/** The media types of all other bodies; the last one is for changes. RFC 7396 §4. */
export const PLAIN_TYPES: readonly string[] = [
  "application/json",
  "application/scim+json",
  "application/merge-patch+json",
];

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** One-byte charsets that programs declare by default; both are read as the second one. Encoding Standard §4.2. */
const LATIN: ReadonlySet<string> = new Set(["iso-8859-1", "windows-1252"]);

/** Options for reading JSON bodies. */
export interface BodyOptions {
  /** In bytes; a larger body is answered with 413. */
  readonly limit: number;
  /** The media types that are read as JSON, the recommended one first; by default those of SCIM. */
  readonly types?: readonly string[];
  /** The code of the error for any other media type; `unsupportedMediaType` by default. */
  readonly otherType?: "invalidSyntax";
  /** Returns how to read the JSON of a request; numbers as values by default. */
  readonly reading?: (req: Request) => JsonReading;
  /** Accepts bodies in the charset that the request declares, and logs them; by default none. */
  readonly latin?: { readonly log: Logger; readonly accepts: (req: Request) => boolean };
}

/** Refuses a body whose media type is not JSON; a body without a media type is read as JSON. RFC 7644 §3.8, §8.1. */
function checkMediaType(
  types: readonly string[],
  code: NonNullable<BodyOptions["otherType"]> | "unsupportedMediaType" = "unsupportedMediaType",
): RequestHandler {
  return (req, _res, next) => {
    const header = req.headers["content-type"];
    const type = header?.split(";", 1)[0]?.trim().toLowerCase();
    if (!METHODS_WITH_BODY.has(req.method) || type === undefined || types.includes(type)) return next();
    return next(
      new AppError(
        code,
        `The media type "${type.slice(0, 60)}" is not supported: send ${types[0] ?? "none"}`,
      ),
    );
  };
}

function hasBody(req: Request): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

/** Passes on a body of this media type unread; what remains of it when the response is sent is discarded. */
export function streamedBody(type: string): RequestHandler {
  const check = checkMediaType([type]);
  return (req, res, next) => {
    res.once("finish", () => req.resume());
    check(req, res, next);
  };
}

/** Reads the JSON bodies of authenticated requests; other bodies are never read. */
export function jsonBody(options: BodyOptions): RequestHandler[] {
  const readBytes = express.raw({ type: () => true, limit: options.limit });
  const readWhereDue: RequestHandler = (req, res, next) => {
    // An empty body is not JSON and must not be read as an empty object. A GET or DELETE may have a Content-Type
    // without a body (Okta); a body of theirs has no meaning.
    if (!METHODS_WITH_BODY.has(req.method) || !hasBody(req)) return next();
    return readBytes(req, res, next);
  };
  const parseWhereRead: RequestHandler = async (req, _res, next) => {
    const bytes: unknown = req.body;
    // Clear it in case it cannot be parsed: observers would read the bytes as an object with a member for each.
    req.body = undefined;
    // Only now is it known that a chunked body is empty.
    if (Buffer.isBuffer(bytes) && bytes.length > 0) req.body = await parse(req, bytes, options);
    next();
  };
  return [checkMediaType(options.types ?? SCIM_TYPES, options.otherType), readWhereDue, parseWhereRead];
}

function parse(req: Request, bytes: Buffer, options: BodyOptions): Promise<unknown> {
  const reading = options.reading?.(req) ?? { numbers: "values" };
  // RFC 8259 §11: a charset has no meaning, since JSON is UTF-8.
  const utf8 = utf8Of(bytes) ?? latinAsUtf8(req, bytes, options);
  if (utf8 === undefined) {
    throw new AppError("invalidSyntax", "The body is not in UTF-8: send it in UTF-8 (RFC 8259 §8.1)");
  }
  return readJson(utf8, reading);
}

// Deviation: RFC 8259 §8.1 allows only UTF-8; clients on Windows send the charset that they declare (REST Assured,
// scripts).
function latinAsUtf8(req: Request, bytes: Buffer, { latin }: BodyOptions): Buffer | undefined {
  const header = req.headers["content-type"] ?? "";
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(header)?.[1]?.toLowerCase() ?? "";
  if (latin?.accepts(req) !== true || !LATIN.has(charset)) return undefined;
  latin.log.info({ requestId: req.requestId, charset }, "body read in the charset that it declares");
  return Buffer.from(bytes.toString("latin1").replaceAll(/[\x80-\x9f]/g, windowsCharacter));
}

/** The characters of windows-1252 from 0x80 on, where Latin-1 has control characters; five bytes stay themselves. */
const WINDOWS =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** Written by hand: TextDecoder of Node 20 reads windows-1252 as Latin-1. */
function windowsCharacter(character: string): string {
  return WINDOWS[character.charCodeAt(0) - 0x80] ?? character;
}
