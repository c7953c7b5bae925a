import { type ClientGrants, readByClient } from "../schema/client-schemas.js";
import type { ResourceSchemas } from "../schema/model.js";
import type { ConnectionOptions, Scope } from "../tenants/connection.js";

/** Returns what the token of a request may write. */
export function clientGrants(scopes: ReadonlySet<Scope>, options: ConnectionOptions): ClientGrants {
  return {
    writes: scopes.has("scim"),
    applications: scopes.has("scim.applications"),
    administratorRoles: scopes.has("scim.adminroles"),
    anyCode: options.acceptAnyCode,
    uniqueGroupNames: options.uniqueGroupNames,
  };
}

/** Cached by a tenant's schemas, which live for one second, and by whether application users may be written. */
const known = new WeakMap<ResourceSchemas, Map<boolean, ResourceSchemas>>();

/** Returns a tenant's User and Group schemas for reading a client's requests. */
export function clientSchemasOf(schemas: ResourceSchemas, grants: ClientGrants): ResourceSchemas {
  const byGrant = known.get(schemas) ?? new Map<boolean, ResourceSchemas>();
  known.set(schemas, byGrant);
  const found = byGrant.get(grants.applications) ?? readByClient(schemas, grants);
  byGrant.set(grants.applications, found);
  return found;
}
