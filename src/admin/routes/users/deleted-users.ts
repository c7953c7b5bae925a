import { Type } from "@sinclair/typebox";
import {
  type DeletedPosition,
  type DeletedUser,
  findDeletedUser,
  listDeletedUsers,
} from "../../../directory/resources/tombstones.js";
import { AppError } from "../../../errors.js";
import { personName } from "../../../schema/person-name.js";
import { type RestoreWindow, restoreUser, restoreWindow } from "../../../use-cases/users/restore-user.js";
import { choice, text } from "../../json-schema.js";
import { type KeyPosition, pageSchema, readKeyCursor, readLimitText, toKeyPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { userJson, withProperties } from "../../scim-schema.js";
import { timeJson } from "../../times.js";
import { resourceHeaders, userNameOf, userView } from "../../views.js";

const tag = "Deleted users";

const deletedUser = Type.Object(
  {
    id: text,
    userName: text,
    displayName: Type.String({ description: "The person's name." }),
    deletedAt: timeJson,
    restorableUntil: timeJson,
  },
  { title: "DeletedUser" },
);

const restoredUser = withProperties(userJson, "RestoredUser", {
  notRestored: Type.Array(
    Type.Object({
      type: choice(["securityRole", "businessUnit", "team", "license", "invitation", "group", "externalId"]),
      name: text,
      instance: Type.Optional(text),
      detail: text,
    }),
    { description: "What was not restored, and the next step." },
  ),
});

function toView({ id, deletedAt, resource }: DeletedUser, { length }: RestoreWindow) {
  return {
    id,
    userName: userNameOf(resource),
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

/** The routes of deleted users. docs/decisions/0034-restoring.md */
export const deletedUserRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/deleted-users",
    action: "read",
    operationId: "listDeletedUsers",
    tag,
    summary: "Lists users who can be restored, the latest deletion first",
    paged: true,
    answers: { 200: pageSchema(deletedUser) },
    async run({ ctx: { db, viewer, now }, query }) {
      const limit = readLimitText(query.limit);
      const after = behindWhich(readKeyCursor(query, 2));
      const window = await restoreWindow(db.read, viewer.tenantId, now());
      const page = { after, limit: limit + 1 };
      const found = await listDeletedUsers(db.read, viewer.tenantId, window.since, page);
      return {
        body: toKeyPage(
          found,
          limit,
          (user) => toView(user, window),
          (user) => [user.deletedAt, user.id],
        ),
      };
    },
  }),
  adminRoute({
    method: "post",
    path: "/deleted-users/{id}/restore",
    action: "manageUsers",
    operationId: "restoreUser",
    tag,
    summary:
      "Restores a user with its id, attributes, roles, business units and teams, without seats and groups; lists what was not restored",
    sends: ["ETag", "Location"],
    answers: { 200: restoredUser },
    async run({ ctx, params }) {
      const id = (await findDeletedUser(ctx.db.read, ctx.viewer.tenantId, params.id)) ?? params.id;
      const { row, notRestored } = await restoreUser(ctx, id);
      return { body: { ...userView(ctx, row), notRestored }, headers: resourceHeaders(ctx, "users", row) };
    },
  }),
];
