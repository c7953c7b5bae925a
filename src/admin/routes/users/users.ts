import { Type } from "@sinclair/typebox";
import type { UserRow } from "../../../directory/resources/resource-row.js";
import { findUser } from "../../../directory/users/users.js";
import { userNotFound } from "../../../effects/not-found.js";
import { deleteUser, hintsOfDeletion } from "../../../use-cases/users/delete-user.js";
import { handOver } from "../../../use-cases/users/hand-over.js";
import { readUserMerge } from "../../../use-cases/users/read-merge.js";
import { readUserReplacement } from "../../../use-cases/users/read-replacement.js";
import { restoreWindow } from "../../../use-cases/users/restore-user.js";
import { updateUser } from "../../../use-cases/users/update-user.js";
import { documentedAs } from "../../documented-as.js";
import { text } from "../../json-schema.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import {
  adoption,
  userInput,
  userInputProperties,
  userJson,
  userMergeProperties,
} from "../../scim-schema.js";
import { timeJson, toTime } from "../../times.js";
import { resourceHeaders, userView } from "../../views.js";

const tag = "Users";

const deletion = Type.Object(
  {
    id: text,
    restorableUntil: timeJson,
    hints: Type.Array(Type.Object({ code: text, detail: text }), {
      description: "Hints for the administrator.",
    }),
  },
  { title: "Deletion" },
);

function shown(ctx: AdminContext, row: UserRow) {
  return { body: userView(ctx, row), headers: resourceHeaders(ctx, "users", row) };
}

/** The routes of users: read, edit, delete, hand over. R081, R103 */
export const userRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/users/{id}",
    action: "read",
    operationId: "getUser",
    tag,
    summary: "Reads a user with the groups it is in",
    sends: ["ETag", "Location"],
    answers: { 200: userJson },
    async run({ ctx, params: { id } }) {
      const row = await findUser(ctx.db.read, ctx.viewer, id, true);
      if (row === undefined) throw await userNotFound(ctx.db.read, ctx.viewer.tenantId, id);
      return shown(ctx, row);
    },
  }),
  adminRoute({
    method: "patch",
    path: "/users/{id}",
    action: "manageUsers",
    operationId: "changeUser",
    tag,
    summary:
      "Changes the attributes that are named: null clears, a list is replaced, the rest stays (RFC 7396)",
    body: documentedAs(userInput, { ...userInput, properties: userMergeProperties }),
    takesResource: true,
    conditional: true,
    sends: ["ETag", "Location"],
    answers: { 200: userJson },
    async run({ ctx, params, body, precondition }) {
      return shown(ctx, await updateUser(ctx, params.id, precondition, await readUserMerge(ctx, body)));
    },
  }),
  adminRoute({
    method: "put",
    path: "/users/{id}",
    action: "manageUsers",
    operationId: "replaceUser",
    tag,
    summary: "Replaces a user as SCIM's PUT does; attributes of the CRM that are left out stay",
    body: documentedAs(userInput, { ...userInput, properties: userInputProperties, required: ["userName"] }),
    takesResource: true,
    conditional: true,
    sends: ["ETag", "Location"],
    answers: { 200: userJson },
    async run({ ctx, params, body, precondition }) {
      return shown(ctx, await updateUser(ctx, params.id, precondition, await readUserReplacement(ctx, body)));
    },
  }),
  adminRoute({
    method: "delete",
    path: "/users/{id}",
    action: "manageUsers",
    operationId: "deleteUser",
    tag,
    summary: "Deletes a user; the deletion can be undone for a while",
    conditional: true,
    answers: { 200: deletion },
    async run({ ctx, params: { id }, precondition }) {
      const hints = await hintsOfDeletion(ctx.db.read, ctx.viewer.tenantId, id, ctx.now());
      await deleteUser(ctx, id, precondition);
      const { length } = await restoreWindow(ctx.db.read, ctx.viewer.tenantId, ctx.now());
      return { body: { id, restorableUntil: toTime(ctx.now() + length), hints } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/users/{id}/adopt",
    action: "manageUsers",
    operationId: "adoptUser",
    tag,
    summary: "Hands a user over to a connection that sees its own alone",
    body: adoption,
    answers: { 204: undefined },
    async run({ ctx, params, body }) {
      await handOver(ctx, "User", params.id, body.connection, body.externalId);
      return {};
    },
  }),
];
