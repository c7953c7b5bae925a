import type { Request, RequestHandler, Response } from "express";
import { AppError } from "../errors.js";
import { isJsonObject } from "../schema/coerce-value.js";
import type { RateLimiter } from "../tenants/rate-limiter.js";
import type { RateBucket } from "../tenants/rate-limits.js";

/** The services that rate limiting uses. */
interface RateLimitDeps {
  readonly limiter: RateLimiter;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** Limits a connection's requests per second; bulk requests count separately, once they have been read. */
export function limitRequests(deps: RateLimitDeps): RequestHandler {
  return (req, res, next) => {
    if (isBulk(req)) return next();
    return admit(deps, "requests", 1, req, res, next);
  };
}

/** Limits a connection's bulk operations per second. Expects a parsed body. */
export function limitBulk(deps: RateLimitDeps): RequestHandler {
  return (req, res, next) => {
    if (!isBulk(req)) return next();
    return admit(deps, "bulk", operationsIn(req.body), req, res, next);
  };
}

/** Returns true for a bulk request; its path is relative to the SCIM root. RFC 7644 §3.7. */
export function isBulk({ method, path }: Request): boolean {
  return method === "POST" && /^\/Bulk\/?$/i.test(path);
}

/** Returns at least one, so that empty requests count too. */
function operationsIn(body: unknown): number {
  if (!isJsonObject(body)) return 1;
  const lists = Object.entries(body).filter(([name]) => name.toLowerCase() === "operations");
  return lists.reduce((sum, [, list]) => sum + (Array.isArray(list) ? list.length : 0), 0) || 1;
}

function admit(
  { limiter, now }: RateLimitDeps,
  bucket: RateBucket,
  cost: number,
  req: Request,
  res: Response,
  next: (error?: unknown) => void,
): void {
  if (req.user === undefined) return next();
  const { connection } = req.user;
  const finish = (seconds: number): void => {
    if (seconds === 0) return next();
    // RFC 6585 §4.
    res.setHeader("Retry-After", String(seconds));
    const { rate, bulkRate } = connection.limits;
    const what = bucket === "bulk" ? `${bulkRate} bulk operations` : `${rate} requests`;
    return next(
      new AppError(
        "tooManyRequests",
        `This connection may send ${what} a second: repeat the request after ${seconds} s`,
      ),
    );
  };
  const seconds = limiter.admit(connection, bucket, cost, now());
  if (typeof seconds === "number") return finish(seconds);
  seconds.then(finish, next);
}
