import { type Request, type RequestHandler, Router } from "express";
import { AppError } from "../../errors.js";
import type { Body, Exchange } from "../../scim/exchange.js";
import { getUser, patchUser, putUser, removeUser } from "../../scim/users.js";
import { exchangeOf, principalOf, type ScimDeps, sendBody } from "./exchange.js";

/** Returns the routes of `/Me`: the resource of the token's user, at its permanent location. RFC 7644 §3.11. */
export function meRouter(deps: ScimDeps): Router {
  const router = Router();
  const me =
    (run: (exchange: Exchange, id: string, req: Request) => Promise<Body>): RequestHandler =>
    async (req, res) => {
      const id = meId(req);
      const exchange = await exchangeOf(deps, req, res);
      const body = await run(exchange, id, req);
      sendBody(res, body, body === undefined ? 204 : 200);
    };
  router.get(
    "/Me",
    me((exchange, id, req) => getUser(exchange, id, req.query)),
  );
  router.put(
    "/Me",
    me((exchange, id, req) => putUser(exchange, id, req.body, req.query)),
  );
  router.patch(
    "/Me",
    me((exchange, id, req) => patchUser(exchange, id, req.body, req.query)),
  );
  router.delete(
    "/Me",
    me((exchange, id) => removeUser(exchange, id)),
  );
  return router;
}

/** Returns the id of the user that `/Me` refers to; the token of a provisioning client belongs to no user. */
function meId(req: Request): string {
  const { userId } = principalOf(req);
  if (userId !== undefined) return userId;
  throw new AppError("notImplemented", "/Me needs a token that is bound to a user; this one is not");
}
