import { type Request, Router } from "express";
import { toCursor } from "../admin/pages.js";
import { describeMapping } from "../crm/form/mapping-table.js";
import { type Mapping, toUserForm, type UserForm } from "../crm/form/user-form.js";
import type { Database } from "../db/connect.js";
import { UUID } from "../db/new-id.js";
import { findUserResource, listUserResources } from "../directory/users/stored-users.js";
import { AppError } from "../errors.js";
import { TOLERANT } from "../schema/behavior.js";
import { coerceResource } from "../schema/coerce.js";
import type { Principal } from "../tenants/connection.js";
import type { SchemaCache } from "../tenants/schema-cache.js";
import { crmInstancesRouter } from "./crm-instances-router.js";
import { readCursor, readLimit } from "./pages.js";

/** The services that the CRM's routes use. */
interface CrmRouterDeps {
  readonly db: Database;
  readonly mapping: Mapping;
  readonly schemas: SchemaCache;
  readonly now: () => number;
}

/** A page of user forms; `nextCursor` is absent on the last one. */
interface FormPage {
  readonly value: readonly UserForm[];
  readonly nextCursor?: string;
}

/**
 * Returns the routes under `/crm/v1`, which the CRM reads. Expects an authenticated request with the scope `crm.read`
 * and a parsed JSON body.
 */
export function crmRouter({ db, mapping, schemas, now }: CrmRouterDeps): Router {
  const router = Router();
  router.use("/instances", crmInstancesRouter({ db, mapping }));
  router.get("/users", async (req, res) => {
    res.json(await listForms(db, mapping, tenantOf(req), readLimit(req), readCursor(req)));
  });
  router.get("/users/:id", async (req, res) => {
    const { id } = req.params;
    // Look up only well-formed ids: PostgreSQL rejects some texts with an error.
    const user = UUID.test(id) ? await findUserResource(db.read, tenantOf(req), id) : undefined;
    if (user === undefined) throw new AppError("notFound", "There is no user with this id.");
    res.json(toUserForm(user.id, user.resource, mapping));
  });
  router.get("/mapping", (_req, res) => {
    const { form, extra } = describeMapping(mapping);
    res.json({ value: form, extra });
  });
  // Nothing is stored: values too long to be written are listed among the form's problems (R038).
  router.post("/preview", async (req, res) => {
    const { User } = await schemas.find(tenantOf(req), now());
    const { resource } = coerceResource(User, req.body, TOLERANT);
    res.json(toUserForm(null, resource, mapping));
  });
  return router;
}

async function listForms(
  db: Database,
  mapping: Mapping,
  tenantId: string,
  limit: number,
  after: string | undefined,
): Promise<FormPage> {
  // One more than requested shows whether there is a next page.
  const users = await listUserResources(db.read, tenantId, after, limit + 1);
  const page = users.slice(0, limit);
  const last = page.at(-1);
  return {
    value: page.map((user) => toUserForm(user.id, user.resource, mapping)),
    ...(users.length > limit && last !== undefined ? { nextCursor: toCursor(last.id) } : {}),
  };
}

function tenantOf(req: Request): string {
  return (req.user as Principal).tenantId;
}
