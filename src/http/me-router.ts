import { type Request, Router } from "express";
import type { Database } from "../db/connect.js";
import type { Principal } from "../tenants/connection.js";
import { describeCaller } from "../use-cases/accounts/describe-caller.js";

/** The services that the route uses. */
interface MeDeps {
  readonly db: Database;
  /** Returns the URL of the server without a trailing slash, as clients reach it. */
  readonly baseUrlOf: (req: Request) => string;
}

/**
 * Returns the route `/admin/v1/me`, which tells every caller, person or program, who they are and what they may do.
 * Expects an authenticated request. R095
 */
export function meRouter({ db, baseUrlOf }: MeDeps): Router {
  const router = Router();
  router.get("/", async (req, res) => {
    const caller = await describeCaller(db.read, req.user as Principal);
    const baseUrl = baseUrlOf(req);
    res.json({ ...caller, features: { scimUrl: `${baseUrl}/scim/v2`, tokenUrl: `${baseUrl}/oauth/token` } });
  });
  return router;
}
