import { type RequestHandler, Router } from "express";
import type { Body, Exchange } from "../../scim/exchange.js";
import type { RawQuery } from "../../scim/raw-query.js";
import { resourceEndpoints } from "../../scim/resources.js";
import { readSearchRequest, searchAll } from "../../scim/search.js";
import { exchangeOf, type ScimDeps, sendBody } from "./exchange.js";

/**
 * Returns the routes that search: all types, by GET or POST /.search on the root, and one type, by POST /.search on its
 * endpoint. RFC 7644 §3.4.3.
 */
export function searchRouter(deps: ScimDeps): Router {
  const router = Router();
  const search =
    (run: (exchange: Exchange, query: RawQuery) => Promise<Body>): RequestHandler =>
    async (req, res) => {
      const exchange = await exchangeOf(deps, req, res);
      sendBody(res, await run(exchange, readSearchRequest(req.body, exchange.ctx.options)));
    };
  router.get("/", async (req, res) => {
    sendBody(res, await searchAll(await exchangeOf(deps, req, res), req.query, deps.limits));
  });
  router.post(
    "/.search",
    search((exchange, query) => searchAll(exchange, query, deps.limits)),
  );
  for (const endpoint of resourceEndpoints) {
    router.post(
      `${endpoint.path}/.search`,
      search((exchange, query) => endpoint.search(exchange, query, deps.limits)),
    );
  }
  return router;
}
