import type { Db } from "../db/connect.js";
import type { Viewer } from "../directory/resources/resource-row.js";
import { loadTenantSchemas } from "../tenants/extension-schemas.js";

/** Creates a viewer of a whole tenant, without externalIds, to refresh rows after changes elsewhere. */
export async function wholeViewer(db: Db, tenantId: string): Promise<Viewer> {
  const schemas = await loadTenantSchemas(db, tenantId);
  return { tenantId, connectionId: "", visibility: "all", schemas };
}
