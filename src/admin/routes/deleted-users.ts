import {
  type DeletedPosition,
  type DeletedUser,
  findDeletedUser,
  listDeletedUsers,
} from "../../directory/tombstones.js";
import { AppError } from "../../errors.js";
import { type RestoreWindow, restoreUser, restoreWindow } from "../../provisioning/restore-user.js";
import { personName } from "../../schema/person-name.js";
import { type KeyPosition, listOf, readKeyCursor, readLimitText, toKeyPage } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { userJson, withProperties } from "../scim-schema.js";
import { resourceHeaders, userView } from "../views.js";

const tag = "Deleted users";

const deletedUser: JsonSchema = {
  title: "DeletedUser",
  type: "object",
  required: ["id", "userName", "displayName", "deletedAt", "restorableUntil"],
  properties: {
    id: { type: "string" },
    userName: { type: "string" },
    displayName: { type: "string", description: "The person's name." },
    deletedAt: { type: "string", format: "date-time" },
    restorableUntil: { type: "string", format: "date-time" },
  },
};

const restoredUser = withProperties(userJson, "RestoredUser", {
  notRestored: {
    type: "array",
    description: "What the user had and has no longer, and what to do.",
    items: {
      type: "object",
      required: ["type", "name", "detail"],
      properties: {
        type: {
          enum: ["securityRole", "businessUnit", "team", "license", "invitation", "group", "externalId"],
        },
        name: { type: "string" },
        instance: { type: "string" },
        detail: { type: "string" },
      },
    },
  },
});

function toView({ id, deletedAt, resource }: DeletedUser, { length }: RestoreWindow): object {
  return {
    id,
    userName: resource["userName"],
    displayName: personName(resource),
    deletedAt: new Date(deletedAt).toISOString(),
    restorableUntil: new Date(deletedAt + length).toISOString(),
  };
}

function behindWhich(position: KeyPosition | undefined): DeletedPosition | undefined {
  if (position === undefined) return undefined;
  const [deletedAt, id] = position;
  if (typeof deletedAt === "number" && Number.isSafeInteger(deletedAt) && typeof id === "string") {
    return { deletedAt, id };
  }
  throw new AppError("invalidCursor", "cursor must be the nextCursor of an earlier page, unchanged.");
}

async function list(call: AdminCall): Promise<AdminAnswer> {
  const { db, viewer, now } = call.ctx;
  const limit = readLimitText(call.query["limit"]);
  const after = behindWhich(readKeyCursor(call, 2));
  const window = await restoreWindow(db.read, viewer.tenantId, now());
  const found = await listDeletedUsers(db.read, viewer.tenantId, window.since, {
    after,
    limit: limit + 1,
  });
  return {
    body: toKeyPage(
      found,
      limit,
      (user) => toView(user, window),
      (user) => [user.deletedAt, user.id],
    ),
  };
}

/** People who were deleted and can come back. docs/decisions/0034-restoring.md */
export const deletedUserRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/deleted-users",
    action: "read",
    operationId: "listDeletedUsers",
    tag,
    summary: "Lists users who can be restored, the last one deleted first",
    paged: true,
    answers: { 200: listOf(deletedUser, { paged: true }) },
    run: list,
  }),
  adminRoute({
    method: "post",
    path: "/deleted-users/{id}/restore",
    action: "manageUsers",
    operationId: "restoreUser",
    tag,
    summary:
      "Restores a user with its id, attributes, roles, business units and teams, without seats and groups; tells what did not come back",
    answers: { 200: restoredUser },
    async run({ ctx, params }) {
      const name = params["id"] ?? "";
      const id = (await findDeletedUser(ctx.db.read, ctx.viewer.tenantId, name)) ?? name;
      const { row, notRestored } = await restoreUser(ctx, id);
      return { body: { ...userView(ctx, row), notRestored }, headers: resourceHeaders(ctx, "users", row) };
    },
  }),
];
