import { type Request, Router } from "express";
import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import type { Database } from "../db/connect.js";
import { findUser } from "../directory/users/users.js";
import { AppError } from "../errors.js";
import { crmOfUser } from "../schema/crm-extension.js";
import type { Resource } from "../schema/model.js";
import { renderUser } from "../scim/render.js";
import type { Principal } from "../tenants/connection.js";
import type { SchemaCache } from "../tenants/schema-cache.js";
import { findTenantName } from "../tenants/tenants.js";
import { accessOfUser } from "../use-cases/access/explain-access.js";

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
  router.get("/access", async (req, res) => {
    res.json({ value: await ownAccess(deps, req) });
  });
  return router;
}

/** Returns what the signed-in person may use, and what is missing where they cannot sign in. */
async function ownAccess({ db, now }: PortalDeps, req: Request) {
  const { tenantId, userId } = personOf(req);
  const access = await accessOfUser({ db, now, viewer: { tenantId } }, userId);
  return access.map(({ one, decision, mode, reasons }) => ({
    instance: one.instance.displayName,
    canSignIn: decision.canSignIn,
    accessMode: ACCESS_MODE_LABELS[mode],
    // Who caused it is for administrators.
    reasons: reasons.map(({ code, effect, nextStep }) => ({ code, effect, nextStep })),
  }));
}

/** @throws AppError `forbidden` for the token of a program */
function personOf(req: Request): Principal & { readonly userId: string } {
  const principal = req.user as Principal;
  const { userId, isSession } = principal;
  if (isSession === true && userId !== undefined) return { ...principal, userId };
  throw new AppError("forbidden", "The portal is for people: sign in with POST /admin/v1/sessions");
}

async function viewOf(deps: PortalDeps, req: Request): Promise<PortalView> {
  const { tenantId, connection, userId } = personOf(req);
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
