import type { GroupRow, ResourceRow, UserGroup, UserRow } from "../directory/resources/resource-row.js";
import { toEtag } from "../effects/precondition.js";
import { spliceBase } from "../schema/base-url.js";
import type { Resource, ResourceSchema, ScimValue } from "../schema/model.js";
import { projectResource } from "../schema/project.js";
import type { AdminContext } from "./route.js";

/** The reader of resources. */
export type ViewContext = Pick<AdminContext, "viewer" | "baseUrl">;

/** A user as it is answered. */
export type UserView = Resource & { readonly id: string; readonly userName: string };

/** A group as it is answered. */
export type GroupView = Resource & {
  readonly id: string;
  readonly displayName: string;
  readonly memberCount: number;
};

/** Returns a user as it is answered, with its groups if the row has them. */
export function userView(ctx: ViewContext, row: UserRow): UserView {
  const groups = row.groups === null ? [] : (JSON.parse(row.groups) as UserGroup[]);
  const shown = groups.map((group) => ({ ...group, $ref: `${scimUrl(ctx)}/Groups/${group.value}` }));
  const user = view(ctx, ctx.viewer.schemas.User, row, shown.length === 0 ? {} : { groups: shown });
  return { ...user, id: row.id, userName: userNameOf(user) };
}

/** Returns the userName of a stored user. */
export function userNameOf(resource: Resource): string {
  return textOf(resource["userName"]);
}

function textOf(value: ScimValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Returns a group as it is answered, without its members. */
export function groupView(ctx: ViewContext, row: GroupRow): GroupView {
  const group = view(ctx, ctx.viewer.schemas.Group, row, {});
  const displayName = textOf(group["displayName"]);
  return { ...group, id: row.id, displayName, memberCount: row.member_count };
}

/** Returns the headers of an answer with one resource. */
export function resourceHeaders(
  { baseUrl }: ViewContext,
  type: "users" | "groups",
  row: ResourceRow,
): { ETag: string; Location: string } {
  return { ETag: toEtag(row.version), Location: `${baseUrl}/admin/v1/${type}/${row.id}` };
}

function scimUrl({ baseUrl }: ViewContext): string {
  return `${baseUrl}/scim/v2`;
}

function view(
  ctx: ViewContext,
  schema: ResourceSchema,
  row: ResourceRow,
  rest: Readonly<Record<string, ScimValue>>,
): Resource {
  const stored = JSON.parse(spliceBase(row.resource, scimUrl(ctx))) as Resource;
  const { schemas = [], ...attributes } = projectResource(schema, stored, undefined);
  return {
    schemas,
    id: row.id,
    ...(row.external_id !== null && { externalId: row.external_id }),
    ...attributes,
    ...rest,
    meta: {
      resourceType: schema.name,
      created: new Date(row.created_at).toISOString(),
      lastModified: new Date(row.last_modified_at).toISOString(),
      location: `${scimUrl(ctx)}${schema.endpoint}/${row.id}`,
      version: toEtag(row.version),
    },
  };
}
