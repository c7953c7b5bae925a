import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { findSessionPrincipal, type SessionPrincipal, touchSession } from "../auth/sessions.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { isOfBrowser, isReading, requestOrigin } from "./request-origin.js";
import { readSessionCookie } from "./session-cookie.js";

/** The services that sessions by cookie use. */
interface CookieSessionDeps {
  readonly db: Database;
  readonly log: Logger;
  /** The secret that all replicas share. */
  readonly serverKey: string;
  /** Returns the URL of the server without a trailing slash, as people reach it. */
  readonly baseUrlOf: (req: Request) => string;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** The header that each change by cookie needs; a page of another site cannot set it. */
const CSRF_HEADER = "X-Usher-CSRF";

/** Sessions that browsers have by a cookie. */
export interface CookieSessions {
  /**
   * Requires a session by cookie and sets `req.user`. A request with `Authorization`, or without a cookie, passes to
   * `bearer`, whatever else it sends.
   * @throws AppError `SESSION_ENDED`; `CROSS_SITE_REQUEST` and `CSRF_TOKEN` for requests that another site may have
   * caused (through `next`)
   */
  authenticate(bearer: RequestHandler): RequestHandler;
  /** Finds the session of a request; undefined if it has none. */
  find(req: Request): Promise<SessionPrincipal | undefined>;
  /** Finds the session of a secret; undefined if there is none. */
  findBySecret(secret: string): Promise<SessionPrincipal | undefined>;
  /** Returns the token that changes by this session must carry. */
  csrfTokenOf(sessionId: string): string;
}

/**
 * Returns the session of an authenticated request.
 * @throws AppError `forbidden` for a token, or a session by token
 */
export function sessionOf(req: Request): SessionPrincipal {
  const session = req.user as SessionPrincipal;
  if (session.usedAt !== undefined) return session;
  throw new AppError("forbidden", "This is for browsers: sign in with POST /console/session");
}

/** Creates the checks of sessions by cookie. Sessions are not cached: a block or a lost role counts at once. */
export function cookieSessions(deps: CookieSessionDeps): CookieSessions {
  const key = Buffer.from(hkdfSync("sha256", deps.serverKey, "", "usher: csrf", 32));
  const csrfTokenOf = (sessionId: string): string =>
    createHmac("sha256", key).update(sessionId).digest("base64url");
  const findBySecret = (secret: string): Promise<SessionPrincipal | undefined> =>
    findSessionPrincipal(deps.db.read, secret, "cookie", deps.now());
  const find = async (req: Request): Promise<SessionPrincipal | undefined> => {
    const secret = readSessionCookie(req, deps.baseUrlOf(req));
    return secret === undefined ? undefined : findBySecret(secret);
  };
  const admit = async (req: Request): Promise<void> => {
    const session = await find(req);
    if (session === undefined) {
      throw new AppError("SESSION_ENDED", "there is no session, or it has ended: sign in again");
    }
    refuseForgery(req, deps.baseUrlOf(req), csrfTokenOf(session.tokenId));
    req.user = session;
    // Not awaited: a request must not wait for the writer only to record its use.
    touchSession(deps.db.write, session, deps.now()).catch((err: unknown) => {
      deps.log.warn({ err, tokenId: session.tokenId }, "could not record the last use of a session");
    });
  };
  return {
    find,
    findBySecret,
    csrfTokenOf,
    authenticate: (bearer) => async (req, res, next) => {
      const isBearer = req.headers.authorization !== undefined;
      const hasCookie = readSessionCookie(req, deps.baseUrlOf(req)) !== undefined;
      // A browser would answer an offer of HTTP Basic with a dialog of its own.
      if (isBearer || !(hasCookie || isOfBrowser(req))) return bearer(req, res, next);
      await admit(req);
      return next();
    },
  };
}

/** @throws AppError if a page of another site may have caused the request, whose cookie the browser sends by itself */
function refuseForgery(req: Request, baseUrl: string, csrfToken: string): void {
  const origin = requestOrigin(req, baseUrl);
  if (origin === "foreign" || (origin === "unknown" && !isReading(req))) {
    throw new AppError(
      "CROSS_SITE_REQUEST",
      `a request with the cookie of a session must come from a page of ${new URL(baseUrl).origin}`,
    );
  }
  if (isReading(req) || isEqual(req.get(CSRF_HEADER) ?? "", csrfToken)) return;
  throw new AppError(
    "CSRF_TOKEN",
    `the header '${CSRF_HEADER}' is not that of the session: send the 'csrfToken' of GET /console/session`,
  );
}

function isEqual(sent: string, expected: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
