import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import { changePassword } from "../use-cases/accounts/change-password.js";
import type { SignInAttempt, SignInRefusal } from "../use-cases/accounts/sign-in.js";
import { finishSession, startSession } from "../use-cases/accounts/start-session.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { jsonBody, PLAIN_TYPES } from "./bodies.js";
import { passwordOfProvider } from "./password-of-provider.js";

/** The services that sign-in uses. */
interface SessionDeps {
  readonly db: Database;
  /** Accepts session tokens. */
  readonly authenticate: RequestHandler;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** The most bytes of a body, since anybody may send one. */
const BODY_LIMIT = 16 * 1024;

/** The most characters of a name or password; no longer one is stored. */
const MAX_TEXT = 1024;

/** The error for each failed sign-in. `wrong` has one text, whatever is wrong. */
const REFUSALS = {
  wrong: () => new AppError("SIGN_IN_FAILED", "user name or password is wrong: check both, and the tenant"),
  blocked: () => new AppError("SIGN_IN_BLOCKED", "this account is blocked: ask your administrator"),
  expired: () =>
    new AppError("PASSWORD_EXPIRED", "the temporary password is too old: ask your administrator for another"),
  ofProvider: () => passwordOfProvider(),
  mustChange: () =>
    new AppError(
      "PASSWORD_CHANGE_REQUIRED",
      "the password is temporary: choose your own with POST /admin/v1/sessions/password",
    ),
} as const;

/**
 * Returns the routes under `/admin/v1/sessions`, where people sign in, sign out and change their password. The first
 * and the last need no token. R007, R014
 */
export function sessionsRouter(deps: SessionDeps): Router {
  const router = Router();
  const bodies = jsonBody({ limit: BODY_LIMIT, types: PLAIN_TYPES });
  router.post("/", ...bodies, (req, res) => signIn(deps, req, res));
  router.post("/password", ...bodies, (req, res) => setPassword(deps, req, res));
  router.delete("/current", deps.authenticate, (req, res) => signOut(deps, req, res));
  return router;
}

async function signIn(deps: SessionDeps, req: Request, res: Response): Promise<void> {
  const { tenant, userName, password } = readTexts(req.body, ["userName", "password"]);
  const result = await startSession(deps, attemptOf(req, tenant, userName, password), req.requestId);
  if (result.result !== "ok") throw refusal(result, deps.now(), res);
  const { session, roles } = result;
  res.status(201).json({
    token: session.secret,
    expiresAt: new Date(session.expiresAt).toISOString(),
    roles,
  });
}

async function setPassword(deps: SessionDeps, req: Request, res: Response): Promise<void> {
  const { tenant, userName, oldPassword, newPassword } = readTexts(req.body, [
    "userName",
    "oldPassword",
    "newPassword",
  ]);
  const attempt = attemptOf(req, tenant, userName, oldPassword);
  const result = await changePassword(deps, { ...attempt, newPassword, requestId: req.requestId });
  if (result.result !== "ok") throw refusal(result, deps.now(), res);
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

function attemptOf(req: Request, tenant: string, userName: string, password: string): SignInAttempt {
  return { tenant, userName, password, remoteAddress: req.ip };
}

function refusal(result: SignInRefusal, now: number, res: Response): AppError {
  if (result.result === "throttled") {
    const seconds = Math.max(1, Math.ceil((result.until - now) / SECOND));
    res.setHeader("Retry-After", String(seconds));
    return new AppError("SIGN_IN_THROTTLED", `too many failures: try again in ${seconds} s`);
  }
  return REFUSALS[result.result]();
}

/**
 * Returns the strings of a body: the required ones, and the name of the tenant.
 * @throws AppError `invalidValue` that names the wrong member
 */
function readTexts<Name extends string>(
  body: unknown,
  names: readonly Name[],
): Record<Name | "tenant", string> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new AppError("invalidValue", `The body must be an object with ${names.join(", ")}`);
  }
  const given = body as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find(
    (name) => name !== "tenant" && !names.some((known) => known === name),
  );
  if (unknown !== undefined) {
    throw new AppError(
      "invalidValue",
      `'${unknown.slice(0, 60)}' is unknown here: use tenant, ${names.join(", ")}`,
    );
  }
  const read = (name: string, fallback?: string): string => {
    const value = given[name] ?? fallback;
    if (typeof value === "string" && value.length <= MAX_TEXT) return value;
    throw new AppError("invalidValue", `'${name}' must be a string of at most ${MAX_TEXT} characters`);
  };
  const texts = names.map((name) => [name, read(name)] as const);
  return Object.fromEntries([["tenant", read("tenant", DEFAULT_NAME)], ...texts]) as Record<
    Name | "tenant",
    string
  >;
}
