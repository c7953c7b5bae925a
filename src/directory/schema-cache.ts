import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import type { ResourceSchemas } from "../schema/model.js";
import { loadTenantSchemas } from "./extension-schemas.js";

/** How long a tenant's schemas are used without asking the database, in milliseconds. */
export const SCHEMA_CACHE_LIFETIME = SECOND;

/** Tenants remembered at once; the oldest makes room. */
const MAX_ENTRIES = 1000;

interface Entry {
  readonly until: number;
  readonly schemas: Promise<ResourceSchemas>;
}

/** Remembers for a second what resources of a tenant are made of. */
export class SchemaCache {
  private readonly db: Database;
  private readonly entries = new Map<string, Entry>();

  constructor(db: Database) {
    this.db = db;
  }

  /**
   * The schemas of a tenant.
   * @param now - UTC milliseconds
   */
  find(tenantId: string, now: number): Promise<ResourceSchemas> {
    const known = this.entries.get(tenantId);
    if (known !== undefined && known.until > now) return known.schemas;
    const entry = { until: now + SCHEMA_CACHE_LIFETIME, schemas: loadTenantSchemas(this.db.read, tenantId) };
    this.entries.delete(tenantId);
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= MAX_ENTRIES) this.entries.delete(oldest);
    this.entries.set(tenantId, entry);
    // A failure is not remembered: the next request asks again.
    entry.schemas.catch(() => this.entries.delete(tenantId));
    return entry.schemas;
  }
}
