import type { RequestHandler } from "express";
import { postBulk } from "../../scim/bulk/bulk.js";
import { exchangeOf, type ScimDeps, sendBody } from "./exchange.js";

/** Handles POST /Bulk. RFC 7644 §3.7. */
export function bulk(deps: ScimDeps): RequestHandler {
  return async (req, res) => {
    const { requestId } = req;
    const options = {
      maxOperations: deps.limits.bulkMaxOperations,
      requestId,
      reportFailure: (err: unknown) =>
        deps.log.error({ requestId, err }, "operation of a bulk request failed"),
    };
    sendBody(res, await postBulk(await exchangeOf(deps, req, res), req.body, options));
  };
}
