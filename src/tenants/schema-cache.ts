import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import type { ResourceSchemas } from "../schema/model.js";
import { ExpiringCache } from "./expiring-cache.js";
import { loadTenantSchemas } from "./extension-schemas.js";

/** How long the schemas of a tenant are cached, in milliseconds. */
const SCHEMA_CACHE_LIFETIME = SECOND;

/** How early a timer may fire, in milliseconds. */
const TIMER_GRACE = 50;

/**
 * Resolves when all servers use the changed schemas.
 * @param wait - waits for some milliseconds
 */
export async function waitForSchemas(wait: (milliseconds: number) => Promise<unknown>): Promise<void> {
  await wait(SCHEMA_CACHE_LIFETIME + TIMER_GRACE);
}

/** The maximum number of cached tenants; the oldest one is dropped. */
const MAX_ENTRIES = 1000;

/** Caches the schemas of tenants for a second. */
export class SchemaCache {
  private readonly db: Database;
  private readonly memory = new ExpiringCache<ResourceSchemas>(SCHEMA_CACHE_LIFETIME, MAX_ENTRIES);

  constructor(db: Database) {
    this.db = db;
  }

  /**
   * Returns the schemas of a tenant.
   * @param now - UTC milliseconds
   */
  find(tenantId: string, now: number): Promise<ResourceSchemas> {
    return this.memory.find(tenantId, now, () => loadTenantSchemas(this.db.read, tenantId));
  }
}
