import type { Request, RequestHandler, Response } from "express";
import { Passport, Strategy } from "passport";
import { Strategy as BearerStrategy } from "passport-http-bearer";
import { limitScopes } from "../access/holder-scopes.js";
import { insufficientScope } from "../auth/insufficient-scope.js";
import { isWithin } from "../db/clock-skew.js";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import type { Principal, Scope } from "../tenants/connection.js";

declare global {
  namespace Express {
    /** The type of `req.user`, which passport sets; it is always present after `authenticate`. */
    interface User extends Principal {}
  }
}

/** The services that authentication uses. */
export interface AuthenticationDeps {
  readonly tokens: { find(secret: string, now: number): Promise<Principal | undefined> };
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
  /** Returns whether any connection accepts HTTP Basic, so that a refusal offers it; never when undefined. */
  readonly isBasicInUse?: () => Promise<boolean>;
}

/** The contents of `WWW-Authenticate` in a refusal. */
interface Challenge {
  /** RFC 6750's error code; undefined when no token was sent. */
  readonly error?: "invalid_token" | "insufficient_scope";
  readonly basic?: boolean;
}

const BEARER = 'Bearer realm="Usher"';
const BASIC = 'Basic realm="Usher", charset="UTF-8"';

const MISSING =
  "This request needs a token: send the connection's token in the header 'Authorization: Bearer TOKEN'.";

/** One text for unknown, expired and revoked tokens: which of them it is helps only an attacker. */
const INVALID =
  "The token is not valid: check that it was copied whole, or create another with 'usher token create'.";

/**
 * Passport's bearer strategy without tokens in the query or the body, because those end up in logs. It accepts only one
 * space after `Bearer`, where any number is allowed. RFC 6750 §2.1 to §2.3.
 */
class HeaderStrategy extends BearerStrategy<never> {
  override authenticate(req: Request): void {
    const authorization = req.headers.authorization?.replace(/^(Bearer) +/i, "$1 ");
    super.authenticate({ headers: { authorization } } as Request);
  }
}

/** The part of a request that strategies read, and what they find. */
type Attempt = Pick<Request, "headers"> & { user?: Principal };

type Check = (attempt: Attempt, res: Response, decide: (failure?: unknown) => void) => void;

type Find = (secret: string) => Promise<Principal | undefined>;

/**
 * HTTP Basic for connections that allow it: the password is one of their tokens, the user name may be anything.
 * Deviation: RFC 7644 §2 advises against Basic alone; some clients support nothing else, so it is off by default.
 */
class BasicStrategy extends Strategy {
  override readonly name = "basic";
  private readonly find: Find;

  constructor(find: Find) {
    super();
    this.find = find;
  }

  override authenticate(req: Request): void {
    const password = basicPassword(req.headers.authorization);
    if (password === undefined) return this.fail(BASIC, 401);
    this.find(password).then(
      (principal) =>
        principal?.connection.options.basicAuth ? this.success(principal) : this.fail(BASIC, 401),
      (error: unknown) => this.error(error),
    );
  }
}

/** RFC 7617 §2: base64 of user name, colon, password. */
function basicPassword(header: string | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? "")?.[1];
  const text = encoded && Buffer.from(encoded, "base64").toString("utf8");
  return /^[^:]*:([^]+)$/.exec(text ?? "")?.[1];
}

/**
 * Requires a valid token in the `Authorization` header, and sets `req.user`. Reads no body, so it runs before the body
 * parser.
 * @throws AppError `unauthorized` (through `next`) for any other request
 */
export function authenticate(deps: AuthenticationDeps): RequestHandler {
  const offersBasic = cachedForASecond(deps);
  const find: Find = (secret) => deps.tokens.find(secret, deps.now());
  const bearer = new HeaderStrategy(
    (secret, decide: (error: unknown, principal?: Principal | false) => void) => {
      find(secret).then((principal) => decide(null, principal ?? false), decide);
    },
  );
  const passport = new Passport().use(bearer).use(new BasicStrategy(find));
  // Made once: it costs as much as trying the strategies.
  const check: Check = passport.authenticate(["bearer", "basic"], OF_PASSPORT);
  return (req, res, next) => {
    const fail = (error: unknown): void => next(error);
    // Passport adds eight members to what it gets, which would make the request slower to use.
    const attempt: Attempt = { headers: req.headers };
    const decide = (failure?: unknown): void => {
      if (failure === undefined && attempt.user !== undefined) {
        req.user = limitedToHolder(attempt.user);
        return next();
      }
      if (!isRefusal(failure)) return fail(failure);
      void refusal(req, offersBasic).then(fail);
    };
    check(attempt, res, decide);
  };
}

/** Sets `req.user`, or passes an error on; nothing is kept between requests. */
const OF_PASSPORT = { session: false, assignProperty: "user", authInfo: false, failWithError: true } as const;

/** Whether every strategy refused; passport exports no class of this error. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "AuthenticationError";
}

/** A token that belongs to a user permits no more than that user may do, on any route. */
function limitedToHolder(principal: Principal): Principal {
  const { holder, scopes } = principal;
  if (holder === undefined) return principal;
  return {
    ...principal,
    scopes: limitScopes(scopes, holder),
    granted: holder.isActive ? scopes : new Set(),
  };
}

/**
 * Authenticates a request that sends a token, where none is required: without a token it passes, with a wrong one it is
 * refused.
 */
export function authenticateIfSent(check: RequestHandler): RequestHandler {
  return (req, res, next) => (req.headers.authorization === undefined ? next() : check(req, res, next));
}

/**
 * Requires a token with at least one of the scopes.
 * @throws AppError `forbidden` (through `next`) that names the missing scopes
 */
export function requireScope(...scopes: readonly Scope[]): RequestHandler {
  return (req, _res, next) => {
    if (scopes.some((scope) => req.user?.scopes.has(scope))) return next();
    return next(missingScope(scopes, req.user));
  };
}

/** The paths that the user of a token may read and write whatever the user's roles: the user's own account, and discovery. */
const OWN_PATHS = /^\/(Me|Schemas|ResourceTypes|ServiceProviderConfig)(\/|$)/i;

/** Requires a token that permits the SCIM request: `scim.read` suffices to read and search, `scim` for everything. */
export const requireScimScope: RequestHandler = (req, res, next) => {
  const isRead = ["GET", "HEAD"].includes(req.method) || (req.method === "POST" && isSearch(req.path));
  const enough = ["scim", ...(isRead ? (["scim.read"] as const) : [])] as const;
  const granted = req.user?.granted;
  if (OWN_PATHS.test(req.path) && enough.some((scope) => granted?.has(scope))) return next();
  return requireScope(...enough)(req, res, next);
};

/**
 * Returns the challenges of an error response for `WWW-Authenticate`, one header each; undefined when it needs none.
 * RFC 6750 §3, RFC 7644 §2.
 * @param error - an error of `authenticate` or `requireScope`, or any other
 */
export function wwwAuthenticate(error: unknown): string | string[] | undefined {
  if (!(error instanceof AppError) || !["unauthorized", "forbidden"].includes(error.code)) return undefined;
  const { error: code, basic } = (error.cause ?? {}) as Challenge;
  if (code === undefined && error.code === "forbidden") return undefined;
  const bearer = code === undefined ? BEARER : `${BEARER}, error="${code}"`;
  return basic === true ? [bearer, BASIC] : bearer;
}

/** A request without a token is answered without an error code. RFC 6750 §3.1. */
async function refusal(req: Request, offersBasic: () => Promise<boolean>): Promise<AppError> {
  const basic = await offersBasic();
  const sent = /^Bearer +\S/i.test(req.headers.authorization ?? "");
  if (!sent) return new AppError("unauthorized", MISSING, { cause: { basic } satisfies Challenge });
  const cause: Challenge = { error: "invalid_token", basic };
  return new AppError("unauthorized", INVALID, { cause });
}

/**
 * Asks once a second at most, since anybody can be refused; while the database is unavailable, Basic is not offered.
 */
function cachedForASecond({ isBasicInUse, now }: AuthenticationDeps): () => Promise<boolean> {
  let until = 0;
  let answer: Promise<boolean> = Promise.resolve(false);
  return () => {
    if (isBasicInUse !== undefined && !isWithin(until, SECOND, now())) {
      until = now() + SECOND;
      answer = isBasicInUse().catch(() => false);
    }
    return answer;
  };
}

function missingScope(scopes: readonly Scope[], principal: Principal | undefined): AppError {
  const names = scopes.map((scope) => `'${scope}'`).join(" or ");
  if (principal?.holder !== undefined) {
    return insufficientScope(
      `This request needs a token with the scope ${names}. This token belongs to a user, who must be active and permitted to do this: see 'Who may do what' of the admin API.`,
    );
  }
  return insufficientScope(`This request needs a token with the scope ${names}.`);
}

/** RFC 7644 §3.4.3. */
function isSearch(path: string): boolean {
  return /\/\.search\/?$/.test(path);
}
