import { type RequestHandler, Router } from "express";
import { hasClient } from "../../auth/oauth-clients.js";
import type { Database } from "../../db/connect.js";
import { followsProfile } from "../../schema/discovery.js";
import type { OfferedSchemes } from "../../scim/authentication-schemes.js";
import { refuseFilter, resourceTypesBody, schemasBody } from "../../scim/discovery.js";
import type { Exchange } from "../../scim/exchange.js";
import { setLocation } from "../../scim/render.js";
import { serviceProviderConfig } from "../../scim/service-provider-config.js";
import type { Connection } from "../../tenants/connection.js";
import { exchangeOf, type ScimDeps, sendBody } from "./exchange.js";

/** Handles GET /ServiceProviderConfig, which needs no token. RFC 7643 §5. */
export function getServiceProviderConfig(deps: ScimDeps): RequestHandler {
  return async (req, res) => {
    refuseFilter(req.query);
    const connection = req.user?.connection;
    const config = serviceProviderConfig(`${deps.baseUrlOf(req)}/scim/v2`, deps.limits, {
      ...(await offeredSchemes(deps.db, connection)),
      showsDrafts: connection?.options.drafts === true,
      showsPagination: connection?.options.pagination !== false,
      followsInteropProfile: connection !== undefined && followsProfile(connection.options),
    });
    sendBody(res, JSON.stringify(config));
  };
}

/** Returns the authentication schemes that the server offers to everybody, or to one connection. */
async function offeredSchemes(db: Database, connection: Connection | undefined): Promise<OfferedSchemes> {
  if (connection === undefined) return { hasOAuth2: true, hasHttpBasic: false };
  const { tenantId, id, options } = connection;
  return { hasOAuth2: await hasClient(db.read, tenantId, id), hasHttpBasic: options.basicAuth };
}

/** Returns the routes of `/Schemas` and `/ResourceTypes`. RFC 7644 §4. */
export function discoveryRouter(deps: ScimDeps): Router {
  const router = Router();
  const describe =
    (body: (exchange: Exchange, id: string | undefined) => string): RequestHandler<{ id?: string }> =>
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
      sendBody(res, answer);
    };
  router.get("/Schemas", describe(schemasBody));
  router.get("/Schemas/:id", describe(schemasBody));
  router.get("/ResourceTypes", describe(resourceTypesBody));
  router.get("/ResourceTypes/:id", describe(resourceTypesBody));
  return router;
}
