import { createHash } from "node:crypto";
import type { SchemaDefinition } from "../../schema/definitions/build.js";
import type { AnyResourceSchema, Attribute, Resource, ScimObject } from "../../schema/model.js";
import type { Exchange } from "../exchange.js";

/** What a catalog knows of one of its resources; attributes that a resource type does not have are not shown. */
export interface CatalogEntry {
  readonly id: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  /** UTC milliseconds. */
  readonly lastModifiedAt: number;
  readonly attributes: ScimObject;
}

/** A resource type that clients only read, because its resources are bought or edited by administrators. */
export interface Catalog {
  readonly schema: AnyResourceSchema;
  /** The core schema as scimmy has it. */
  readonly definition: SchemaDefinition;
  /** Whether it shows the resources of another catalog, which a query over all resource types has once. */
  readonly isView?: boolean;
  /** Some entries in the order of their ids, behind one of them; fewer than `limit` are the last. */
  read(
    exchange: Exchange,
    page: { readonly after: string | undefined; readonly limit: number },
  ): Promise<CatalogEntry[]>;
  /** The entry with this id, in this case; undefined when there is none. */
  find(exchange: Exchange, id: string): Promise<CatalogEntry | undefined>;
}

/** The location of a resource of a catalog. RFC 7643 §3.1 */
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

/** The version of an entry, made of all that it holds: counts change without anybody editing it. RFC 7644 §3.14 */
export function catalogVersion({ id, attributes }: CatalogEntry): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([id, attributes]))
    .digest("base64url");
  return `W/"${hash.slice(0, 22)}"`;
}

/** An entry as clients see it: under the core schema and under each extension. RFC 7643 §3 */
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
