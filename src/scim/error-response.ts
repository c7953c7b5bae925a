import type { ErrorCode } from "../errors/error-code.js";
import type { AppError } from "../errors.js";

/** The URN of the error message. RFC 7644 §3.12. */
const ERROR_MESSAGE = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The HTTP form of an error code: the status, and the scimType where RFC 7644 Table 9 has one. */
export interface WireError {
  readonly status: number;
  readonly scimType?: string;
}

/** The HTTP status and scimType of each code. Source: RFC 7644 §3.12, Tables 8 and 9; RFC 9110; RFC 9865 §2.2. */
export const ERROR_STATUS: Readonly<Record<ErrorCode, WireError>> = {
  invalidFilter: { status: 400, scimType: "invalidFilter" },
  tooMany: { status: 400, scimType: "tooMany" },
  uniqueness: { status: 409, scimType: "uniqueness" },
  mutability: { status: 400, scimType: "mutability" },
  invalidSyntax: { status: 400, scimType: "invalidSyntax" },
  invalidPath: { status: 400, scimType: "invalidPath" },
  noTarget: { status: 400, scimType: "noTarget" },
  invalidValue: { status: 400, scimType: "invalidValue" },
  invalidVers: { status: 400, scimType: "invalidVers" },
  sensitive: { status: 403, scimType: "sensitive" },
  invalidCursor: { status: 400, scimType: "invalidCursor" },
  expiredCursor: { status: 400, scimType: "expiredCursor" },
  invalidCount: { status: 400, scimType: "invalidCount" },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  notFound: { status: 404 },
  methodNotAllowed: { status: 405 },
  notAcceptable: { status: 406 },
  conflict: { status: 409 },
  preconditionFailed: { status: 412 },
  payloadTooLarge: { status: 413 },
  unsupportedMediaType: { status: 415 },
  tooManyRequests: { status: 429 },
  internal: { status: 500 },
  notImplemented: { status: 501 },
  unavailable: { status: 503 },
};

/**
 * Returns an error as a provisioning client receives it; `status` is a string. RFC 7644 §3.12.
 * @param requestId - added to the detail, because clients show that to their administrators, who find the request in
 * the log with it
 */
export function scimError(error: AppError, requestId: string | undefined): object {
  const { status, scimType } = ERROR_STATUS[error.code];
  const hint = requestId !== undefined ? ` (request ${requestId})` : "";
  return {
    schemas: [ERROR_MESSAGE],
    ...(scimType !== undefined && { scimType }),
    detail: error.message + hint,
    status: String(status),
  };
}

/** Returns the JSON text of `scimError`. */
export function toScimError(error: AppError, requestId: string | undefined): string {
  return JSON.stringify(scimError(error, requestId));
}

/**
 * Returns the JSON text of an error for every other interface: problem details of RFC 9457. Programs distinguish
 * business errors by `code`, the word in capitals at the beginning of the detail.
 */
export function toProblem(error: AppError, requestId: string | undefined): string {
  const { status } = ERROR_STATUS[error.code];
  const { businessCode: code, more } = error;
  return JSON.stringify({
    ...more,
    type: "about:blank",
    title: error.code,
    status,
    ...(code !== undefined && { code }),
    detail: error.message,
    ...(requestId !== undefined && { requestId }),
  });
}
