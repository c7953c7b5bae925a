import { Type } from "@sinclair/typebox";
import { findGroup } from "../../../directory/groups/groups.js";
import type { GroupRow } from "../../../directory/resources/resource-row.js";
import type { ListQuery } from "../../../directory/search/list-query.js";
import { listGroups } from "../../../directory/search/list-resources.js";
import { readList } from "../../../directory/search/read-list.js";
import { createGroup, readNewGroup } from "../../../use-cases/groups/create-group.js";
import { deleteGroup } from "../../../use-cases/groups/delete-group.js";
import { describeGroup } from "../../../use-cases/groups/describe-group.js";
import { readGroupMerge } from "../../../use-cases/groups/read-merge.js";
import { updateGroup } from "../../../use-cases/groups/update-group.js";
import { handOver } from "../../../use-cases/users/hand-over.js";
import { notFound } from "../../../use-cases/users/update-user.js";
import { countedPageSchema, countQuery, showCount, toCount } from "../../counted-pages.js";
import { documentedAs } from "../../documented-as.js";
import { text } from "../../json-schema.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import {
  adoption,
  groupInput,
  groupInputProperties,
  groupJson,
  groupMergeProperties,
} from "../../scim-schema.js";
import { groupWordsQuery, readSelection, selectedPage, selectionQuery } from "../../selection.js";
import { timeJson } from "../../times.js";
import { groupView, resourceHeaders } from "../../views.js";

const tag = "Groups";

/** What follows from being a member of a group. */
const usesSchema = Type.Object(
  {
    guards: Type.Array(Type.Object({ id: text, name: text, displayName: text })),
    licenses: Type.Array(Type.Object({ id: text, partNumber: text, displayName: text })),
    teams: Type.Array(Type.Object({ id: text, name: text, instanceId: text, roles: Type.Array(text) })),
    providedBy: Type.Optional(
      Type.Object(
        { name: Type.Optional(text), at: timeJson },
        { description: "The connection that changed the group or its members over SCIM last." },
      ),
    ),
  },
  { title: "GroupUses" },
);

function shown(ctx: AdminContext, id: string, row: GroupRow | undefined) {
  if (row === undefined) throw notFound("Group", id);
  return { body: groupView(ctx, row), headers: resourceHeaders(ctx, "groups", row) };
}

/** The routes of groups: read, create, rename, delete, hand over. */
export const groupRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/groups",
    action: "read",
    operationId: "listGroups",
    tag,
    summary: "Lists groups",
    query: { ...groupWordsQuery, ...selectionQuery("Group"), ...countQuery },
    paged: true,
    answers: { 200: countedPageSchema(groupJson) },
    async run({ ctx, query }) {
      const { db, viewer } = ctx;
      const selection = readSelection(ctx, query, "Group");
      const list = (asked: ListQuery) =>
        readList(db, viewer, [viewer.schemas.Group], asked, (reader, known) =>
          listGroups(reader, viewer, known, 0),
        );
      const { rows, next } = await list(selection);
      const counted = query.count === "true" ? await list(toCount(selection)) : undefined;
      const value = rows.map((row) => groupView(ctx, row));
      return { body: { ...selectedPage(value, next), ...showCount(selection, counted) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/groups",
    action: "manageUsers",
    operationId: "createGroup",
    tag,
    summary: "Creates a group, with members where the body has them",
    body: documentedAs(groupInput, {
      ...groupInput,
      required: ["displayName"],
      properties: groupInputProperties,
    }),
    takesResource: true,
    sends: ["ETag", "Location"],
    answers: { 201: groupJson },
    async run({ ctx, body }) {
      const row = await createGroup(ctx, readNewGroup(ctx, body), 0);
      return shown(ctx, row.id, row);
    },
  }),
  adminRoute({
    method: "get",
    path: "/groups/{id}",
    action: "read",
    operationId: "getGroup",
    tag,
    summary: "Reads a group, without its members",
    sends: ["ETag", "Location"],
    answers: { 200: groupJson },
    async run({ ctx, params: { id } }) {
      return shown(ctx, id, await findGroup(ctx.db.read, ctx.viewer, id, 0));
    },
  }),
  adminRoute({
    method: "get",
    path: "/groups/{id}/uses",
    action: "read",
    operationId: "describeGroup",
    tag,
    summary:
      "Shows what a group does: instances it guards, licenses and roles it gives; and which connection keeps it",
    answers: { 200: usesSchema },
    async run({ ctx, params: { id } }) {
      if ((await findGroup(ctx.db.read, ctx.viewer, id, 0)) === undefined) throw notFound("Group", id);
      const { guards, licenses, teams, providedBy } = await describeGroup(ctx, id);
      return {
        body: {
          guards,
          licenses: [...licenses],
          teams: teams.map(({ id: teamId, name, instanceId, roles }) => ({
            id: teamId,
            name,
            instanceId,
            roles: roles.map((role) => role.name),
          })),
          providedBy,
        },
      };
    },
  }),
  adminRoute({
    method: "patch",
    path: "/groups/{id}",
    action: "manageUsers",
    operationId: "changeGroup",
    tag,
    summary: "Renames a group or changes other attributes that are named; null clears (RFC 7396)",
    body: documentedAs(groupInput, { ...groupInput, properties: groupMergeProperties }),
    takesResource: true,
    conditional: true,
    sends: ["ETag", "Location"],
    answers: { 200: groupJson },
    async run({ ctx, params: { id }, body, precondition }) {
      const { row } = await updateGroup(ctx, id, precondition, readGroupMerge(ctx, body), 0);
      return shown(ctx, id, row);
    },
  }),
  adminRoute({
    method: "delete",
    path: "/groups/{id}",
    action: "manageUsers",
    operationId: "deleteGroup",
    tag,
    summary: "Deletes a group; its members stay",
    conditional: true,
    answers: { 204: undefined },
    async run({ ctx, params, precondition }) {
      await deleteGroup(ctx, params.id, precondition);
      return {};
    },
  }),
  adminRoute({
    method: "post",
    path: "/groups/{id}/adopt",
    action: "manageUsers",
    operationId: "adoptGroup",
    tag,
    summary: "Hands a group over to a connection that sees its own alone",
    body: adoption,
    answers: { 204: undefined },
    async run({ ctx, params, body }) {
      await handOver(ctx, "Group", params.id, body.connection, body.externalId);
      return {};
    },
  }),
];
