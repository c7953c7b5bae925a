import { toDateTime } from "../db/date-time.js";
import type { GroupRow, ResourceRow, UserGroup, UserRow } from "../directory/resources/resource-row.js";
import { toEtag } from "../effects/precondition.js";
import { spliceBase } from "../schema/base-url.js";
import type { Resource, ResourceSchema } from "../schema/model.js";
import { type Projection, projectResource, wantsAttribute } from "../schema/project.js";
import type { Exchange } from "./exchange.js";

/** A member as stored in `group_members`. */
interface Member {
  readonly value: string;
  readonly type: string | null;
  readonly display: string | null;
}

/** Returns the SCIM URL of a resource. RFC 7643 §3.1, `meta.location`. */
export function locationOf(baseUrl: string, type: "User" | "Group", id: string): string {
  return `${baseUrl}/${type}s/${encodeURIComponent(id)}`;
}

/** Returns the JSON text of a location; an encoded id has nothing that JSON escapes. */
function locationJson(baseUrl: string, type: "User" | "Group", id: string): string {
  return `${JSON.stringify(baseUrl).slice(0, -1)}/${type}s/${encodeURIComponent(id)}"`;
}

/**
 * Returns a member as clients see it; the type, and with it `$ref`, is present only if the member exists. RFC 7643
 * §4.2.
 */
export function renderMember(baseUrl: string, { value, type, display }: Member): Resource {
  return {
    value,
    ...(type !== null && { $ref: locationOf(baseUrl, type === "Group" ? "Group" : "User", value), type }),
    ...(display !== null && { display }),
  };
}

function renderGroups(baseUrl: string, groups: string): string {
  const shown = (JSON.parse(groups) as UserGroup[]).map(
    ({ value, display, type }) =>
      `{"value":${JSON.stringify(value)},"$ref":${locationJson(baseUrl, "Group", value)},"display":${JSON.stringify(display)},"type":"${type}"}`,
  );
  return shown.length === 0 ? "" : `,"groups":[${shown.join(",")}]`;
}

function renderMembers(baseUrl: string, members: string): string {
  const shown = (JSON.parse(members) as Member[]).map((member) => renderMember(baseUrl, member));
  return `,"members":${JSON.stringify(shown)}`;
}

/** Returns the JSON text of `meta`, put together by hand: a page has a hundred of them. RFC 7643 §3.1. */
function renderMeta(baseUrl: string, type: "User" | "Group", row: ResourceRow): string {
  const created = toDateTime(row.created_at);
  const lastModified = toDateTime(row.last_modified_at);
  const location = locationJson(baseUrl, type, row.id);
  return `{"resourceType":"${type}","created":"${created}","lastModified":"${lastModified}","location":${location},"version":${JSON.stringify(toEtag(row.version))}}`;
}

/** Returns the text before and after the parts that vary by type: the stored text is spliced, never parsed. */
function envelope(baseUrl: string, type: "User" | "Group", row: ResourceRow): { head: string; tail: string } {
  const externalId = row.external_id === null ? "" : `"externalId":${JSON.stringify(row.external_id)},`;
  const stored = spliceBase(row.resource.slice(0, -1), baseUrl);
  // Stored text begins with `schemas`, whose URNs contain no bracket; `id` follows it, as in the RFC's examples.
  const behindSchemas = stored.indexOf("],") + 2;
  return {
    head: `${stored.slice(0, behindSchemas)}"id":${JSON.stringify(row.id)},${externalId}${stored.slice(behindSchemas)}`,
    tail: `,"meta":${renderMeta(baseUrl, type, row)}}`,
  };
}

/** The JSON text of a resource in two parts; a group's members can be streamed between them. */
export interface SplitText {
  readonly head: string;
  readonly tail: string;
}

/** Returns the JSON text of a group before and after its members, under a projection for the rest. */
export function renderGroupAround(
  schema: ResourceSchema,
  baseUrl: string,
  row: GroupRow,
  projection: Projection | undefined,
): SplitText {
  const { head, tail } = envelope(baseUrl, "Group", row);
  if (projection === undefined && !schema.hidesByDefault) return { head, tail };
  const text = project(schema, head + tail, projection);
  // The projected text is an object with at least `id`; members are inserted before its closing brace.
  return { head: text.slice(0, -1), tail: "}" };
}

function project(
  schema: ResourceSchema,
  text: string,
  projection: Projection | undefined,
  complete: (resource: Resource) => Resource = (resource) => resource,
): string {
  if (projection === undefined && !schema.hidesByDefault) return text;
  return JSON.stringify(projectResource(schema, complete(JSON.parse(text) as Resource), projection));
}

/**
 * Returns the JSON text of a user. RFC 7643 §3.
 * @param completion - adds what is computed on reading, which only a projection can ask for
 */
export function renderUser(
  schema: ResourceSchema,
  baseUrl: string,
  row: UserRow,
  projection: Projection | undefined,
  completion?: (id: string, user: Resource) => Resource,
): string {
  const { head, tail } = envelope(baseUrl, "User", row);
  const groups = row.groups === null ? "" : renderGroups(baseUrl, row.groups);
  const complete = completion && ((user: Resource) => completion(row.id, user));
  return project(schema, head + groups + tail, projection, complete);
}

/** Returns the JSON text of a group whose members are in the row or are not shown. */
export function renderGroup(
  schema: ResourceSchema,
  baseUrl: string,
  row: GroupRow,
  projection: Projection | undefined,
): string {
  const { head, tail } = envelope(baseUrl, "Group", row);
  const members = row.members === null ? "" : renderMembers(baseUrl, row.members);
  return project(schema, head + members + tail, projection);
}

/**
 * Returns the JSON text of a group that is the whole response. An empty group has an empty `members`, because clients
 * distinguish it from a group whose members were left out. RFC 7643 §2.5.
 */
export function renderSingleGroup(
  schema: ResourceSchema,
  baseUrl: string,
  row: GroupRow,
  projection: Projection | undefined,
): string {
  if (row.member_count > 0 || !wantsAttribute(schema, projection, "members")) {
    return renderGroup(schema, baseUrl, row, projection);
  }
  const { head, tail } = renderGroupAround(schema, baseUrl, row, projection);
  return `${head},"members":[]${tail}`;
}

/**
 * Sets the headers that say where the resource of the response is. Deviation: RFC 7644 §3.1 names Location for created
 * resources only; SCIMple and its suite read it in every response.
 */
export function setLocation(exchange: Exchange, location: string): void {
  exchange.setHeader("Location", location);
  exchange.setHeader("Content-Location", location);
}
