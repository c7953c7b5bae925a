import { AppError } from "../../errors.js";
import { isJsonObject } from "../../schema/coerce-value.js";
import { memberOf } from "../member-of.js";

/** URN of the body of a bulk request. RFC 7644 §3.7. */
const BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/** By which rules the body of a bulk request is read. */
export interface BulkRules {
  /** How many operations there may be. */
  readonly maxOperations: number;
  /** Whether the body may lack `schemas`. */
  readonly allowMissingSchemas: boolean;
}

/** The body of a bulk request, its operations still as the client sent them. */
interface BulkRequest {
  readonly operations: readonly unknown[];
  /** Errors after which the rest is left undone; Infinity when the client names no number. */
  readonly failOnErrors: number;
}

/**
 * Reads the body of a bulk request; what is wrong with a single operation is no concern of it.
 * @throws AppError `invalidSyntax`, `invalidValue`; `payloadTooLarge` that names the limit on operations
 * @see RFC 7644 §3.7, §3.7.4
 */
export function readBulkRequest(body: unknown, rules: BulkRules): BulkRequest {
  if (!isJsonObject(body)) {
    throw new AppError("invalidSyntax", "The body must be a JSON object: a BulkRequest.");
  }
  checkSchemas(memberOf(body, "schemas"), rules);
  const operations = memberOf(body, "operations");
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
  return { operations, failOnErrors: readFailOnErrors(memberOf(body, "failonerrors")) };
}

function checkSchemas(schemas: unknown, { allowMissingSchemas }: BulkRules): void {
  // Deviation: RFC 7644 §3.7 demands 'schemas'; scripts and small clients leave it out.
  if (allowMissingSchemas && (schemas === undefined || schemas === null)) return;
  const urns: readonly unknown[] = Array.isArray(schemas) ? schemas : [];
  if (urns.some((urn) => String(urn).toLowerCase() === BULK_REQUEST.toLowerCase())) return;
  throw new AppError("invalidSyntax", `'schemas' of a bulk request must hold '${BULK_REQUEST}'.`);
}

function readFailOnErrors(value: unknown): number {
  if (value === undefined || value === null) return Number.POSITIVE_INFINITY;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
  const shown = JSON.stringify(value).slice(0, 60);
  throw new AppError("invalidValue", `'failOnErrors' must be a whole number from 1, not ${shown}.`);
}
