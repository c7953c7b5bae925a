import { type Request, type RequestHandler, type Response, Router } from "express";
import { isParam } from "../admin/match-route.js";
import { toTime } from "../admin/times.js";
import { listSessionsOf } from "../auth/sessions.js";
import type { Database } from "../db/connect.js";
import { AppError } from "../errors.js";
import type { Principal } from "../tenants/connection.js";
import { changePassword } from "../use-cases/accounts/change-password.js";
import { finishSession, finishSessions, startSession } from "../use-cases/accounts/start-session.js";
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
 * Returns the routes under `/admin/v1/sessions`, where people sign in, see and end their sessions, and change their
 * password. Signing in and changing the password need no token. R007, R014
 */
export function sessionsRouter(deps: SessionDeps): Router {
  const router = Router();
  router.post("/", ...shortBodies, (req, res) => signIn(deps, req, res));
  router.post("/password", ...shortBodies, (req, res) => setPassword(deps, req, res));
  router.get("/", deps.authenticate, (req, res) => listOwn(deps, req, res));
  router.delete("/", deps.authenticate, async (req, res) => {
    const { tenantId, userId } = ownerOf(req);
    await finishSessions(deps, tenantId, userId, req.requestId);
    res.status(204).end();
  });
  router.delete("/:id", deps.authenticate, (req, res, next) =>
    req.params["id"] === "current" ? next() : endOne(deps, req, res),
  );
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
  const { tenantId, tokenId, userId } = ownerOf(req);
  await finishSession(deps, tenantId, { id: tokenId, userId }, req.requestId);
  res.status(204).end();
}

async function listOwn({ db, now }: SessionDeps, req: Request, res: Response): Promise<void> {
  const { tenantId, tokenId, userId } = ownerOf(req);
  const sessions = await listSessionsOf(db.read, tenantId, userId, now());
  res.json({
    value: sessions.map(({ createdAt, expiresAt, lastUsedAt, ...rest }) => ({
      ...rest,
      createdAt: toTime(createdAt),
      expiresAt: toTime(expiresAt),
      lastUsedAt: toTime(lastUsedAt),
      isCurrent: rest.id === tokenId,
    })),
  });
}

async function endOne(deps: SessionDeps, req: Request, res: Response): Promise<void> {
  const { tenantId, userId } = ownerOf(req);
  const id = String(req.params["id"]);
  if (!isParam(id) || !(await finishSession(deps, tenantId, { id, userId }, req.requestId))) {
    throw new AppError("notFound", "You have no such session: GET /admin/v1/sessions lists yours");
  }
  res.status(204).end();
}

/** @throws AppError `forbidden` for the token of a program */
function ownerOf(req: Request): Pick<Principal, "tenantId" | "tokenId"> & { readonly userId: string } {
  const { tenantId, tokenId, userId, isSession } = req.user as Principal;
  if (userId !== undefined && isSession === true) return { tenantId, tokenId, userId };
  throw new AppError("forbidden", "This is not a session token: send the one that a sign-in returned");
}
