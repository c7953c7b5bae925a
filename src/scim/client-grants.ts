import { type ClientGrants, readByClient } from "../schema/client-schemas.js";
import type { ResourceSchemas } from "../schema/model.js";
import type { ConnectionOptions, Scope } from "../tenants/connection.js";

/** Returns what the token of a request may write. */
export function clientGrants(scopes: ReadonlySet<Scope>, options: ConnectionOptions): ClientGrants {
  return {
    mayWrite: scopes.has("scim"),
    mayWriteApplications: scopes.has("scim.applications"),
    mayWriteAdministratorRoles: scopes.has("scim.adminroles"),
    acceptsAnyCode: options.acceptAnyCode,
    requiresUniqueGroupNames: options.uniqueGroupNames,
  };
}

/** Cached by a tenant's schemas, which live for one second, and by whether application users may be written. */
const schemasCache = new WeakMap<ResourceSchemas, Map<boolean, ResourceSchemas>>();

/** Returns a tenant's User and Group schemas for reading a client's requests. */
export function clientSchemasOf(schemas: ResourceSchemas, grants: ClientGrants): ResourceSchemas {
  const byGrant = schemasCache.get(schemas) ?? new Map<boolean, ResourceSchemas>();
  schemasCache.set(schemas, byGrant);
  const found = byGrant.get(grants.mayWriteApplications) ?? readByClient(schemas, grants);
  byGrant.set(grants.mayWriteApplications, found);
  return found;
}
