import { adminRoutes } from "../admin/routes/all.js";
import { catalogSchemas } from "../schema/catalog-schemas.js";
import { bySpecificity, toExpressPath } from "./admin-paths.js";

/** Every route there is, by its pattern; a request that fits none is of the class `other`. */
export const ROUTE_PATTERNS: readonly string[] = [
  "/scim/v2",
  "/scim/v2/Users",
  "/scim/v2/Users/.search",
  "/scim/v2/Users/:id",
  "/scim/v2/Groups",
  "/scim/v2/Groups/.search",
  "/scim/v2/Groups/:id",
  ...catalogSchemas.flatMap(({ endpoint }) =>
    ["", "/.search", "/:id"].map((rest) => `/scim/v2${endpoint}${rest}`),
  ),
  "/scim/v2/.search",
  "/scim/v2/Me",
  "/scim/v2/Bulk",
  "/scim/v2/ServiceProviderConfig",
  "/scim/v2/ResourceTypes",
  "/scim/v2/ResourceTypes/:id",
  "/scim/v2/Schemas",
  "/scim/v2/Schemas/:id",
  "/crm/v1/users",
  "/crm/v1/users/:id",
  "/crm/v1/mapping",
  "/crm/v1/preview",
  "/crm/v1/instances",
  "/crm/v1/instances/:instance",
  "/crm/v1/instances/:instance/users",
  "/crm/v1/instances/:instance/users/:id",
  "/access/v1/evaluation",
  "/access/v1/evaluations",
  "/.well-known/authzen-configuration",
  "/openapi.json",
  ...adminRoutes.map(({ path }) => `/admin/v1${toExpressPath(path)}`),
  "/admin/v1/sessions",
  "/admin/v1/sessions/password",
  "/admin/v1/sessions/current",
  "/portal/v1/me",
  "/invitations/:token",
  "/invitations/:token/accept",
  "/invitations/:token/reject",
  "/oauth/token",
  "/.well-known/oauth-authorization-server",
  "/healthz",
  "/readyz",
  "/metrics",
];

const routes = [...new Set(ROUTE_PATTERNS)]
  .sort(bySpecificity)
  .map((pattern) => ({ pattern, segments: segmentsOf(pattern) }));

/** What a path was a request for, as one of few constants: log and metrics must not hold what clients make up. */
export function routeClass(path: string): string {
  // SCIM answers under /scim too.
  const segments = segmentsOf(path.replace(/^\/scim(?:\/|$)(?!v2(?:\/|$))/i, "/scim/v2/"));
  const route = routes.find((candidate) => fits(candidate.segments, segments));
  return route?.pattern ?? "other";
}

/** Lower case, as Express matches, and without a slash at the end. */
function segmentsOf(path: string): string[] {
  return path.replace(/\/$/, "").toLowerCase().split("/");
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part === segments[index] || part.startsWith(":"))
  );
}
