import { createHash } from "node:crypto";
import type { SchemaDefinition } from "../../schema/definitions/build.js";
import type { AnyResourceSchema, Attribute, Resource, ScimObject } from "../../schema/model.js";
import type { Exchange } from "../exchange.js";

/** A resource of a catalog; attributes that the resource type does not have are not shown. */
export interface CatalogEntry {
  readonly id: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  /** UTC milliseconds. */
  readonly lastModifiedAt: number;
  readonly attributes: ScimObject;
}

/** A resource type that clients can only read, because administrators maintain its resources. */
export interface Catalog {
  readonly schema: AnyResourceSchema;
  /** The core schema as scimmy defines it. */
  readonly definition: SchemaDefinition;
  /** Whether it shows the resources of another catalog, so that a search over all resource types leaves it out. */
  readonly isView?: boolean;
  /** Returns entries in the order of their ids, beginning after one of them; fewer than `limit` are the last. */
  read(
    exchange: Exchange,
    page: { readonly after: string | undefined; readonly limit: number },
  ): Promise<CatalogEntry[]>;
  /** Returns the entry with exactly this id; undefined when there is none. */
  find(exchange: Exchange, id: string): Promise<CatalogEntry | undefined>;
}

/** Returns the location of a resource of a catalog. RFC 7643 §3.1 */
export function catalogLocation(baseUrl: string, { endpoint }: AnyResourceSchema, id: string): string {
  return `${baseUrl}${endpoint}/${encodeURIComponent(id)}`;
}

function pick(attributes: ReadonlyMap<string, Attribute>, values: ScimObject): ScimObject {
  const shown: ScimObject = {};
  for (const { name } of attributes.values()) {
    const value = values[name];
    if (value !== undefined) shown[name] = value;
  }
  return shown;
}

/** Returns the version of an entry, computed from all its contents: counts change without any edit. RFC 7644 §3.14 */
export function catalogVersion({ id, attributes }: CatalogEntry): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([id, attributes]))
    .digest("base64url");
  return `W/"${hash.slice(0, 22)}"`;
}

/** Returns an entry as clients see it: under the core schema and under each extension. RFC 7643 §3 */
export function toCatalogResource(schema: AnyResourceSchema, baseUrl: string, entry: CatalogEntry): Resource {
  const { id, createdAt, lastModifiedAt, attributes } = entry;
  const extensions = schema.extensions.map(
    ({ schema: extension }) => [extension.id, pick(extension.attributes, attributes)] as const,
  );
  return {
    schemas: [schema.core.id, ...extensions.map(([urn]) => urn)],
    id,
    ...pick(schema.core.attributes, attributes),
    ...Object.fromEntries(extensions),
    meta: {
      resourceType: schema.name,
      created: new Date(createdAt).toISOString(),
      lastModified: new Date(lastModifiedAt).toISOString(),
      location: catalogLocation(baseUrl, schema, id),
      version: catalogVersion(entry),
    },
  };
}
