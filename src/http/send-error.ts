import { types } from "node:util";
import type { ErrorRequestHandler, Request, Response } from "express";
import { isUnavailable } from "../db/errors.js";
import { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { ERROR_STATUS, toProblem, toScimError } from "../scim/error-response.js";
import { wwwAuthenticate } from "./authenticate.js";

/** Seconds after which a client may try again when the database is unavailable. */
const RETRY_AFTER = "5";

/** Errors of the body parser by type; their own messages may quote the body. */
const BODY_ERRORS: Readonly<Record<string, (error: BodyError) => AppError>> = {
  "entity.too.large": (error) =>
    new AppError(
      "payloadTooLarge",
      `The body${sizeOf(error)} is larger than the limit of ${String(error.limit)} bytes (maxPayloadSize): split it`,
    ),
  "encoding.unsupported": () =>
    new AppError(
      "unsupportedMediaType",
      "This Content-Encoding is not supported: send gzip, deflate, br or none",
    ),
  "request.aborted": () => new AppError("invalidSyntax", "The request ended before its body was complete"),
  "request.size.invalid": () =>
    new AppError("invalidSyntax", "The body is not as long as its Content-Length says"),
};

interface BodyError extends Error {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly limit?: unknown;
  readonly length?: unknown;
}

/** Returns the size of a body; unknown for one that is chunked or compressed. */
function sizeOf({ length }: BodyError): string {
  return typeof length === "number" ? ` of ${length} bytes` : "";
}

/** Converts any error to one that may be shown; an unexpected error reveals nothing of itself. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isUnavailable(error)) {
    return new AppError("unavailable", "The database cannot be reached now: try again later", {
      cause: error,
    });
  }
  if (types.isNativeError(error)) {
    const known = error as BodyError;
    const translate = typeof known.type === "string" ? BODY_ERRORS[known.type] : undefined;
    if (translate) return translate(known);
    if (known.status === 400) {
      return new AppError("invalidSyntax", "The request cannot be read: check its URL and body", {
        cause: error,
      });
    }
    if (known.status === 413)
      return new AppError("payloadTooLarge", "The request is too large", { cause: error });
  }
  return new AppError("internal", "The server failed: its log has the reason under the request id", {
    cause: error,
  });
}

/** Sends an error in the form of the interface that was called. */
function send(req: Request, res: Response, error: AppError): void {
  const { status } = ERROR_STATUS[error.code];
  const challenge = wwwAuthenticate(error);
  if (challenge !== undefined) res.setHeader("WWW-Authenticate", challenge);
  if (status === 503) res.setHeader("Retry-After", RETRY_AFTER);
  const isScim = /^\/scim(\/|$)/i.test(req.originalUrl.split("?", 1)[0] ?? "");
  const body = isScim ? toScimError(error, req.requestId) : toProblem(error, req.requestId);
  // RFC 7644 §3.12: errors are SCIM messages, so they have SCIM's media type.
  const wanted = isScim ? (res.locals["mediaType"] ?? "application/scim+json") : "application/problem+json";
  res.status(status).setHeader("Content-Type", String(wanted));
  res.end(req.method === "HEAD" ? undefined : body);
}

/**
 * Logs errors of the server. Errors that a client causes are not among them, whatever their status: not implemented,
 * too many requests.
 */
function report(log: Logger, requestId: string, error: AppError): void {
  if (error.code === "unavailable" && error.cause === undefined) {
    log.warn({ requestId, code: error.code }, "request refused: the server is busy");
  } else if (error.code === "internal" || error.code === "unavailable") {
    log.error({ requestId, err: error }, "request failed");
  }
}

/** Returns the last step of every failed request; nothing else sends an error. */
export function sendError(log: Logger): ErrorRequestHandler {
  // Express recognizes an error handler by its four parameters.
  return (thrown: unknown, req, res, _next) => {
    const error = toAppError(thrown);
    if (req.trace) req.trace.error = error;
    report(log, req.requestId, error);
    // A response that has begun cannot become an error: cutting it off tells the client.
    if (res.headersSent) res.destroy();
    else send(req, res, error);
  };
}
