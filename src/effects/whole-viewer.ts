import type { Db } from "../db/connect.js";
import type { Viewer } from "../directory/resources/resource-row.js";
import { loadTenantSchemas } from "../tenants/extension-schemas.js";

/** A viewer of a whole tenant, for rows that somebody else's change has made stale; it sees no externalId. */
export async function wholeViewer(db: Db, tenantId: string): Promise<Viewer> {
  const schemas = await loadTenantSchemas(db, tenantId);
  return { tenantId, connectionId: "", visibility: "all", schemas };
}
