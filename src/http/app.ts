import express, { type Express, type Request, type RequestHandler, Router } from "express";
import helmet from "helmet";
import { openApiDocument } from "../admin/openapi.js";
import { TokenCache } from "../auth/token-cache.js";
import type { Mapping } from "../crm/form/user-form.js";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { writeQueueOf } from "../db/write-queue.js";
import { outside } from "../effects/outside.js";
import { AppError } from "../errors.js";
import { createSealer } from "../mail/sealer.js";
import type { Logger } from "../observability/log.js";
import type { Metrics } from "../observability/metrics.js";
import { createHttpClient } from "../outbound/http-client.js";
import { KeySetCache } from "../outbound/key-set-cache.js";
import type { ProvisioningLogWriter } from "../provisioning-log/writer.js";
import { Cursors } from "../scim/cursor.js";
import { SEARCH_MEMBERS } from "../scim/search.js";
import type { ProviderLimits } from "../scim/service-provider-config.js";
import { isBasicInUse } from "../tenants/connections.js";
import { RateLimiter } from "../tenants/rate-limiter.js";
import { SchemaCache } from "../tenants/schema-cache.js";
import { accessDiscoveryRouter, accessRouter, echoRequestId } from "./access-router.js";
import type { AdminDeps } from "./admin-context.js";
import { adminRouter } from "./admin-router.js";
import { type AuthenticationDeps, authenticate, requireScope } from "./authenticate.js";
import { jsonBody, PLAIN_TYPES } from "./bodies.js";
import { consoleRouter } from "./console-router.js";
import { consoleSessionRouter } from "./console-session-router.js";
import { cookieSessions } from "./cookie-sessions.js";
import { crmRouter } from "./crm-router.js";
import { eventsRouter } from "./events-router.js";
import { inOrder } from "./in-order.js";
import { invitationsRouter } from "./invitations-router.js";
import { meRouter } from "./me-router.js";
import { methodGuard } from "./method-guard.js";
import { negotiateScim } from "./negotiate.js";
import { oauthRouter } from "./oauth-router.js";
import { opsRouter } from "./ops-router.js";
import { portalRouter } from "./portal-router.js";
import { parseQuery } from "./queries.js";
import { limitRequests } from "./rate-limit.js";
import { requestLog } from "./request-log.js";
import { scimRouter } from "./scim-router.js";
import { sendError } from "./send-error.js";
import { sessionTokens } from "./session-tokens.js";
import { sessionsRouter } from "./sessions-router.js";
import { takeTurns } from "./take-turns.js";

/** The parts that the application is made of. */
export interface AppDeps {
  readonly db: Database;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Records SCIM requests; its creator closes it after the last request. */
  readonly provisioningLog: ProvisioningLogWriter;
  readonly mapping: Mapping;
  readonly limits: ProviderLimits;
  /** The secret that all replicas share; it encrypts cursors and stored secrets. */
  readonly serverKey: string;
  /** Whether the headers X-Forwarded-Proto, -Host and -For of a proxy are trusted. */
  readonly trustProxy: boolean | number | string | readonly string[];
  /** Returns the URL of the server as clients reach it, without a trailing slash; undefined to use the request's. */
  readonly publicUrl: () => string | undefined;
  /**
   * Networks that may be called besides the public internet, for the keys of issuers: `10.0.0.0/8`; none if undefined.
   */
  readonly privateNetworks?: readonly string[] | undefined;
  /** The folder with the built console; undefined to serve none. */
  readonly consoleFolder?: string | undefined;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/**
 * Sets the headers of every SCIM response: it is JSON for programs, which must not be interpreted as anything else, and
 * personal data, which must not be cached. Constants, because helmet's seven steps would take as long as checking the
 * token.
 */
const scimHeaders: RequestHandler = (_req, res, next) => {
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  res.setHeader("Cache-Control", "no-store");
  next();
};

/** Sets `Cache-Control` on every other response. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader("Cache-Control", "no-store");
  next();
};

/**
 * Prepares a request for an origin server. `Cache-Control` addresses caches, not the origin (RFC 9111 §5.2.1.4): with
 * `no-cache`, which Node's `fetch` adds, Express would never answer 304. A double slash comes from joining a base URL
 * that ends in a slash with a path.
 */
const asOrigin: RequestHandler = (req, _res, next) => {
  if (req.headers["cache-control"] !== undefined) delete req.headers["cache-control"];
  req.url = withoutDoubledSlashes(req.url);
  req.originalUrl = withoutDoubledSlashes(req.originalUrl);
  next();
};

/** Answers what no route has answered. */
const refuseUnknown: RequestHandler = (req) => {
  throw new AppError("notFound", `There is nothing at "${req.path.slice(0, 120)}"`);
};

function withoutDoubledSlashes(url: string): string {
  if (!url.includes("//")) return url;
  const [path = "", ...query] = url.split("?");
  return path.startsWith("/") && path.includes("//")
    ? [path.replaceAll(/\/{2,}/g, "/"), ...query].join("?")
    : url;
}

/** Returns the URL under which a client reached the server; a proxy's headers count only if it is trusted. */
function requestUrl(req: Request): string {
  return `${req.protocol}://${req.host}`;
}

/** Creates the application, which does not listen yet; it reads as the list of interfaces. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.set("etag", false);
  app.set("query parser", false);
  app.set("trust proxy", deps.trustProxy);
  app.disable("x-powered-by");
  const turns = deps.db.dialect === "sqlite" ? [takeTurns(() => writeQueueOf(deps.db.write).isBusy)] : [];
  app.use(inOrder(asOrigin, requestLog({ log: deps.log, metrics: deps.metrics }), ...turns));

  const baseUrlOf = (req: Request): string => deps.publicUrl() ?? requestUrl(req);
  const keySets = new KeySetCache(createHttpClient(deps.privateNetworks ?? []));
  const tokens = new TokenCache(deps.db, deps.log, keySets);
  const schemas = new SchemaCache(deps.db);
  const sealer = createSealer(deps.serverKey);
  const { seal } = sealer;
  const checks = { now: deps.now, isBasicInUse: () => isBasicInUse(deps.db.read) };
  const authenticated = authenticate({ ...checks, tokens });
  const limiter = new RateLimiter(deps.db, deps.log);
  // The versioned path comes first: `/scim` would read it as one of its own endpoints.
  const scim = scimRouter({
    ...deps,
    ...outside,
    seal,
    schemas,
    limiter,
    cursors: new Cursors(deps.serverKey, deps.limits.cursorTimeout * SECOND),
    authenticate: authenticated,
    baseUrlOf,
  });
  // SCIM comes first, because it is nearly all of the traffic.
  app.use(
    ["/scim/v2", "/scim"],
    inOrder(scimHeaders, parseQuery(SEARCH_MEMBERS), negotiateScim, methodGuard, scim),
  );
  app.use(opsRouter(deps));
  app.use("/console", consoleRouter(deps.consoleFolder));
  app.use(helmet(), noStore, methodGuard, parseQuery());
  app.use(oauthRouter({ ...deps, keySets, baseUrlOf }));
  app.use("/invitations", invitationsRouter(deps));
  app.use(
    "/crm/v1",
    authenticated,
    requireScope("crm.read"),
    ...jsonBody({ limit: deps.limits.bodyLimit, reading: () => ({ numbers: "digits" }) }),
    crmRouter({ db: deps.db, mapping: deps.mapping, schemas, now: deps.now }),
  );
  app.use(accessDiscoveryRouter(baseUrlOf));
  app.use("/access/v1", echoRequestId, authenticated, requireScope("access.read"));
  // A page of a search costs as much as a thousand sign-ins; those are never limited.
  app.use("/access/v1/search", limitRequests({ limiter, now: deps.now }));
  app.use(
    "/access/v1",
    // Deviation: RFC 9110 §15.5.16 has 415 for a media type that is not read; AuthZEN 1.0 §10.1.2 knows 400 alone, and
    // its certification asks for it.
    ...jsonBody({ limit: deps.limits.bodyLimit, types: PLAIN_TYPES, otherType: "invalidSyntax" }),
    accessRouter({ db: deps.db, sealer, now: deps.now }),
  );
  app.use(interfacesForPeople({ ...deps, ...outside, schemas, ...sealer, tokens, baseUrlOf }, checks));
  app.get("/openapi.json", (req, res) => {
    res.json(openApiDocument(baseUrlOf(req)));
  });
  app.use(refuseUnknown);
  app.use(sendError(deps.log));
  return app;
}

/** Returns the interfaces that accept sessions of people, which those for programs do not. */
function interfacesForPeople(
  deps: AdminDeps & Pick<AppDeps, "serverKey">,
  checks: Omit<AuthenticationDeps, "tokens">,
): Router {
  const { db, now, baseUrlOf } = deps;
  const sessions = cookieSessions(deps);
  const signedIn = sessions.authenticate(authenticate({ ...checks, tokens: sessionTokens(db, deps.tokens) }));
  const router = Router();
  router.use("/admin/v1/sessions", sessionsRouter({ db, now, authenticate: signedIn }));
  router.use("/console", consoleSessionRouter({ ...deps, sessions, authenticate: signedIn }));
  router.use("/console/events", eventsRouter({ ...deps, sessions, authenticate: signedIn }));
  router.use("/admin/v1/me", signedIn, meRouter({ db, baseUrlOf }));
  router.use("/portal/v1", signedIn, portalRouter(deps));
  router.use("/admin/v1", signedIn, adminRouter(deps));
  return router;
}
