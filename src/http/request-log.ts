import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { Logger } from "../observability/log.js";
import { logErrors } from "../observability/log-errors.js";
import type { Metrics } from "../observability/metrics.js";
import { type Route, routeClass, routeOf } from "./route-class.js";

declare global {
  namespace Express {
    interface Request {
      /** Identifies the request in the log and in the header `X-Request-Id` of its response. */
      requestId: string;
      /** When it arrived, on the clock of `performance.now()`. */
      begunAt: number;
      /** What its path leads to; undefined when there is nothing. */
      found: Route | undefined;
    }
  }
}

/** The form of a request id that is accepted from a client or a proxy. */
const REQUEST_ID = /^[A-Za-z0-9._:+/=-]{1,128}$/;

/** An id at the end of a path; anything else there was chosen by the client, and may be a name. */
const RESOURCE_ID = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;

/** Routes that tools poll; their lines would bury the others. */
const POLLED: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Assigns an id to each request and, when it has ended, writes one line to the log and one measurement. The line has
 * ids, the route's pattern and the duration in milliseconds, and no attribute values.
 */
export function requestLog(deps: { readonly log: Logger; readonly metrics: Metrics }): RequestHandler {
  // Its lines have fixed members, none of them secret: to look for some in each would cost more than to write it.
  const lines = deps.log.child({}, { redact: [] });
  return (req, res, next) => {
    req.begunAt = performance.now();
    const sent = req.headers["x-request-id"];
    req.requestId = typeof sent === "string" && REQUEST_ID.test(sent) ? sent : randomUUID();
    res.setHeader("X-Request-Id", req.requestId);
    // Routers rewrite the path while they run.
    const { path } = req;
    req.found = routeOf(path);
    const observe = logErrors(deps.log, "could not report a request", () =>
      report(lines, deps.metrics, req, res, path, performance.now() - req.begunAt),
    );
    res.once("close", observe);
    next();
  };
}

function report(
  log: Logger,
  metrics: Metrics,
  req: Request,
  res: Response,
  path: string,
  milliseconds: number,
): void {
  const { method, requestId, user } = req;
  const route = routeClass(path, req.found);
  const isComplete = res.writableFinished;
  const status = isComplete ? `${Math.floor(res.statusCode / 100)}xx` : "aborted";
  metrics.observeRequest({ method, route, status, seconds: milliseconds / 1000 });
  log[POLLED.has(route) ? "debug" : "info"](
    {
      requestId,
      method,
      route,
      resource: RESOURCE_ID.exec(path)?.[1],
      status: res.statusCode,
      ms: Math.round(milliseconds * 10) / 10,
      ...(!isComplete && { aborted: true }),
      tenantId: user?.tenantId,
      connectionId: user?.connection.id,
      tokenId: user?.tokenId,
    },
    "request",
  );
}
