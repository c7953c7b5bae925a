import { UUID } from "../db/new-id.js";
import type { LogEntry, Operation } from "../provisioning-log/entries.js";
import { catalogSchemas } from "../schema/catalog-schemas.js";
import { groupSchema, userSchema } from "../schema/resource-schemas.js";

/**
 * The operation of a request; the id is present only if it is well-formed, since a client may write anything into a
 * path.
 */
export interface ScimOperation extends Pick<LogEntry, "operation" | "resourceType"> {
  readonly id: string | undefined;
}

const BY_METHOD: Readonly<Record<string, Operation>> = {
  GET: "read",
  HEAD: "read",
  PUT: "replace",
  PATCH: "patch",
  DELETE: "delete",
};

/** The names of the resource types by endpoint. */
const RESOURCE_TYPES: ReadonlyMap<string, string> = new Map(
  [userSchema, groupSchema, ...catalogSchemas].map(({ endpoint, name }) => [
    endpoint.slice(1).toLowerCase(),
    name,
  ]),
);

/** Returns the operation of a request by its method and its path relative to the SCIM root. RFC 7644 §3.2. */
export function operationOf(method: string, path: string): ScimOperation {
  const [, endpoint = "", segment = ""] = path.toLowerCase().split("/");
  const resourceType = RESOURCE_TYPES.get(endpoint);
  if (endpoint === "me")
    return { operation: BY_METHOD[method] ?? "other", resourceType: "User", id: undefined };
  if (resourceType === undefined)
    return { operation: serviceOperation(method, endpoint), resourceType, id: undefined };
  if (segment === ".search") return { operation: "search", resourceType, id: undefined };
  const operation = segment === "" ? collectionOperation(method) : (BY_METHOD[method] ?? "other");
  return { operation, resourceType, id: UUID.test(segment) ? segment : undefined };
}

function collectionOperation(method: string): Operation {
  if (method === "POST") return "create";
  return method === "GET" || method === "HEAD" ? "search" : "other";
}

function serviceOperation(method: string, endpoint: string): Operation {
  if (endpoint === "bulk") return "bulk";
  if (endpoint === ".search" || (endpoint === "" && method === "GET")) return "search";
  return ["serviceproviderconfig", "schemas", "resourcetypes"].includes(endpoint) ? "discovery" : "other";
}
