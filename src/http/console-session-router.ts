import { type Request, type RequestHandler, type Response, Router } from "express";
import { PERMISSIONS } from "../access/administrator-roles.js";
import { toTime } from "../admin/times.js";
import type { SessionPrincipal } from "../auth/sessions.js";
import type { Services } from "../effects/context.js";
import { AppError } from "../errors.js";
import { repeatPassword } from "../use-cases/accounts/confirm-session.js";
import { describeCaller } from "../use-cases/accounts/describe-caller.js";
import { setUp } from "../use-cases/accounts/set-up.js";
import { finishSession, startSession } from "../use-cases/accounts/start-session.js";
import { type CookieSessions, sessionOf } from "./cookie-sessions.js";
import { FailureLimit } from "./failure-limit.js";
import { requestOrigin } from "./request-origin.js";
import { clearSessionCookie, setSessionCookie } from "./session-cookie.js";
import { attemptOf, readTexts, shortBodies, signInRefusal } from "./sign-in-request.js";

/** The services that the sessions of the console use. */
interface ConsoleSessionDeps extends Services {
  readonly sessions: CookieSessions;
  /** Requires a session by cookie or a token. */
  readonly authenticate: RequestHandler;
  /** Returns the URL of the server without a trailing slash, as people reach it. */
  readonly baseUrlOf: (req: Request) => string;
}

/** The members of a set-up besides its link. */
const ACCOUNT = ["userName", "password"] as const;

/**
 * Returns the routes of the console that need no session: `/console/session`, where people sign in to the console and out of it. Each sign-in has a new
 * session, and ends the one that the browser had, so that nobody can plant one; and `/console/setup`, where the first administrator is made. R007, R014
 */
export function consoleSessionRouter(deps: ConsoleSessionDeps): Router {
  const router = Router();
  const failures = new FailureLimit();
  router.use(["/session", "/setup"], refuseForeign(deps));
  router.post("/session", ...shortBodies, (req, res) => signIn(deps, req, res));
  router.post("/setup", ...shortBodies, (req, res) => setUpAndSignIn(deps, failures, req, res));
  router.get("/session", deps.authenticate, async (req, res) => {
    res.json(await viewOf(deps, sessionOf(req)));
  });
  router.post("/session/confirm", deps.authenticate, ...shortBodies, (req, res) => confirm(deps, req, res));
  router.delete("/session", deps.authenticate, (req, res) => signOut(deps, req, res));
  return router;
}

/** Refuses requests of pages of other sites, which could sign somebody in as another person. */
function refuseForeign({ baseUrlOf }: Pick<ConsoleSessionDeps, "baseUrlOf">): RequestHandler {
  return (req, _res, next) => {
    if (requestOrigin(req, baseUrlOf(req)) !== "foreign") return next();
    next(new AppError("CROSS_SITE_REQUEST", "the console accepts this from its own pages only"));
  };
}

async function signIn(deps: ConsoleSessionDeps, req: Request, res: Response): Promise<void> {
  await signInAs(deps, req, res, readTexts(req.body, ACCOUNT));
}

/** Creates the first administrator, who is signed in by it. The link is guessed at ten times a minute at most. */
async function setUpAndSignIn(
  deps: ConsoleSessionDeps,
  failures: FailureLimit,
  req: Request,
  res: Response,
): Promise<void> {
  const [address, now] = [String(req.ip), deps.now()];
  const delay = failures.delay(address, now);
  if (delay > 0) {
    res.setHeader("Retry-After", String(delay));
    throw new AppError("tooManyRequests", "Too many links that cannot be used: wait a minute");
  }
  const account = readTexts(req.body, ["setupToken", ...ACCOUNT], ["displayName", "email"]);
  const tenant = await setUp(deps, account).catch((error: unknown) => {
    if (error instanceof AppError && error.businessCode === "SETUP_LINK_UNUSABLE") failures.add(address, now);
    throw error;
  });
  const { userName, password } = account;
  await signInAs(deps, req, res, { tenant, userName, password });
}

async function signInAs(
  deps: ConsoleSessionDeps,
  req: Request,
  res: Response,
  who: Parameters<typeof attemptOf>[1],
): Promise<void> {
  const attempt = attemptOf(req, who);
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

async function confirm(deps: ConsoleSessionDeps, req: Request, res: Response): Promise<void> {
  const { password } = readTexts(req.body, ["password"], []);
  const result = await repeatPassword(deps, sessionOf(req), { password, remoteAddress: req.ip });
  if (result.result !== "ok") throw signInRefusal(result, deps.now(), res);
  res.json({ confirmedUntil: toTime(result.until) });
}

async function viewOf({ db, sessions }: ConsoleSessionDeps, session: SessionPrincipal) {
  const { user, roles, actions, tenant } = await describeCaller(db.read, session);
  return {
    user,
    roles,
    actions,
    rolesByAction: PERMISSIONS,
    tenant,
    expiresAt: new Date(session.expiresAt).toISOString(),
    csrfToken: sessions.csrfTokenOf(session.tokenId),
  };
}
