import { callbackify } from "node:util";
import type { Request, RequestHandler, Response } from "express";
import { Passport, Strategy } from "passport";
import { Strategy as BearerStrategy } from "passport-http-bearer";
import { limitScopes } from "../access/holder-scopes.js";
import { isWithin } from "../db/clock-skew.js";
import { SECOND } from "../db/duration.js";
import type { Principal, Scope } from "../directory/connection.js";
import { AppError } from "../errors.js";

declare global {
  namespace Express {
    /** What passport keeps in `req.user`; behind `authenticate` it is always there. */
    interface User extends Principal {}
  }
}

/** What the check of a token needs. */
export interface AuthenticationDeps {
  readonly tokens: { find(secret: string, now: number): Promise<Principal | undefined> };
  /** The time in UTC milliseconds. */
  readonly now: () => number;
  /** Whether any connection takes HTTP Basic, so that a refusal lists it; never when undefined. */
  readonly isBasicInUse?: () => Promise<boolean>;
}

/** What a refusal tells in `WWW-Authenticate`. */
interface Challenge {
  /** RFC 6750's error code; undefined when no token was sent. */
  readonly error?: "invalid_token" | "insufficient_scope";
  readonly basic?: boolean;
}

const BEARER = 'Bearer realm="Usher"';
const BASIC = 'Basic realm="Usher", charset="UTF-8"';

const MISSING =
  "This request needs a token: send the connection's token in the header 'Authorization: Bearer TOKEN'.";

/** One text for unknown, expired and revoked: which of them it is helps only somebody who should not know. */
const INVALID =
  "The token is not valid: check that it was copied whole, or create another with 'usher token create'.";

/**
 * Passport's bearer strategy, blind to tokens in the query or the body: those end up in logs. It takes one blank behind
 * `Bearer`, where any number may stand. RFC 6750 §2.1 to §2.3.
 */
class HeaderStrategy extends BearerStrategy<never> {
  override authenticate(req: Request): void {
    const authorization = req.headers.authorization?.replace(/^(Bearer) +/i, "$1 ");
    super.authenticate({ headers: { authorization } } as Request);
  }
}

type Find = (secret: string) => Promise<Principal | undefined>;

/**
 * HTTP Basic for connections that allow it: the password is a token of theirs, the user name may be anything.
 * Deviation: RFC 7644 §2 advises against Basic alone; some clients have nothing else, hence off by default.
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
 * Lets a request pass whose `Authorization` header holds a valid token, and sets `req.user`. Reads no body, so it
 * stands in front of the body parser.
 * @throws AppError `unauthorized` (through `next`) for any other request
 */
export function authenticate(deps: AuthenticationDeps): RequestHandler {
  const offersBasic = remembered(deps);
  const find: Find = (secret) => deps.tokens.find(secret, deps.now());
  const bearer = new HeaderStrategy(callbackify(async (secret: string) => (await find(secret)) ?? false));
  const passport = new Passport().use(bearer).use(new BasicStrategy(find));
  return async (req, res, next) => {
    const principal = await judge(passport, req, res);
    if (!principal) throw await refusal(req, offersBasic);
    req.user = limitedToHolder(principal);
    next();
  };
}

/** A token that is bound to a user may no more than that user, on whatever route. */
function limitedToHolder(principal: Principal): Principal {
  const { holder, scopes } = principal;
  if (holder === undefined) return principal;
  return {
    ...principal,
    scopes: limitScopes(scopes, holder),
    granted: holder.isActive ? scopes : new Set(),
  };
}

/** Asks the strategies one after the other. */
function judge(
  passport: InstanceType<typeof Passport>,
  req: Request,
  res: Response,
): Promise<Principal | false | undefined> {
  return new Promise((resolve, reject) => {
    const decide = (error: unknown, principal?: Principal | false): void => {
      if (error === null) resolve(principal);
      else reject(error);
    };
    const check = passport.authenticate(["bearer", "basic"], { session: false }, decide) as RequestHandler;
    void check(req, res, reject);
  });
}

/** The same for what can be read without a token too: who sends none passes, who sends a wrong one does not. */
export function authenticateIfSent(check: RequestHandler): RequestHandler {
  return (req, res, next) => (req.headers.authorization === undefined ? next() : check(req, res, next));
}

/**
 * Lets a request pass whose token has at least one of the scopes.
 * @throws AppError `forbidden` (through `next`) that names what is missing
 */
export function requireScope(...scopes: readonly Scope[]): RequestHandler {
  return (req, _res, next) => {
    if (scopes.some((scope) => req.user?.scopes.has(scope))) return next();
    return next(lackOf(scopes, req.user));
  };
}

/** What the user of a token may read and write whatever its roles: itself, and what the server is. */
const OWN_PATHS = /^\/(Me|Schemas|ResourceTypes|ServiceProviderConfig)(\/|$)/i;

/** Lets a SCIM request pass that its token may make: `scim.read` is enough to read and search, `scim` for all. */
export const requireScimScope: RequestHandler = (req, res, next) => {
  const reads = ["GET", "HEAD"].includes(req.method) || (req.method === "POST" && isSearch(req.path));
  const enough = ["scim", ...(reads ? (["scim.read"] as const) : [])] as const;
  const granted = req.user?.granted;
  if (OWN_PATHS.test(req.path) && enough.some((scope) => granted?.has(scope))) return next();
  return requireScope(...enough)(req, res, next);
};

/**
 * The challenges of the answer to an error, for `WWW-Authenticate`, one header each; undefined when it needs none.
 * RFC 6750 §3, RFC 7644 §2.
 * @param error - what `authenticate` or `requireScope` passed on, or anything else
 */
export function wwwAuthenticate(error: unknown): string | string[] | undefined {
  if (!(error instanceof AppError) || !["unauthorized", "forbidden"].includes(error.code)) return undefined;
  const { error: code, basic } = (error.cause ?? {}) as Challenge;
  if (code === undefined && error.code === "forbidden") return undefined;
  const bearer = code === undefined ? BEARER : `${BEARER}, error="${code}"`;
  return basic === true ? [bearer, BASIC] : bearer;
}

/** A request that sent no token is not told of an error. RFC 6750 §3.1. */
async function refusal(req: Request, offersBasic: () => Promise<boolean>): Promise<AppError> {
  const basic = await offersBasic();
  const sent = /^Bearer +\S/i.test(req.headers.authorization ?? "");
  if (!sent) return new AppError("unauthorized", MISSING, { cause: { basic } satisfies Challenge });
  const cause: Challenge = { error: "invalid_token", basic };
  return new AppError("unauthorized", INVALID, { cause });
}

/** Asks once a second at the most, for anybody can be refused; while the database is away, Basic is not listed. */
function remembered({ isBasicInUse, now }: AuthenticationDeps): () => Promise<boolean> {
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

function lackOf(scopes: readonly Scope[], principal: Principal | undefined): AppError {
  const names = scopes.map((scope) => `'${scope}'`).join(" or ");
  if (principal?.holder !== undefined) {
    return insufficientScope(
      `This request needs a token with the scope ${names}, and this one is bound to a user, who must be active and permitted to do it: see 'Who may do what' of the admin API.`,
    );
  }
  return insufficientScope(`This request needs a token with the scope ${names}.`);
}

/** The refusal of a request whose token may do other things, but not this. RFC 6750 §3.1. */
export function insufficientScope(message: string): AppError {
  return new AppError("forbidden", message, { cause: { error: "insufficient_scope" } satisfies Challenge });
}

/** RFC 7644 §3.4.3. */
function isSearch(path: string): boolean {
  return /\/\.search\/?$/.test(path);
}
