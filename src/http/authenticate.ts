import { callbackify } from "node:util";
import type { Request, RequestHandler } from "express";
import { Passport } from "passport";
import { Strategy as BearerStrategy } from "passport-http-bearer";
import type { Principal, Scope } from "../directory/connection.js";
import type { TokenCache } from "../directory/token-cache.js";
import { AppError } from "../errors.js";

declare global {
  namespace Express {
    /** What passport keeps in `req.user`; behind `authenticate` it is always there. */
    interface User extends Principal {}
  }
}

/** What the check of a token needs. */
export interface AuthenticationDeps {
  readonly tokens: TokenCache;
  /** The time in UTC milliseconds. */
  now(): number;
}

const CHALLENGE = 'Bearer realm="Usher"';

const MISSING =
  "This request needs a token: send the connection's token in the header 'Authorization: Bearer TOKEN'.";

/** One text for unknown, expired and revoked: which of them it is helps only somebody who should not know. */
const INVALID =
  "The token is not valid: check that it was copied whole, or create another with 'usher token create'.";

/** Passport's bearer strategy, blind to tokens in the query or the body: those end up in logs. RFC 6750 §2.2, §2.3. */
class HeaderStrategy extends BearerStrategy<never> {
  override authenticate(req: Request): void {
    super.authenticate({ headers: req.headers } as Request);
  }
}

/**
 * Lets a request pass whose `Authorization` header holds a valid token, and sets `req.user`. Reads no body, so it
 * stands in front of the body parser.
 * @throws AppError `unauthorized` (through `next`) for any other request
 */
export function authenticate(deps: AuthenticationDeps): RequestHandler {
  const find = async (secret: string) => (await deps.tokens.find(secret, deps.now())) ?? false;
  const strategy = new HeaderStrategy(callbackify(find));
  const passport = new Passport().use(strategy);
  return (req, res, next) => {
    const decide = (error: unknown, principal?: Principal | false) => {
      if (error !== null) return next(error);
      if (!principal) return next(refusal(req));
      req.user = principal;
      return next();
    };
    const check = passport.authenticate("bearer", { session: false }, decide) as RequestHandler;
    return check(req, res, next);
  };
}

/**
 * Lets a request pass whose token has at least one of the scopes.
 * @throws AppError `forbidden` (through `next`) that names what is missing
 */
export function requireScope(...scopes: readonly Scope[]): RequestHandler {
  return (req, _res, next) => {
    if (scopes.some((scope) => req.user?.scopes.has(scope))) return next();
    return next(lackOf(scopes));
  };
}

/** Lets a SCIM request pass that its token may make: `scim.read` is enough to read and search, `scim` for all. */
export const requireScimScope: RequestHandler = (req, res, next) => {
  const reads = ["GET", "HEAD"].includes(req.method) || (req.method === "POST" && isSearch(req.path));
  return requireScope("scim", ...(reads ? (["scim.read"] as const) : []))(req, res, next);
};

/**
 * The `WWW-Authenticate` header of the answer to an error; undefined when it needs none. RFC 6750 §3.
 * @param error - what `authenticate` or `requireScope` passed on, or anything else
 */
export function wwwAuthenticate(error: unknown): string | undefined {
  if (!(error instanceof AppError) || !["unauthorized", "forbidden"].includes(error.code)) return undefined;
  if (typeof error.cause === "string") return `${CHALLENGE}, error="${error.cause}"`;
  return error.code === "unauthorized" ? CHALLENGE : undefined;
}

/** The cause of both refusals is RFC 6750's error code; a request that sent no token gets none. */
function refusal(req: Request): AppError {
  const sent = /^Bearer +\S/i.test(req.headers.authorization ?? "");
  if (!sent) return new AppError("unauthorized", MISSING);
  return new AppError("unauthorized", INVALID, { cause: "invalid_token" });
}

function lackOf(scopes: readonly Scope[]): AppError {
  const names = scopes.map((scope) => `'${scope}'`).join(" or ");
  return new AppError("forbidden", `This request needs a token with the scope ${names}.`, {
    cause: "insufficient_scope",
  });
}

/** RFC 7644 §3.4.3. */
function isSearch(path: string): boolean {
  return /\/\.search\/?$/.test(path);
}
