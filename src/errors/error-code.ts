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

/** What a business code means, and what the one who receives it can do. */
export interface CodeMeaning {
  /** One sentence. */
  readonly meaning: string;
  /** What to do about it, one sentence. */
  readonly next: string;
}

/** A business code with which a request is refused. */
export interface RefusalMeaning extends CodeMeaning {
  /** The error as which it travels, which gives the HTTP status. */
  readonly error: ErrorCode;
  /** The error instead where a value of the body is at fault, not what the URL names or the state of a resource. */
  readonly inBody?: "invalidValue";
}
