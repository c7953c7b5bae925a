import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import type { ResourceSchemas } from "../schema/model.js";
import { ExpiringCache } from "./expiring-cache.js";
import { loadTenantSchemas } from "./extension-schemas.js";

/** How long a tenant's schemas are used without asking the database, in milliseconds. */
const SCHEMA_CACHE_LIFETIME = SECOND;

/** What a timer may be early by, in milliseconds. */
const TIMER_GRACE = 50;

/** Ends as soon as every server goes by schemas that are changed in the database. */
export async function waitForSchemas(): Promise<void> {
  await sleep(SCHEMA_CACHE_LIFETIME + TIMER_GRACE);
}

/** Tenants remembered at once; the oldest makes room. */
const MAX_ENTRIES = 1000;

/** Remembers for a second what resources of a tenant are made of. */
export class SchemaCache {
  private readonly db: Database;
  private readonly memory = new ExpiringCache<ResourceSchemas>(SCHEMA_CACHE_LIFETIME, MAX_ENTRIES);

  constructor(db: Database) {
    this.db = db;
  }

  /**
   * The schemas of a tenant.
   * @param now - UTC milliseconds
   */
  find(tenantId: string, now: number): Promise<ResourceSchemas> {
    return this.memory.find(tenantId, now, () => loadTenantSchemas(this.db.read, tenantId));
  }
}
