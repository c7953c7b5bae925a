import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Mapping } from "../crm/user-form.js";
import type { Database } from "../db/connect.js";
import { exceptApplications } from "../directory/applications.js";
import type { Connection, Principal } from "../directory/connection.js";
import { hasClient } from "../directory/oauth-clients.js";
import type { ProvisioningLogWriter } from "../directory/provisioning-log-writer.js";
import type { RateLimiter } from "../directory/rate-limiter.js";
import type { SchemaCache } from "../directory/schema-cache.js";
import type { Sealer } from "../directory/sealer.js";
import { AppError } from "../errors.js";
import type { Actor } from "../observability/audit.js";
import type { Logger } from "../observability/log.js";
import { findHolder } from "../provisioning/find-administrator.js";
import { followsProfile } from "../schema/interop-profile.js";
import type { JsonReading } from "../schema/read-json.js";
import type { OfferedSchemes } from "../scim/authentication-schemes.js";
import { postBulk } from "../scim/bulk/bulk.js";
import { catalogs } from "../scim/catalogs/all.js";
import { searchCatalog } from "../scim/catalogs/list.js";
import { clientGrants, clientSchemasOf } from "../scim/client-grants.js";
import type { Cursors } from "../scim/cursor.js";
import { refuseFilter, resourceTypesBody, schemasBody } from "../scim/discovery.js";
import type { Body, Exchange, RawQuery } from "../scim/exchange.js";
import { meId } from "../scim/me.js";
import { setLocation } from "../scim/render.js";
import { type ResourceContext, resourceHandlers } from "../scim/resources.js";
import { ScimRouter } from "../scim/scim-router.js";
import { readSearchRequest, searchAll } from "../scim/search.js";
import { type ProviderLimits, serviceProviderConfig } from "../scim/service-provider-config.js";
import { authenticateIfSent, requireScimScope } from "./authenticate.js";
import { jsonBody } from "./bodies.js";
import { methodGuard } from "./method-guard.js";
import { answerScimJson, negotiateScim } from "./negotiate.js";
import { logProvisioning } from "./provisioning-log.js";
import { isBulk, limitBulk, limitRequests } from "./rate-limit.js";
import { logRefused } from "./refused-log.js";
import { alarmReporter } from "./report-alarm.js";
import { sendStreams } from "./send-streams.js";

/** What the SCIM endpoints need from the process. */
export interface ScimDeps {
  readonly db: Database;
  readonly log: Logger;
  readonly mapping: Mapping;
  readonly sealer: Sealer;
  readonly limits: ProviderLimits;
  readonly authenticate: RequestHandler;
  readonly schemas: SchemaCache;
  readonly limiter: RateLimiter;
  readonly provisioningLog: ProvisioningLogWriter;
  readonly cursors: Cursors;
  /** URL of the server without a trailing slash, as clients reach it. */
  readonly baseUrlOf: (req: Request) => string;
  /** The time in UTC milliseconds. */
  readonly now: () => number;
}

/** The principal of a request that has passed authentication. */
function principalOf(req: Request): Principal {
  if (!req.user) throw new AppError("unauthorized", "This request needs a token");
  return req.user;
}

/** What a program does with a token of its own, its application user does. R129 */
async function actorOf({ db }: ScimDeps, { tenantId, userId, connection }: Principal): Promise<Actor> {
  if (userId !== undefined && (await exceptApplications(db.read, tenantId, [userId])).length === 0) {
    return { kind: "account", id: userId };
  }
  return { kind: "connection", id: connection.id };
}

async function exchangeOf(deps: ScimDeps, req: Request, res: Response): Promise<Exchange> {
  const principal = principalOf(req);
  const { tenantId, connection, scopes } = principal;
  const schemas = await deps.schemas.find(tenantId, deps.now());
  const baseUrl = deps.baseUrlOf(req);
  return {
    cursors: deps.cursors,
    baseUrl: `${baseUrl}/scim/v2`,
    header: (name) => {
      const value = req.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    setHeader: (name, value) => void res.setHeader(name, value),
    ctx: {
      db: deps.db,
      viewer: {
        tenantId,
        connectionId: connection.id,
        visibility: connection.visibility,
        externalIdCaseExact: connection.options.externalIdCaseExact,
        schemas,
      },
      clientSchemas: clientSchemasOf(schemas, clientGrants(scopes, connection.options)),
      actor: await actorOf(deps, principal),
      holder: findHolder(principal),
      trigger: "scim",
      requestId: req.requestId,
      scopes,
      options: connection.options,
      mapping: deps.mapping,
      seal: deps.sealer.seal,
      baseUrl,
      now: deps.now,
      reportIgnored: (names) => {
        if (names.length === 0) return;
        deps.log.info({ requestId: req.requestId, names }, "attributes without a schema");
        if (req.trace) req.trace.ignored = [...new Set([...req.trace.ignored, ...names])];
      },
      reportAlarm: alarmReporter(deps.log, req, tenantId),
      reportChanged: (names) => {
        if (req.trace && names.length > 0) req.trace.changed = [...new Set([...req.trace.changed, ...names])];
      },
    },
  };
}

function send(res: Response, body: Body, status = 200): void {
  res.status(status).send(body);
}

/** Endpoints that describe the service; `/ServiceProviderConfig` is mounted apart, for it needs no token. */
function discoveryRouter(deps: ScimDeps): Router {
  const router = Router();
  const describe =
    (body: (exchange: Exchange, id: string | undefined) => Buffer): RequestHandler<{ id?: string }> =>
    async (req, res) => {
      refuseFilter(req.query);
      const exchange = await exchangeOf(deps, req, res);
      const { id } = req.params;
      const answer = body(exchange, id);
      if (id !== undefined)
        setLocation(
          exchange,
          `${exchange.baseUrl}${req.path.replace(/\/[^/]*$/, "")}/${encodeURIComponent(id).replaceAll("%3A", ":")}`,
        );
      send(res, answer);
    };
  router.get("/Schemas", describe(schemasBody));
  router.get("/Schemas/:id", describe(schemasBody));
  router.get("/ResourceTypes", describe(resourceTypesBody));
  router.get("/ResourceTypes/:id", describe(resourceTypesBody));
  return router;
}

/** Queries over all types, by GET or POST /.search on the root, and POST /.search on each type. RFC 7644 §3.4.3. */
function searchRouter(deps: ScimDeps): Router {
  const router = Router();
  const search =
    (run: (exchange: Exchange, query: RawQuery) => Promise<Body>): RequestHandler =>
    async (req, res) => {
      const exchange = await exchangeOf(deps, req, res);
      send(res, await run(exchange, readSearchRequest(req.body, exchange.ctx.options)));
    };
  const { User, Group } = resourceHandlers;
  router.get("/", async (req, res) => {
    send(res, await searchAll(await exchangeOf(deps, req, res), req.query, deps.limits));
  });
  router.post(
    "/.search",
    search((exchange, query) => searchAll(exchange, query, deps.limits)),
  );
  router.post(
    "/Users/.search",
    search((exchange, query) => User.search(exchange, query, deps.limits)),
  );
  router.post(
    "/Groups/.search",
    search((exchange, query) => Group.search(exchange, query, deps.limits)),
  );
  for (const catalog of catalogs) {
    router.post(
      `${catalog.schema.endpoint}/.search`,
      search((exchange, query) => searchCatalog(exchange, catalog, query, deps.limits)),
    );
  }
  return router;
}

/** `/Me`: the resource of the token's user, under its permanent location. RFC 7644 §3.11. */
function meRouter(deps: ScimDeps): Router {
  const router = Router();
  const { User } = resourceHandlers;
  const me =
    (run: (exchange: Exchange, id: string, req: Request) => Promise<Body>): RequestHandler =>
    async (req, res) => {
      const id = meId(principalOf(req).userId);
      const exchange = await exchangeOf(deps, req, res);
      const body = await run(exchange, id, req);
      send(res, body, body === undefined ? 204 : 200);
    };
  router.get(
    "/Me",
    me((exchange, id, req) => User.get(exchange, id, req.query)),
  );
  router.put(
    "/Me",
    me((exchange, id, req) => User.put(exchange, id, req.body, req.query)),
  );
  router.patch(
    "/Me",
    me((exchange, id, req) => User.patch(exchange, id, req.body, req.query)),
  );
  router.delete(
    "/Me",
    me((exchange, id) => User.remove(exchange, id)),
  );
  return router;
}

/** Where numbers are taken for texts they keep their digits; each operation of a bulk request answers for its own texts. */
function readingOf(req: Request): JsonReading {
  const { coerceNumbers } = principalOf(req).connection.options;
  return { numbers: coerceNumbers ? "digits" : "values", keepUnstorable: isBulk(req) };
}

/** What the server offers to everybody, or to one connection. */
async function offeredSchemes(db: Database, connection: Connection | undefined): Promise<OfferedSchemes> {
  if (connection === undefined) return { oauth2: true, httpBasic: false };
  const { tenantId, id, options } = connection;
  return { oauth2: await hasClient(db.read, tenantId, id), httpBasic: options.basicAuth };
}

/** The SCIM endpoints; it reads as the list of steps a request passes through. */
export function scimRouter(deps: ScimDeps): Router {
  const router = Router();
  const logged = logProvisioning(deps);
  router.use(negotiateScim, methodGuard);
  // RFC 7643 §5: readable without authentication, so that a client learns how to authenticate.
  router.get(
    "/ServiceProviderConfig",
    authenticateIfSent(deps.authenticate),
    logged,
    limitRequests(deps),
    answerScimJson,
    async (req, res) => {
      refuseFilter(req.query);
      const connection = req.user?.connection;
      const config = serviceProviderConfig(`${deps.baseUrlOf(req)}/scim/v2`, deps.limits, {
        ...(await offeredSchemes(deps.db, connection)),
        drafts: connection?.options.drafts === true,
        pagination: connection?.options.pagination !== false,
        interopProfile: connection !== undefined && followsProfile(connection.options),
      });
      send(res, Buffer.from(JSON.stringify(config)));
    },
  );
  router.use(
    deps.authenticate,
    logged,
    answerScimJson,
    limitRequests(deps),
    requireScimScope,
    ...jsonBody({
      limit: deps.limits.bodyLimit,
      reading: readingOf,
      latin: { log: deps.log, accepts: (req) => principalOf(req).connection.options.acceptDeclaredCharset },
    }),
    limitBulk(deps),
    sendStreams,
  );
  const context = async (request: unknown): Promise<ResourceContext> => {
    const req = request as Request & { res: Response };
    return { exchange: await exchangeOf(deps, req, req.res), limits: deps.limits };
  };
  router.use(new ScimRouter(context), searchRouter(deps), discoveryRouter(deps), meRouter(deps));
  router.post("/Bulk", async (req, res) => {
    const { requestId } = req;
    const options = {
      maxOperations: deps.limits.bulkMaxOperations,
      requestId,
      reportFailure: (err: unknown) =>
        deps.log.error({ requestId, err }, "operation of a bulk request failed"),
    };
    send(res, await postBulk(await exchangeOf(deps, req, res), req.body, options));
  });
  router.use((req) => {
    throw new AppError("notFound", `There is no SCIM endpoint "${req.path.slice(0, 120)}"`);
  });
  router.use(logRefused(deps));
  return router;
}
