import type { Request, RequestHandler, Response } from "express";
import { exceptApplications } from "../../directory/users/applications.js";
import type { Caller, Services } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import type { Actor } from "../../observability/audit.js";
import type { Logger } from "../../observability/log.js";
import type { ProvisioningLogWriter } from "../../provisioning-log/writer.js";
import { clientGrants, clientSchemasOf } from "../../scim/client-grants.js";
import type { Cursors } from "../../scim/cursor.js";
import type { Body, Exchange } from "../../scim/exchange.js";
import type { ProviderLimits } from "../../scim/service-provider-config.js";
import type { Principal } from "../../tenants/connection.js";
import type { RateLimiter } from "../../tenants/rate-limiter.js";
import type { SchemaCache } from "../../tenants/schema-cache.js";
import { findHolder } from "../../use-cases/accounts/find-administrator.js";
import { alarmReporter } from "../report-alarm.js";

/** The services that the SCIM endpoints use. */
export interface ScimDeps extends Services {
  readonly log: Logger;
  readonly limits: ProviderLimits;
  readonly authenticate: RequestHandler;
  readonly schemas: SchemaCache;
  readonly limiter: RateLimiter;
  readonly provisioningLog: ProvisioningLogWriter;
  readonly cursors: Cursors;
  /** Returns the URL of the server without a trailing slash, as clients reach it. */
  readonly baseUrlOf: (req: Request) => string;
}

/** Returns the principal of an authenticated request. */
export function principalOf(req: Request): Principal {
  if (!req.user) throw new AppError("unauthorized", "This request needs a token");
  return req.user;
}

/** The actor of a program with a token of its own is its application user. R129 */
async function actorOf({ db }: ScimDeps, { tenantId, userId, connection }: Principal): Promise<Actor> {
  if (userId !== undefined && (await exceptApplications(db.read, tenantId, [userId])).length === 0) {
    return { kind: "account", id: userId };
  }
  return { kind: "connection", id: connection.id };
}

/** Returns the caller of a SCIM request: a connection with its options. */
async function callerOf(deps: ScimDeps, req: Request): Promise<Caller> {
  const principal = principalOf(req);
  const { tenantId, connection, scopes } = principal;
  const { options } = connection;
  const schemas = await deps.schemas.find(tenantId, deps.now());
  return {
    viewer: {
      tenantId,
      connectionId: connection.id,
      visibility: connection.visibility,
      externalIdCaseExact: options.externalIdCaseExact,
      schemas,
    },
    clientSchemas: clientSchemasOf(schemas, clientGrants(scopes, options)),
    actor: await actorOf(deps, principal),
    holder: findHolder(principal),
    trigger: "scim",
    requestId: req.requestId,
    scopes,
    options,
    baseUrl: deps.baseUrlOf(req),
    reportIgnored: (names) => {
      if (names.length === 0) return;
      deps.log.info({ requestId: req.requestId, names }, "attributes without a schema");
      if (req.trace) req.trace.ignored = [...new Set([...req.trace.ignored, ...names])];
    },
    reportAlarm: alarmReporter(deps.log, req, tenantId),
    reportChanged: (names) => {
      if (req.trace && names.length > 0) req.trace.changed = [...new Set([...req.trace.changed, ...names])];
    },
  };
}

/** Returns a request and its response in the form in which the SCIM layer sees them. */
export async function exchangeOf(deps: ScimDeps, req: Request, res: Response): Promise<Exchange> {
  const { db, mapping, seal, now, hashPassword, wait } = deps;
  const caller = await callerOf(deps, req);
  return {
    ctx: { db, mapping, seal, now, hashPassword, wait, ...caller },
    cursors: deps.cursors,
    baseUrl: `${caller.baseUrl}/scim/v2`,
    header: (name) => {
      const value = req.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    setHeader: (name, value) => void res.setHeader(name, value),
  };
}

/** Sends the body of a SCIM response. */
export function sendBody(res: Response, body: Body, status = 200): void {
  res.status(status).send(body);
}
