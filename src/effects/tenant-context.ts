import { defaultMapping } from "../crm/form/mapping.js";
import type { Database } from "../db/connect.js";
import { defaultOptions } from "../tenants/connections.js";
import { loadTenantSchemas } from "../tenants/extension-schemas.js";
import type { Caller, Context, Services } from "./context.js";

/**
 * Who changes a tenant without a request: a job, or somebody at a terminal. What is left out is the tolerant options,
 * the built-in mapping, this machine's clock; and without `seal` no mail can be queued.
 */
export interface TenantActor
  extends Pick<Caller, "actor" | "trigger" | "baseUrl">,
    Partial<Pick<Caller, "options"> & Omit<Services, "db">> {}

function sealsNothing(): never {
  throw new Error("this context was made without the server's key: no mail can be queued with it");
}

/** A context that sees and changes a whole tenant, for jobs and the command line. */
export async function tenantContext(db: Database, tenantId: string, by: TenantActor): Promise<Context> {
  const schemas = await loadTenantSchemas(db.read, tenantId);
  return {
    db,
    // No connection: what is written belongs to none, and no externalId is seen.
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
    reportIgnored: () => undefined,
    reportChanged: () => undefined,
  };
}
