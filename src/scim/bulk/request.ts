import { AppError } from "../../errors.js";
import type { Behavior } from "../../schema/behavior.js";
import { showValue } from "../../schema/quote.js";
import { openMessage } from "../message.js";

/** The rules for reading the body of a bulk request. */
export interface BulkRules {
  /** The most operations that it may have. */
  readonly maxOperations: number;
  readonly behavior: Behavior;
}

/** The body of a bulk request, with its operations as the client sent them. */
interface BulkRequest {
  readonly operations: readonly unknown[];
  /** The number of errors after which the rest is not run; Infinity when the client names none, or one below 1. */
  readonly failOnErrors: number;
}

/**
 * Reads the body of a bulk request; its operations are not checked here.
 * @throws AppError `invalidSyntax`, `invalidValue`; `payloadTooLarge` that names the limit on operations
 * @see RFC 7644 §3.7, §3.7.4
 */
export function readBulkRequest(body: unknown, rules: BulkRules): BulkRequest {
  const message = openMessage(body, { name: "BulkRequest", title: "bulk request" }, rules.behavior);
  const operations = message("operations");
  // RFC 7643 §2.5: an empty list is the same as none, and 'Operations' is required.
  if (!Array.isArray(operations) || operations.length === 0) {
    throw new AppError("invalidSyntax", "'Operations' of a bulk request must be a list of one or more.");
  }
  const { maxOperations } = rules;
  if (operations.length > maxOperations) {
    throw new AppError(
      "payloadTooLarge",
      `The bulk request has ${operations.length} operations, more than maxOperations (${maxOperations}): split it.`,
    );
  }
  return { operations, failOnErrors: readFailOnErrors(message("failonerrors"), rules.behavior) };
}

/** Deviation: RFC 7644 §3.7 counts from 1; scripts of WSO2, Webex and Oracle send 0 for "do not stop". */
function readFailOnErrors(value: unknown, { coerceNumbers }: Behavior): number {
  if (value === undefined || value === null) return Number.POSITIVE_INFINITY;
  const isText = coerceNumbers && typeof value === "string" && /^-?\d+$/.test(value);
  const number = isText ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number))
    return number < 1 ? Number.POSITIVE_INFINITY : number;
  throw new AppError("invalidValue", `'failOnErrors' must be a whole number, not ${showValue(value)}.`);
}
