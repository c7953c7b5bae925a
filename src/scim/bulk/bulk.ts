import { toEtag } from "../../effects/precondition.js";
import { AppError } from "../../errors.js";
import { ERROR_STATUS, scimError } from "../error-response.js";
import type { Exchange } from "../exchange.js";
import { locationOf } from "../render.js";
import { type PlannedOperation, plan } from "./plan.js";
import { readBulkRequest } from "./request.js";
import { type Outcome, runPlan } from "./run.js";

const BULK_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

/** The options of a bulk request. */
export interface BulkOptions {
  readonly maxOperations: number;
  readonly requestId: string | undefined;
  /** Receives an error of a single operation that is the server's fault. */
  readonly reportFailure: (error: unknown) => void;
}

/**
 * POST /Bulk: runs many operations, and returns the result of each one processed, in the client's order. RFC 7644 §3.7.
 * @throws AppError for a body that is not a BulkRequest or exceeds the limits
 */
export async function postBulk(exchange: Exchange, body: unknown, options: BulkOptions): Promise<string> {
  const { ctx, baseUrl } = exchange;
  const { maxOperations, reportFailure, requestId } = options;
  const rules = { maxOperations, behavior: ctx.options };
  const { operations: raw, failOnErrors } = readBulkRequest(body, rules);
  const planned = plan(raw, baseUrl);
  const outcomes = await runPlan(ctx, planned, { failOnErrors, reportFailure });
  const results = planned.operations.flatMap((operation, place) => {
    const outcome = outcomes.get(place);
    return outcome === undefined ? [] : [toResult(operation, outcome, baseUrl, requestId)];
  });
  return JSON.stringify({ schemas: [BULK_RESPONSE], Operations: results });
}

/** Returns the result of one operation; `status` is a string, and only an error has a body. RFC 7644 §3.7.3. */
function toResult(
  { method, bulkId, resource }: PlannedOperation,
  outcome: Outcome,
  baseUrl: string,
  requestId: string | undefined,
): object {
  // A POST that failed created no resource.
  const exists = resource !== undefined && !(resource.isNew && outcome instanceof AppError);
  const shown = {
    ...(exists && { location: locationOf(baseUrl, resource.type, resource.id) }),
    ...(method !== undefined && { method }),
    ...(bulkId !== undefined && { bulkId }),
  };
  if (outcome instanceof AppError) {
    const status = String(ERROR_STATUS[outcome.code].status);
    return { ...shown, status, response: scimError(outcome, requestId) };
  }
  const { status, version } = outcome;
  return { ...shown, ...(version !== undefined && { version: toEtag(version) }), status: String(status) };
}
