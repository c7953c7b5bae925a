import type { SchemaDefinition } from "../schema/definitions/build.js";
import { groupDefinition } from "../schema/definitions/group.js";
import { userDefinition } from "../schema/definitions/user.js";
import { catalogs } from "./catalogs/all.js";
import type { Catalog } from "./catalogs/catalog.js";
import { getCatalogEntry, searchCatalog } from "./catalogs/list.js";
import type { Body, Exchange, PageLimits } from "./exchange.js";
import { getGroup, patchGroup, postGroup, putGroup, removeGroup, searchGroups } from "./groups.js";
import type { RawQuery } from "./raw-query.js";
import { getUser, patchUser, postUser, putUser, removeUser, searchUsers } from "./users.js";

/** The functions that change resources of one type. */
export interface ResourceWriters {
  readonly post: (exchange: Exchange, body: unknown, query: RawQuery) => Promise<Body>;
  readonly put: (exchange: Exchange, id: string, body: unknown, query: RawQuery) => Promise<Body>;
  readonly patch: (exchange: Exchange, id: string, body: unknown, query: RawQuery) => Promise<Body>;
  readonly remove: (exchange: Exchange, id: string) => Promise<Body>;
}

/** The endpoint of one resource type, with the function for each verb. */
export interface ResourceEndpoint {
  /** The name of the resource type: `User`. */
  readonly name: string;
  /** The path below the SCIM root: `/Users`. */
  readonly path: string;
  /** The core schema as scimmy defines it. */
  readonly definition: SchemaDefinition;
  readonly get: (exchange: Exchange, id: string, query: RawQuery) => Promise<Body>;
  readonly search: (exchange: Exchange, query: RawQuery, limits: PageLimits) => Promise<Body>;
  /** Undefined if clients can only read. */
  readonly writers?: ResourceWriters;
}

function catalogEndpoint(catalog: Catalog): ResourceEndpoint {
  return {
    name: catalog.schema.name,
    path: catalog.schema.endpoint,
    definition: catalog.definition,
    get: (exchange, id, query) => getCatalogEntry(exchange, catalog, id, query),
    search: (exchange, query, limits) => searchCatalog(exchange, catalog, query, limits),
  };
}

/** Every resource type: users, groups, and the catalogs, which clients can only read. */
export const resourceEndpoints: readonly ResourceEndpoint[] = [
  {
    name: "User",
    path: "/Users",
    definition: userDefinition,
    get: getUser,
    search: searchUsers,
    writers: { post: postUser, put: putUser, patch: patchUser, remove: removeUser },
  },
  {
    name: "Group",
    path: "/Groups",
    definition: groupDefinition,
    get: getGroup,
    search: searchGroups,
    writers: { post: postGroup, put: putGroup, patch: patchGroup, remove: removeGroup },
  },
  ...catalogs.map(catalogEndpoint),
];
