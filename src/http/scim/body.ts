import type { Request, RequestHandler } from "express";
import type { JsonReading } from "../../schema/read-json.js";
import { jsonBody } from "../bodies.js";
import { isBulk } from "../rate-limit.js";
import { principalOf, type ScimDeps } from "./exchange.js";

/** Reads the body of a SCIM request according to the options of its connection. */
export function readScimBody({ limits, log }: ScimDeps): RequestHandler[] {
  return jsonBody({
    limit: limits.bodyLimit,
    reading: readingOf,
    latin: { log, accepts: (req) => principalOf(req).connection.options.acceptDeclaredCharset },
  });
}

/**
 * Numbers keep their digits where they are accepted for strings; each operation of a bulk request checks its own
 * strings.
 */
function readingOf(req: Request): JsonReading {
  const { coerceNumbers } = principalOf(req).connection.options;
  return { numbers: coerceNumbers ? "digits" : "values", keepsUnstorable: isBulk(req) };
}
