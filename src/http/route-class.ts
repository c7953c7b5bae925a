import { bySpecificity, toExpressPath } from "../admin/route-paths.js";
import { adminRoutes } from "../admin/routes/all.js";
import { catalogSchemas } from "../schema/catalog-schemas.js";

/** A route, and its methods besides OPTIONS. */
export interface Route {
  /** In Express's notation: `/crm/v1/users/:id`. */
  readonly pattern: string;
  readonly methods: readonly string[];
}

const READ = ["GET", "HEAD"];
const RESOURCE = [...READ, "PUT", "PATCH", "DELETE"];

/** Patterns with their methods; a pattern that occurs more than once has all of them. RFC 7644 §3.2 */
const TABLE: readonly (readonly [pattern: string, ...methods: string[]])[] = [
  ["/scim/v2", ...READ],
  ...["Users", "Groups"].flatMap((type): [string, ...string[]][] => [
    [`/scim/v2/${type}`, ...READ, "POST"],
    [`/scim/v2/${type}/.search`, "POST"],
    [`/scim/v2/${type}/:id`, ...RESOURCE],
  ]),
  ...catalogSchemas.flatMap(({ endpoint }): [string, ...string[]][] => [
    [`/scim/v2${endpoint}`, ...READ],
    [`/scim/v2${endpoint}/.search`, "POST"],
    [`/scim/v2${endpoint}/:id`, ...READ],
  ]),
  ["/scim/v2/.search", "POST"],
  ["/scim/v2/Me", ...RESOURCE],
  ["/scim/v2/Bulk", "POST"],
  ["/scim/v2/ServiceProviderConfig", ...READ],
  ["/scim/v2/ResourceTypes", ...READ],
  ["/scim/v2/ResourceTypes/:id", ...READ],
  ["/scim/v2/Schemas", ...READ],
  ["/scim/v2/Schemas/:id", ...READ],
  ["/crm/v1/users", ...READ],
  ["/crm/v1/users/:id", ...READ],
  ["/crm/v1/mapping", ...READ],
  ["/crm/v1/preview", "POST"],
  ["/crm/v1/instances", ...READ],
  ["/crm/v1/instances/:instance", ...READ],
  ["/crm/v1/instances/:instance/users", ...READ],
  ["/crm/v1/instances/:instance/users/:id", ...READ],
  ["/access/v1/evaluation", "POST"],
  ["/access/v1/evaluations", "POST"],
  ["/access/v1/search/subject", "POST"],
  ["/access/v1/search/resource", "POST"],
  ["/access/v1/search/action", "POST"],
  ["/.well-known/authzen-configuration", ...READ],
  ["/openapi.json", ...READ],
  ["/console", ...READ],
  ...adminRoutes.map(({ path, method }): [string, ...string[]] => [
    `/admin/v1${toExpressPath(path)}`,
    ...(method === "get" ? READ : [method.toUpperCase()]),
  ]),
  ["/admin/v1/sessions", ...READ, "POST", "DELETE"],
  ["/admin/v1/sessions/:id", "DELETE"],
  ["/admin/v1/sessions/password", "POST"],
  ["/admin/v1/sessions/current", "DELETE"],
  ["/admin/v1/me", ...READ],
  ["/portal/v1/me", ...READ],
  ["/portal/v1/access", ...READ],
  ["/console/session", ...READ, "POST", "DELETE"],
  ["/console/session/confirm", "POST"],
  ["/console/events", ...READ],
  ["/console/setup", ...READ, "POST"],
  ["/invitations/:token", ...READ],
  ["/invitations/:token/accept", "POST"],
  ["/invitations/:token/reject", "POST"],
  ["/oauth/token", "POST"],
  ["/.well-known/oauth-authorization-server", ...READ],
  ["/healthz", ...READ],
  ["/readyz", ...READ],
  ["/metrics", ...READ],
];

function methodsOf(pattern: string): string[] {
  return [...new Set(TABLE.flatMap(([other, ...methods]) => (other === pattern ? methods : [])))];
}

/** All routes, those with a fixed part before those with a parameter in its place. */
export const ROUTES: readonly Route[] = [...new Set(TABLE.map(([pattern]) => pattern))]
  .sort(bySpecificity)
  .map((pattern) => ({ pattern, methods: methodsOf(pattern) }));

/** The routes below one segment of their patterns. */
interface Branch {
  readonly fixed: Map<string, Branch>;
  parameter?: Branch;
  route?: Route;
}

/** The routes by the segments of their patterns. */
const tree: Branch = { fixed: new Map() };

for (const route of ROUTES) {
  let branch = tree;
  for (const part of segmentsOf(route.pattern)) {
    const known = part.startsWith(":") ? branch.parameter : branch.fixed.get(part);
    const next: Branch = known ?? { fixed: new Map() };
    if (part.startsWith(":")) branch.parameter = next;
    else branch.fixed.set(part, next);
    branch = next;
  }
  branch.route = route;
}

/** Returns the route of a path, as Express would find it; undefined when there is none. */
export function routeOf(path: string): Route | undefined {
  // SCIM is served under /scim too.
  const segments = segmentsOf(path.replace(/^\/scim(?:\/|$)(?!v2(?:\/|$))/i, "/scim/v2/"));
  return routeBelow(tree, segments, 0);
}

/**
 * Returns the pattern of a path's route: log and metrics must not contain what clients make up.
 * @param route - what `routeOf` returned for it
 */
export function routeClass(path: string, route = routeOf(path)): string {
  return route?.pattern ?? (/^\/console\//i.test(path) ? "/console" : "other");
}

/** In lower case, as Express matches, and without a trailing slash. */
function segmentsOf(path: string): string[] {
  return path.replace(/\/$/, "").toLowerCase().split("/");
}

/** A fixed segment goes before a parameter. */
function routeBelow(
  { fixed, parameter, route }: Branch,
  segments: readonly string[],
  at: number,
): Route | undefined {
  const segment = segments[at];
  if (segment === undefined) return route;
  const next = fixed.get(segment);
  const found = next && routeBelow(next, segments, at + 1);
  if (found !== undefined || parameter === undefined || segment === "") return found;
  return routeBelow(parameter, segments, at + 1);
}
