import { defaultMapping } from "../crm/form/mapping.js";
import type { Database } from "../db/connect.js";
import { defaultOptions } from "../tenants/connections.js";
import { loadTenantSchemas } from "../tenants/extension-schemas.js";
import type { Caller, Context, Services } from "./context.js";
import { outside } from "./outside.js";

/**
 * An actor that changes a tenant without a request: a job, or the command line. Omitted parts default to the tolerant
 * options, the built-in mapping and this machine's clock; without `seal` no mail can be queued.
 */
export interface TenantActor
  extends Pick<Caller, "actor" | "trigger" | "baseUrl">,
    Partial<Pick<Caller, "options"> & Omit<Services, "db">> {}

function sealsNothing(): never {
  throw new Error("this context was made without the server's key: no mail can be queued with it");
}

/** Creates a context for a whole tenant, for jobs and the command line. */
export async function tenantContext(db: Database, tenantId: string, by: TenantActor): Promise<Context> {
  const schemas = await loadTenantSchemas(db.read, tenantId);
  return {
    db,
    // Without a connection: written resources belong to none, and no externalId is visible.
    viewer: { tenantId, connectionId: "", visibility: "all", schemas },
    actor: by.actor,
    trigger: by.trigger,
    requestId: undefined,
    scopes: new Set(),
    options: by.options ?? defaultOptions("tolerant"),
    mapping: by.mapping ?? defaultMapping(schemas.User),
    seal: by.seal ?? sealsNothing,
    baseUrl: by.baseUrl,
    now: by.now ?? Date.now,
    hashPassword: by.hashPassword ?? outside.hashPassword,
    wait: by.wait ?? outside.wait,
    reportIgnored: () => undefined,
    reportChanged: () => undefined,
  };
}
