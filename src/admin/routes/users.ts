import { listUsers } from "../../directory/list-resources.js";
import { readList } from "../../directory/read-list.js";
import { findUser } from "../../directory/users.js";
import { deleteUser } from "../../provisioning/delete-user.js";
import { hintsOfDeletion } from "../../provisioning/deletion-hints.js";
import { handOver } from "../../provisioning/hand-over.js";
import { readUserMerge } from "../../provisioning/merge-user.js";
import { noUser } from "../../provisioning/no-user.js";
import { readUserReplacement } from "../../provisioning/replace-user.js";
import { restoreWindow } from "../../provisioning/restore-user.js";
import { type UserChange, updateUser } from "../../provisioning/update-user.js";
import { listOf } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { userInput, userInputProperties, userJson } from "../scim-schema.js";
import { readSelection, selectionCursor, selectionQuery } from "../selection.js";
import { told } from "../told.js";
import { resourceHeaders, userView } from "../views.js";

const tag = "Users";

const deletion: JsonSchema = {
  title: "Deletion",
  type: "object",
  required: ["id", "restorableUntil", "hints"],
  properties: {
    id: { type: "string" },
    restorableUntil: { type: "string", format: "date-time" },
    hints: {
      type: "array",
      description: "What an administrator may want to know.",
      items: {
        type: "object",
        required: ["code", "detail"],
        properties: { code: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

async function list(call: AdminCall): Promise<AdminAnswer> {
  const { db, viewer } = call.ctx;
  const selection = readSelection(call, "User");
  const { rows, next } = await readList(db, viewer, [viewer.schemas.User], selection, (reader) =>
    listUsers(reader, viewer, selection, false),
  );
  const value = rows.map((row) => userView(call.ctx, row));
  return { body: next === undefined ? { value } : { value, nextCursor: selectionCursor(next) } };
}

async function get({ ctx, params }: AdminCall): Promise<AdminAnswer> {
  const id = params["id"] ?? "";
  const row = await findUser(ctx.db.read, ctx.viewer, id, true);
  if (row === undefined) throw await noUser(ctx.db.read, ctx.viewer.tenantId, id);
  return { body: userView(ctx, row), headers: resourceHeaders(ctx, "users", row) };
}

/** Changes a user in whatever way a body is read. */
async function change(
  { ctx, params, body, precondition }: AdminCall,
  read: (ctx: AdminCall["ctx"], input: unknown) => Promise<UserChange>,
): Promise<AdminAnswer> {
  const row = await updateUser(ctx, params["id"] ?? "", precondition, await read(ctx, body));
  return { body: userView(ctx, row), headers: resourceHeaders(ctx, "users", row) };
}

async function remove({ ctx, params, precondition }: AdminCall): Promise<AdminAnswer> {
  const id = params["id"] ?? "";
  const hints = await hintsOfDeletion(ctx.db.read, ctx.viewer.tenantId, id, ctx.now());
  await deleteUser(ctx, id, precondition);
  const { length } = await restoreWindow(ctx.db.read, ctx.viewer.tenantId, ctx.now());
  const restorableUntil = new Date(ctx.now() + length).toISOString();
  return { body: { id, restorableUntil, hints } };
}

/** People: read, edit, delete, hand over. R081, R103 */
export const userRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/users",
    action: "read",
    operationId: "listUsers",
    tag,
    summary: "Lists users",
    query: selectionQuery("User"),
    paged: true,
    answers: { 200: listOf(userJson, { paged: true }) },
    run: list,
  }),
  adminRoute({
    method: "get",
    path: "/users/{id}",
    action: "read",
    operationId: "getUser",
    tag,
    summary: "Reads a user with the groups it is in",
    answers: { 200: userJson },
    run: get,
  }),
  adminRoute({
    method: "patch",
    path: "/users/{id}",
    action: "manageUsers",
    operationId: "changeUser",
    tag,
    summary:
      "Changes the attributes that are named: null clears, a list is replaced, the rest stays (RFC 7396)",
    body: told(userInput, { ...userInput, properties: userInputProperties }),
    takesResource: true,
    answers: { 200: userJson },
    run: (call) => change(call, readUserMerge),
  }),
  adminRoute({
    method: "put",
    path: "/users/{id}",
    action: "manageUsers",
    operationId: "replaceUser",
    tag,
    summary: "Replaces a user as SCIM's PUT does; attributes of the CRM that are left out stay",
    body: told(userInput, { ...userInput, properties: userInputProperties, required: ["userName"] }),
    takesResource: true,
    answers: { 200: userJson },
    run: (call) => change(call, readUserReplacement),
  }),
  adminRoute({
    method: "delete",
    path: "/users/{id}",
    action: "manageUsers",
    operationId: "deleteUser",
    tag,
    summary: "Deletes a user, who can be restored for a while",
    answers: { 200: deletion },
    run: remove,
  }),
  adminRoute({
    method: "post",
    path: "/users/{id}/adopt",
    action: "manageUsers",
    operationId: "adoptUser",
    tag,
    summary: "Hands a user over to a connection that sees its own alone",
    body: {
      type: "object",
      required: ["connection"],
      properties: {
        connection: { type: "string", description: "The connection's name." },
        externalId: {
          type: "string",
          minLength: 1,
          maxLength: 1024,
          description:
            "What the connection's provider calls it. Without one, a provider that knows its resources by externalId may delete it.",
        },
      },
    },
    answers: { 204: undefined },
    async run({ ctx, params, body }) {
      const { connection, externalId } = body as { connection: string; externalId?: string };
      await handOver(ctx, "User", params["id"] ?? "", connection, externalId);
      return {};
    },
  }),
];
