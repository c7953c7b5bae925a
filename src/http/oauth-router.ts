import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from "express";
import type { Database } from "../db/connect.js";
import type { KeySetCache } from "../outbound/key-set-cache.js";
import { ALGORITHMS } from "../outbound/signed-token.js";
import { SCOPES } from "../tenants/connection.js";
import { type Grant, grantAccessToken } from "../use-cases/connections/grant-access-token.js";
import { FailureLimit } from "./failure-limit.js";
import { readTokenRequest, type TokenRequest } from "./token-request.js";

/** The services that the token endpoint uses. */
export interface OAuthDeps {
  readonly db: Database;
  readonly keySets: KeySetCache;
  /** Returns the URL of the server without a trailing slash, as clients reach it; it identifies the server. */
  readonly baseUrlOf: (req: Request) => string;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** The largest form, in bytes; an assertion has some thousand. */
const FORM_LIMIT = 32 * 1024;

const TOKEN_PATH = "/oauth/token";
const METADATA_PATH = "/.well-known/oauth-authorization-server";

/** One text whether the client, the secret, the key or a claim is wrong: which of them it is helps only an attacker. */
const INVALID_CLIENT = "the client is unknown, or its authentication failed";
const INVALID_SCOPE = "the client may not request this scope";

/** Returns the token endpoint and its metadata. RFC 6749, RFC 8414. */
export function oauthRouter(deps: OAuthDeps): Router {
  const router = Router();
  const failures = new FailureLimit();
  const readForm = express.raw({ type: "application/x-www-form-urlencoded", limit: FORM_LIMIT });
  const grant: RequestHandler = (req, res) => answer(deps, failures, req, res);
  router.post(TOKEN_PATH, readForm, refuseForm, grant);
  router.get(METADATA_PATH, (req, res) => {
    res.json(metadata(deps.baseUrlOf(req)));
  });
  return router;
}

async function answer(deps: OAuthDeps, failures: FailureLimit, req: Request, res: Response): Promise<void> {
  const request = readTokenRequest(req);
  if ("error" in request) return refuse(res, request.error, request.detail);
  const now = deps.now();
  const key = limitKey(req, request);
  const delay = failures.delay(key, now);
  if (delay > 0) {
    res.status(429).setHeader("Retry-After", String(delay));
    return sendError(res, "temporarily_unavailable", "too many failures: try again later");
  }
  const baseUrl = deps.baseUrlOf(req);
  const audiences = [baseUrl, `${baseUrl}/`, baseUrl + TOKEN_PATH];
  const { db, keySets } = deps;
  const grant = await grantAccessToken({ db, keySets, audiences, now }, request.credentials, request.scope);
  if ("error" in grant && grant.error === "invalid_client") failures.add(key, now);
  send(res, grant);
}

/** Limits failures by address and client together, so that nobody can lock out a client from elsewhere. */
function limitKey(req: Request, { credentials }: Exclude<TokenRequest, { error: string }>): string {
  return `${req.ip} ${credentials.clientId?.slice(0, 200) ?? ""}`;
}

/** RFC 6749 §5.1. */
function send(res: Response, grant: Grant): void {
  if ("error" in grant) {
    return refuse(res, grant.error, grant.error === "invalid_scope" ? INVALID_SCOPE : INVALID_CLIENT);
  }
  res.setHeader("Pragma", "no-cache");
  res.json({
    access_token: grant.token.secret,
    token_type: "Bearer",
    expires_in: grant.token.expiresIn,
    scope: grant.scopes.join(" "),
  });
}

/** RFC 6749 §5.2. */
function refuse(res: Response, error: string, detail: string): void {
  res.status(error === "invalid_client" ? 401 : 400);
  if (error === "invalid_client") res.setHeader("WWW-Authenticate", 'Basic realm="Usher", charset="UTF-8"');
  sendError(res, error, detail);
}

function sendError(res: Response, error: string, detail: string): void {
  res.setHeader("Pragma", "no-cache");
  res.json({ error, error_description: detail });
}

/** A body that the parser could not read is the client's error; any other error is passed on. */
const refuseForm: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status =
    typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
  if (status >= 500) return next(error);
  return refuse(res, "invalid_request", "the form cannot be read, or is too large");
};

/** RFC 8414 §2. There is no authorization endpoint, hence no response type. */
function metadata(baseUrl: string): object {
  return {
    issuer: baseUrl,
    token_endpoint: baseUrl + TOKEN_PATH,
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    grant_types_supported: ["client_credentials"],
    response_types_supported: [],
    scopes_supported: SCOPES,
  };
}
