import { type Request, type RequestHandler, type Response, Router } from "express";
import { callRoute } from "../admin/call-route.js";
import { type CallReader, callReader } from "../admin/check-call.js";
import { isParam } from "../admin/match-route.js";
import { mayDo, requirePermission } from "../admin/permission.js";
import type { AdminAnswer, AdminRoute } from "../admin/route.js";
import { bySpecificity, toExpressPath } from "../admin/route-paths.js";
import { adminRoutes } from "../admin/routes/all.js";
import { AppError } from "../errors.js";
import { type AdminDeps, adminContextOf } from "./admin-context.js";
import { jsonBody, PLAIN_TYPES, streamedBody } from "./bodies.js";
import { passwordOfProvider } from "./password-of-provider.js";
import { sendCsv } from "./send-csv.js";

/**
 * Returns the routes under `/admin/v1`, one for each `AdminRoute`. Expects an authenticated request. Whether the
 * administrator may do this is checked before any of the body is read.
 */
export function adminRouter(deps: AdminDeps): Router {
  const router = Router({ caseSensitive: true });
  for (const [path, routes] of routesByPath()) {
    const mounted = router.route(path);
    for (const route of routes) {
      mounted[route.method](
        admit(deps, route),
        ...(route.stream ? [streamedBody(route.stream)] : bodiesOf(deps, route)),
        handle(route, callReader(route)),
      );
    }
  }
  return router;
}

/** Where a SCIM resource is expected, numbers keep their digits, because they may be accepted for strings. */
function bodiesOf({ limits }: AdminDeps, { takesResource = false }: AdminRoute): RequestHandler[] {
  const numbers = takesResource ? "digits" : "values";
  return jsonBody({ limit: limits.bodyLimit, types: PLAIN_TYPES, reading: () => ({ numbers }) });
}

function routesByPath(): (readonly [string, readonly AdminRoute[]])[] {
  const paths = [...new Set(adminRoutes.map(({ path }) => path))];
  return paths
    .map((path) => [toExpressPath(path), adminRoutes.filter((route) => route.path === path)] as const)
    .sort(([a], [b]) => bySpecificity(a, b));
}

/** Requires the permission for a route; the error names the roles that have it. R095 */
function admit(deps: AdminDeps, route: AdminRoute): RequestHandler {
  return async (req, res, next) => {
    const ctx = await adminContextOf(deps, req);
    if (req.user?.isPasswordOfProvider === true && !mayDo(ctx, route.action)) throw passwordOfProvider();
    await requirePermission(ctx, route, paramsOf(req));
    res.locals["adminContext"] = ctx;
    next();
  };
}

function handle(route: AdminRoute, reader: CallReader): RequestHandler {
  return async (req, res) => {
    const ctx = res.locals["adminContext"] as Awaited<ReturnType<typeof adminContextOf>>;
    const sent = {
      params: paramsOf(req),
      query: req.query,
      body: req.body,
      // A file that is refused halfway is read to its end behind the answer: the connection serves further requests.
      stream: req.iterator({ destroyOnReturn: false }),
      precondition: { ifMatch: req.get("If-Match"), ifNoneMatch: req.get("If-None-Match") },
    };
    if (route.paged === true && req.accepts(["json", "text/csv"]) === "text/csv") {
      await sendCsv(route, res, (paging) =>
        callRoute(route, reader, ctx, { ...sent, query: { ...sent.query, ...paging } }),
      );
      return;
    }
    send(route, res, await callRoute(route, reader, ctx, sent));
  };
}

function paramsOf(req: Request): Record<string, string> {
  const params = Object.entries(req.params as Record<string, string>);
  if (params.some(([, value]) => !isParam(value))) {
    throw new AppError("notFound", "There is nothing at this path: a part of it cannot be an id");
  }
  return Object.fromEntries(params);
}

function send(route: AdminRoute, res: Response, { status, body, headers = {} }: AdminAnswer): void {
  const first = Number(Object.keys(route.answers)[0]);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.status(status ?? first);
  if (body === undefined) return void res.end();
  res.json(body);
}
