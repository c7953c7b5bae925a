import type { UserRow } from "../directory/resource-row.js";
import { toEtag } from "../provisioning/precondition.js";
import { spliceBase } from "../schema/base-url.js";
import type { Resource } from "../schema/model.js";
import type { AdminAnswer, JsonSchema } from "./route.js";

/** What a user is answered as: a SCIM User, with whatever attributes it has. RFC 7643 §4.1. */
export const USER_BODY: JsonSchema = {
  title: "User",
  type: "object",
  required: ["schemas", "id", "userName", "meta"],
  properties: {
    schemas: { type: "array", items: { type: "string" } },
    id: { type: "string" },
    userName: { type: "string" },
    meta: { type: "object" },
  },
  additionalProperties: true,
};

/** The representation of a user. @param baseUrl - of the server, without a trailing slash */
export function userBody(row: UserRow, baseUrl: string): Resource {
  const scim = `${baseUrl}/scim/v2`;
  const { schemas = [], ...attributes } = JSON.parse(spliceBase(row.resource, scim)) as Resource;
  return {
    schemas,
    id: row.id,
    ...(row.external_id !== null && { externalId: row.external_id }),
    ...attributes,
    meta: {
      resourceType: "User",
      created: new Date(row.created_at).toISOString(),
      lastModified: new Date(row.last_modified_at).toISOString(),
      location: `${scim}/Users/${row.id}`,
      version: toEtag(row.version),
    },
  };
}

/** The headers of an answer with a user that was created. */
export function createdHeaders(row: UserRow, baseUrl: string): NonNullable<AdminAnswer["headers"]> {
  return { Location: `${baseUrl}/admin/v1/users/${row.id}`, ETag: toEtag(row.version) };
}
