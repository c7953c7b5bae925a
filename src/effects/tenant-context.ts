import { defaultMapping } from "../crm/form/mapping.js";
import type { Mapping } from "../crm/form/user-form.js";
import type { Database } from "../db/connect.js";
import type { Sealer } from "../mail/sealer.js";
import type { Actor, Trigger } from "../observability/audit.js";
import { defaultOptions } from "../tenants/connections.js";
import { loadTenantSchemas } from "../tenants/extension-schemas.js";
import type { Context } from "./context.js";

/** Who changes a tenant without a request: a job, or somebody at a terminal. */
export interface TenantActor {
  readonly actor: Actor;
  readonly trigger: Trigger;
  /** The time in UTC milliseconds; the clock's when undefined. */
  readonly now?: () => number;
  /** The built-in mapping when undefined. */
  readonly mapping?: Mapping;
  /** Seals what mails say; without it none can be queued. */
  readonly seal?: Sealer["seal"];
  /** As people reach the server, for links in mails. */
  readonly baseUrl?: string | undefined;
}

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
    options: defaultOptions("tolerant"),
    mapping: by.mapping ?? defaultMapping(schemas.User),
    seal: by.seal ?? sealsNothing,
    baseUrl: by.baseUrl,
    now: by.now ?? Date.now,
    reportIgnored: () => undefined,
    reportChanged: () => undefined,
  };
}
