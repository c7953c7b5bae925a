import { type Request, type RequestHandler, type Response, Router } from "express";
import { AppError } from "../errors.js";
import { resourceRoutes } from "../scim/resource-routes.js";
import { authenticateIfSent, requireScimScope } from "./authenticate.js";
import { inOrder } from "./in-order.js";
import { answerScimJson } from "./negotiate.js";
import { logProvisioning } from "./provisioning-log.js";
import { limitBulk, limitRequests } from "./rate-limit.js";
import { logRefused } from "./refused-log.js";
import { readScimBody } from "./scim/body.js";
import { bulk } from "./scim/bulk.js";
import { discoveryRouter, getServiceProviderConfig } from "./scim/discovery-router.js";
import { exchangeOf, type ScimDeps } from "./scim/exchange.js";
import { meRouter } from "./scim/me-router.js";
import { searchRouter } from "./scim/search-router.js";
import { sendScim } from "./send-scim.js";

/** Returns the SCIM interface: the steps that a request passes, in order, when its media type and method are known. */
export function scimRouter(deps: ScimDeps): Router {
  const router = Router();
  const logged = logProvisioning(deps);
  // RFC 7643 §5: readable without authentication, so that a client learns how to authenticate.
  router.get(
    "/ServiceProviderConfig",
    authenticateIfSent(deps.authenticate),
    logged,
    limitRequests(deps),
    answerScimJson,
    sendScim,
    getServiceProviderConfig(deps),
  );
  router.use(
    inOrder(
      deps.authenticate,
      logged,
      answerScimJson,
      limitRequests(deps),
      requireScimScope,
      ...readScimBody(deps),
      limitBulk(deps),
      sendScim,
    ),
  );
  // Its layers and not the router around them: each level costs every request a look-up of its path.
  router.stack.push(...resources(deps).stack);
  router.use(searchRouter(deps), discoveryRouter(deps), meRouter(deps));
  router.post("/Bulk", bulk(deps));
  router.use(noSuchEndpoint);
  router.use(logRefused(deps));
  return router;
}

/** Returns the routes of `/Users`, `/Groups` and the catalogs. */
function resources(deps: ScimDeps): Router {
  return resourceRoutes(async (request) => {
    const req = request as Request & { res: Response };
    return { exchange: await exchangeOf(deps, req, req.res), limits: deps.limits };
  });
}

const noSuchEndpoint: RequestHandler = (req) => {
  throw new AppError("notFound", `There is no SCIM endpoint "${req.path.slice(0, 120)}"`);
};
