import { BUSINESS_CODES } from "../errors/business-codes.js";
import { ERROR_CODES } from "../errors/error-code.js";
import { differenceSchema } from "./difference-view.js";
import type { JsonSchema } from "./json-schema.js";

/** The problem details of RFC 9457, the body of all errors. */
export const PROBLEM: JsonSchema = {
  title: "Problem",
  type: "object",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", const: "about:blank" },
    title: { type: "string", enum: ERROR_CODES, description: "Code of the error; docs/errors.md lists all." },
    status: { type: "integer", minimum: 400, maximum: 599 },
    code: {
      type: "string",
      enum: Object.keys(BUSINESS_CODES),
      description: "The business code, if there is one; docs/errors.md explains each.",
    },
    detail: { type: "string", description: "The problem, the value at fault, and the next step." },
    requestId: { type: "string", description: "Finds the request in the log." },
    index: { type: "integer", description: "Of several operations in a preview, the one at fault; from 0." },
    difference: differenceSchema,
    confirm: { type: "string", description: "With WOULD_SHUT_OUT: what the request has to carry." },
  },
};

const RETRY_AFTER = {
  "Retry-After": {
    description: "Seconds after which to repeat it.",
    schema: { type: "integer", minimum: 1 },
  },
};

/** The answers to refused requests by name: their status, what it means, and headers besides the usual ones. */
const REFUSALS = {
  Invalid: { status: 400, description: "Something in the request is wrong." },
  Unauthorized: { status: 401, description: "The token is missing, unknown or no longer valid." },
  Forbidden: { status: 403, description: "Whoever asks may not do this." },
  NotFound: { status: 404, description: "What the path names does not exist." },
  Conflict: { status: 409, description: "What is stored does not allow it; `code` says why." },
  PreconditionFailed: {
    status: 412,
    description: "It has changed since: read it again, then repeat the change.",
  },
  TooManyRequests: { status: 429, description: "Too many requests.", headers: RETRY_AFTER },
  Unavailable: { status: 503, description: "The database cannot be reached now.", headers: RETRY_AFTER },
  Refused: { status: "default", description: "Refused for another reason." },
} as const;

/** The name of an answer to refused requests. */
type RefusalName = keyof typeof REFUSALS;

/** What decides how an operation can be refused. */
interface Refusable {
  readonly path: string;
  readonly needsToken: boolean;
  readonly isChanging: boolean;
  readonly isConditional: boolean;
  /** Whether it is slowed down when it is called too often. */
  readonly isLimited: boolean;
}

/** Returns the answers to refused requests, for the components of the document. @param problem - the schema of them all */
export function refusalComponents(problem: unknown): JsonSchema {
  const content = { "application/problem+json": { schema: problem } };
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([name, { status: _status, ...response }]) => [
      name,
      { ...response, content },
    ]),
  );
}

/** Returns the answers to refused requests of an operation, by status. */
export function refusalsOf(operation: Refusable): JsonSchema {
  const applies: Readonly<Record<RefusalName, boolean>> = {
    Invalid: true,
    Unauthorized: operation.needsToken,
    Forbidden: operation.needsToken,
    NotFound: operation.path.includes("{"),
    Conflict: operation.isChanging,
    PreconditionFailed: operation.isConditional,
    TooManyRequests: operation.isLimited,
    Unavailable: true,
    Refused: true,
  };
  return Object.fromEntries(
    Object.entries(REFUSALS)
      .filter(([name]) => applies[name as RefusalName])
      .map(([name, { status }]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}
