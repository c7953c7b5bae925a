import { type Request, type RequestHandler, type Response, Router } from "express";
import type { SessionPrincipal } from "../auth/sessions.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import { describeCaller } from "../use-cases/accounts/describe-caller.js";
import { finishSession, startSession } from "../use-cases/accounts/start-session.js";
import type { CookieSessions } from "./cookie-sessions.js";
import { requestOrigin } from "./request-origin.js";
import { clearSessionCookie, setSessionCookie } from "./session-cookie.js";
import { attemptOf, readTexts, shortBodies, signInRefusal } from "./sign-in-request.js";

/** The services that the sessions of the console use. */
interface ConsoleSessionDeps {
  readonly db: Database;
  readonly sessions: CookieSessions;
  /** Requires a session by cookie or a token. */
  readonly authenticate: RequestHandler;
  /** Returns the URL of the server without a trailing slash, as people reach it. */
  readonly baseUrlOf: (req: Request) => string;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/**
 * Returns the routes under `/console/session`, where people sign in to the console and out of it. Each sign-in has a new
 * session, and ends the one that the browser had, so that nobody can plant one. R007, R014
 */
export function consoleSessionRouter(deps: ConsoleSessionDeps): Router {
  const router = Router();
  router.post("/", refuseForeign(deps), ...shortBodies, (req, res) => signIn(deps, req, res));
  router.get("/", deps.authenticate, async (req, res) => {
    res.json(await viewOf(deps, sessionOf(req)));
  });
  router.delete("/", deps.authenticate, (req, res) => signOut(deps, req, res));
  return router;
}

/** Refuses sign-ins that a page of another site sends, which would sign somebody in as another person. */
function refuseForeign({ baseUrlOf }: Pick<ConsoleSessionDeps, "baseUrlOf">): RequestHandler {
  return (req, _res, next) => {
    if (requestOrigin(req, baseUrlOf(req)) !== "foreign") return next();
    next(new AppError("CROSS_SITE_REQUEST", "the console accepts this from its own pages only"));
  };
}

async function signIn(deps: ConsoleSessionDeps, req: Request, res: Response): Promise<void> {
  const attempt = attemptOf(req, readTexts(req.body, ["userName", "password"]));
  const browser = { userAgent: req.get("User-Agent") };
  const started = await startSession(deps, attempt, req.requestId, browser);
  if (started.result !== "ok") throw signInRefusal(started, deps.now(), res);
  await openSession(deps, req, res, started.session.secret);
}

/** Sends the cookie of a new session, ends the session that the browser had, and answers with the new one. */
async function openSession(
  deps: ConsoleSessionDeps,
  req: Request,
  res: Response,
  secret: string,
): Promise<void> {
  const before = await deps.sessions.find(req);
  if (before !== undefined) {
    await finishSession(deps, before.tenantId, { id: before.tokenId, userId: before.userId }, req.requestId);
  }
  const session = await deps.sessions.findBySecret(secret);
  if (session === undefined)
    throw new AppError("SESSION_ENDED", "the session has ended already: sign in again");
  setSessionCookie(res, deps.baseUrlOf(req), secret);
  res.status(201).json(await viewOf(deps, session));
}

async function signOut(deps: ConsoleSessionDeps, req: Request, res: Response): Promise<void> {
  const { tenantId, tokenId, userId } = sessionOf(req);
  await finishSession(deps, tenantId, { id: tokenId, userId }, req.requestId);
  clearSessionCookie(res, deps.baseUrlOf(req));
  res.status(204).end();
}

/** @throws AppError `forbidden` for the token of a program or a session by token */
function sessionOf(req: Request): SessionPrincipal {
  const session = req.user as SessionPrincipal;
  if (session.usedAt !== undefined) return session;
  throw new AppError("forbidden", "This is for browsers: sign in with POST /console/session");
}

async function viewOf({ db, sessions }: ConsoleSessionDeps, session: SessionPrincipal) {
  const { user, roles, actions, tenant } = await describeCaller(db.read, session);
  return {
    user,
    roles,
    actions,
    tenant,
    expiresAt: new Date(session.expiresAt).toISOString(),
    csrfToken: sessions.csrfTokenOf(session.tokenId),
  };
}
