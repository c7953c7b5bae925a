/**
 * The codes of all errors that the server throws on purpose: SCIM's own words where RFC 7644 Table 9 has one. The HTTP
 * status of each is in `scim/error-response.ts`.
 */
export const ERROR_CODES = [
  "invalidFilter",
  "tooMany",
  "uniqueness",
  "mutability",
  "invalidSyntax",
  "invalidPath",
  "noTarget",
  "invalidValue",
  "invalidVers",
  "sensitive",
  "invalidCursor",
  "expiredCursor",
  "invalidCount",
  "unauthorized",
  "forbidden",
  "notFound",
  "methodNotAllowed",
  "notAcceptable",
  "conflict",
  "preconditionFailed",
  "payloadTooLarge",
  "unsupportedMediaType",
  "tooManyRequests",
  "internal",
  "notImplemented",
  "unavailable",
] as const;

/** One of them. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The meaning of a business code, and the next step for whoever receives it. */
export interface CodeMeaning {
  /** One sentence. */
  readonly meaning: string;
  /** The next step, in one sentence. */
  readonly next: string;
}

/** The meaning of a business code of a refused request. */
export interface RefusalMeaning extends CodeMeaning {
  /** The error code of the response, which determines the HTTP status. */
  readonly error: ErrorCode;
  /** The error code to use instead when a value of the body is wrong, not the resource of the URL or its state. */
  readonly inBody?: "invalidValue";
}
