import { type Request, type RequestHandler, type Response, Router } from "express";
import { type AdminAction, PERMISSIONS, permits } from "../access/administrator-roles.js";
import { callRoute } from "../admin/call-route.js";
import { type CallReader, callReader } from "../admin/check-call.js";
import type { AdminAnswer, AdminContext, AdminRoute } from "../admin/route.js";
import { adminRoutes } from "../admin/routes/all.js";
import { AppError } from "../errors.js";
import { isInInstance } from "../use-cases/instances/instances.js";
import { type AdminDeps, adminContextOf } from "./admin-context.js";
import { bySpecificity, toExpressPath } from "./admin-paths.js";
import { insufficientScope } from "./authenticate.js";
import { jsonBody, PLAIN_TYPES, streamedBody } from "./bodies.js";
import { passwordOfProvider } from "./password-of-provider.js";

/** The most characters of a path parameter; no id or name is longer. */
const MAX_PARAM = 500;

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
        requirePermission(deps, route),
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

/** Requires that the administrator's roles permit the route's action; the error names the roles that do. R095 */
function requirePermission(deps: AdminDeps, route: AdminRoute): RequestHandler {
  return async (req, res, next) => {
    const ctx = await adminContextOf(deps, req);
    if (!permits(ctx.administrator.roles, route.action)) await requirePermissionInside(ctx, route, req);
    res.locals["adminContext"] = ctx;
    next();
  };
}

/** Also accepts an administrator of the instance, on routes that allow it. R109 */
async function requirePermissionInside(ctx: AdminContext, route: AdminRoute, req: Request): Promise<void> {
  if (req.user?.isPasswordOfProvider === true) throw passwordOfProvider();
  const { instance } = paramsOf(req);
  const { inInstance } = route;
  if (inInstance !== undefined && instance !== undefined && (await isInInstance(ctx, instance, inInstance)))
    return;
  throw missingRole(route.action);
}

function missingRole(action: AdminAction): AppError {
  const roles = PERMISSIONS[action].map((role) => `'${role}'`).join(" or ");
  return insufficientScope(
    `The action '${action}' needs the administrator role ${roles}: use a token that has it`,
  );
}

function handle(route: AdminRoute, reader: CallReader): RequestHandler {
  return async (req, res) => {
    const ctx = res.locals["adminContext"] as Awaited<ReturnType<typeof adminContextOf>>;
    const answer = await callRoute(route, reader, ctx, {
      params: paramsOf(req),
      query: req.query,
      body: req.body,
      stream: req,
      precondition: { ifMatch: req.get("If-Match"), ifNoneMatch: req.get("If-None-Match") },
    });
    send(route, res, answer);
  };
}

function paramsOf(req: Request): Record<string, string> {
  const params = Object.entries(req.params as Record<string, string>);
  // PostgreSQL cannot store U+0000, and no id or name contains it or is this long.
  if (params.some(([, value]) => value.length > MAX_PARAM || value.includes("\0"))) {
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
