/**
 * Every reason for which the server refuses a request on purpose. SCIM's own words where RFC 7644 Table 9 has
 * one; the table from code to HTTP status is `scim/error-response.ts`.
 */
export type ErrorCode =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue"
  | "invalidVers"
  | "sensitive"
  | "invalidCursor"
  | "expiredCursor"
  | "invalidCount"
  | "unauthorized"
  | "forbidden"
  | "notFound"
  | "methodNotAllowed"
  | "notAcceptable"
  | "conflict"
  | "preconditionFailed"
  | "payloadTooLarge"
  | "unsupportedMediaType"
  | "tooManyRequests"
  | "internal"
  | "notImplemented"
  | "unavailable";

/**
 * The one error class of the server. The message is for the client: it names the value at fault and what to do,
 * and never holds SQL, a token or another person's data. The cause is for the log.
 */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
  }
}

/** The code of the business that stands first in a message: `LICENSE_POOL_EXHAUSTED: …`. */
const BUSINESS_CODE = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): /;

/** The word in capitals that a business error begins with, by which programs tell them apart; undefined for others. */
export function businessCodeOf(error: AppError): string | undefined {
  return BUSINESS_CODE.exec(error.message)?.[1];
}
