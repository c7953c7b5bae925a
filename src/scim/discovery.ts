import type { Context } from "../effects/context.js";
import { AppError } from "../errors.js";
import { catalogSchemas } from "../schema/catalog-schemas.js";
import { describedToClient } from "../schema/client-schemas.js";
import { describeResourceTypes, describeSchemas } from "../schema/discovery.js";
import type { AnyResourceSchema } from "../schema/model.js";
import { clientGrants } from "./client-grants.js";
import type { Exchange } from "./exchange.js";
import { renderList } from "./list-response.js";
import type { RawQuery } from "./raw-query.js";

/** A part of the URNs of our extensions, which a connection may hide. */
const CRM_EXTENSION = ":extension:crm:";

/** Returns the resource types as a connection sees them. */
function visibleSchemas({ viewer, options, scopes }: Context): readonly AnyResourceSchema[] {
  const grants = clientGrants(scopes, options);
  const { User, Group } = viewer.schemas;
  const own: AnyResourceSchema[] = [describedToClient(User, grants), describedToClient(Group, grants)];
  const schemas = options.catalogs ? [...own, ...catalogSchemas] : own;
  if (options.crmSchemas) return schemas;
  return schemas.map((schema) => ({
    ...schema,
    extensions: schema.extensions.filter((extension) => !extension.schema.id.includes(CRM_EXTENSION)),
  }));
}

/**
 * Refuses a filter, because ignoring one would suggest that something was filtered; sorting and paging are ignored.
 * RFC 7644 §4.
 */
export function refuseFilter(query: RawQuery): void {
  if (query["filter"] !== undefined) {
    throw new AppError("forbidden", "This endpoint cannot be filtered: ask without a filter (RFC 7644 §4)");
  }
}

function list(resources: readonly object[]): string {
  const numbers = { totalResults: resources.length, startIndex: 1, itemsPerPage: resources.length };
  return renderList(
    numbers,
    resources.map((resource) => JSON.stringify(resource)),
  );
}

function one(resources: readonly Record<string, unknown>[], id: string, what: string): string {
  const found = resources.find((resource) => String(resource["id"]).toLowerCase() === id.toLowerCase());
  if (!found) throw new AppError("notFound", `${what} "${id.slice(0, 120)}" does not exist`);
  return JSON.stringify(found);
}

/** Returns the body of GET /Schemas and /Schemas/{urn}. RFC 7644 §4. */
export function schemasBody({ baseUrl, ctx }: Exchange, id: string | undefined): string {
  const described = describeSchemas(visibleSchemas(ctx), baseUrl);
  return id === undefined ? list(described) : one(described, id, "Schema");
}

/** Returns the body of GET /ResourceTypes and /ResourceTypes/{name}. RFC 7644 §4. */
export function resourceTypesBody({ baseUrl, ctx }: Exchange, id: string | undefined): string {
  const described = describeResourceTypes(visibleSchemas(ctx), baseUrl);
  return id === undefined ? list(described) : one(described, id, "ResourceType");
}
