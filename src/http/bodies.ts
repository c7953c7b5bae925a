import express, { type Request, type RequestHandler } from "express";
import { AppError } from "../errors.js";

/** Media types in which a request body may come. RFC 7644 §3.8. */
const SCIM_TYPES: readonly string[] = ["application/scim+json", "application/json"];

/** Media types of bodies everywhere else; the last one is what changes are called. RFC 7396 §4. */
export const PLAIN_TYPES: readonly string[] = [
  "application/json",
  "application/scim+json",
  "application/merge-patch+json",
];

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

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

/**
 * Reads JSON bodies of requests that have passed authentication; others are never read.
 * @param limit - bytes; a larger body is 413
 * @param types - media types that are taken for JSON, the one to recommend first
 */
export function jsonBody(limit: number, types: readonly string[] = SCIM_TYPES): RequestHandler[] {
  const parse = express.json({ type: () => true, limit, strict: false });
  const parseWhereDue: RequestHandler = (req, res, next) => {
    // Nothing is no JSON: it must not be read as an empty object.
    if (METHODS_WITH_BODY.has(req.method) && !hasBody(req)) return next();
    // A GET or DELETE may carry a Content-Type without a body (Okta); what it carries has no meaning.
    if (METHODS_WITH_BODY.has(req.method)) return parse(req, res, next);
    return next();
  };
  return [checkMediaType(types), parseWhereDue];
}
