import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import { changePassword } from "../use-cases/accounts/change-password.js";
import { finishSession, startSession } from "../use-cases/accounts/start-session.js";
import { attemptOf, readTexts, shortBodies, signInRefusal } from "./sign-in-request.js";

/** The services that sign-in uses. */
interface SessionDeps {
  readonly db: Database;
  /** Accepts session tokens. */
  readonly authenticate: RequestHandler;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/**
 * Returns the routes under `/admin/v1/sessions`, where people sign in, sign out and change their password. The first
 * and the last need no token. R007, R014
 */
export function sessionsRouter(deps: SessionDeps): Router {
  const router = Router();
  router.post("/", ...shortBodies, (req, res) => signIn(deps, req, res));
  router.post("/password", ...shortBodies, (req, res) => setPassword(deps, req, res));
  router.delete("/current", deps.authenticate, (req, res) => signOut(deps, req, res));
  return router;
}

async function signIn(deps: SessionDeps, req: Request, res: Response): Promise<void> {
  const attempt = attemptOf(req, readTexts(req.body, ["userName", "password"]));
  const result = await startSession(deps, attempt, req.requestId);
  if (result.result !== "ok") throw signInRefusal(result, deps.now(), res);
  const { session, roles } = result;
  res.status(201).json({
    token: session.secret,
    expiresAt: new Date(session.expiresAt).toISOString(),
    roles,
  });
}

async function setPassword(deps: SessionDeps, req: Request, res: Response): Promise<void> {
  const names = ["userName", "oldPassword", "newPassword"] as const;
  const { oldPassword: password, newPassword, ...who } = readTexts(req.body, names);
  const attempt = attemptOf(req, { ...who, password });
  const result = await changePassword(deps, { ...attempt, newPassword, requestId: req.requestId });
  if (result.result !== "ok") throw signInRefusal(result, deps.now(), res);
  res.status(204).end();
}

async function signOut(deps: SessionDeps, req: Request, res: Response): Promise<void> {
  const { tenantId, tokenId, userId, isSession } = req.user ?? {};
  if (tenantId === undefined || tokenId === undefined || userId === undefined || isSession !== true) {
    throw new AppError("forbidden", "This is not a session token: send the one that a sign-in returned");
  }
  await finishSession(deps, tenantId, { id: tokenId, userId }, req.requestId);
  res.status(204).end();
}
