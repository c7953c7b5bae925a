import { type Request, Router } from "express";
import type { Database } from "../db/connect.js";
import { findUser } from "../directory/users/users.js";
import { AppError } from "../errors.js";
import { crmOfUser } from "../schema/crm-extension.js";
import type { Resource } from "../schema/model.js";
import { renderUser } from "../scim/render.js";
import type { Principal } from "../tenants/connection.js";
import type { SchemaCache } from "../tenants/schema-cache.js";
import { findTenantName } from "../tenants/tenants.js";

/** The services that the portal's routes use. */
interface PortalDeps {
  readonly db: Database;
  readonly schemas: SchemaCache;
  /** Returns the URL of the server without a trailing slash, as people reach it. */
  readonly baseUrlOf: (req: Request) => string;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** The view of a signed-in person. */
interface PortalView {
  /** The person's own account, a SCIM User. */
  readonly user: Resource;
  readonly licenses: readonly Resource[];
  readonly administratorRoles: readonly string[];
  readonly service: { readonly name: string; readonly tenant: string | undefined };
}

/**
 * Returns the routes under `/portal/v1`, which every signed-in person may read. Expects an authenticated request. R014
 */
export function portalRouter(deps: PortalDeps): Router {
  const router = Router();
  router.get("/me", async (req, res) => {
    res.json(await viewOf(deps, req));
  });
  return router;
}

async function viewOf(deps: PortalDeps, req: Request): Promise<PortalView> {
  const { tenantId, connection, userId, isSession } = req.user as Principal;
  if (isSession !== true || userId === undefined) {
    throw new AppError("forbidden", "The portal is for people: sign in with POST /admin/v1/sessions");
  }
  const schemas = await deps.schemas.find(tenantId, deps.now());
  const viewer = { tenantId, connectionId: connection.id, visibility: "all", schemas } as const;
  const row = await findUser(deps.db.read, viewer, userId, true);
  if (row === undefined) throw new AppError("notFound", "This account no longer exists");
  const text = renderUser(schemas.User, `${deps.baseUrlOf(req)}/scim/v2`, row, undefined);
  const user = JSON.parse(text) as Resource;
  const { licenses, administratorRoles } = crmOfUser(user);
  const tenant = await findTenantName(deps.db.read, tenantId);
  return { user, licenses, administratorRoles, service: { name: "Usher", tenant } };
}
