import type { Request, RequestHandler, Response } from "express";
import type { Mapping } from "../../crm/form/user-form.js";
import type { Database } from "../../db/connect.js";
import { exceptApplications } from "../../directory/users/applications.js";
import { AppError } from "../../errors.js";
import type { Sealer } from "../../mail/sealer.js";
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
  /** Returns the URL of the server without a trailing slash, as clients reach it. */
  readonly baseUrlOf: (req: Request) => string;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
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

/** Returns a request and its response in the form in which the SCIM layer sees them. */
export async function exchangeOf(deps: ScimDeps, req: Request, res: Response): Promise<Exchange> {
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

/** Sends the body of a SCIM response. */
export function sendBody(res: Response, body: Body, status = 200): void {
  res.status(status).send(body);
}
