import { Type } from "@sinclair/typebox";
import { accessInInstance, accessOfUser } from "../../../use-cases/access/explain-access.js";
import { listSchema, pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { accessSchema, showAccess } from "./decision-view.js";

const TAG = "Access";

/** The routes of access decisions. docs/access.md */
export const accessRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/users/{id}/access",
    action: "read",
    operationId: "explainAccessOfUser",
    tag: TAG,
    summary:
      "Explains a user's access to every instance: the decision, its reasons, and the next step for each",
    query: { instance: Type.String({ description: "Id or name of the only instance wanted." }) },
    answers: { 200: listSchema(accessSchema) },
    async run({ ctx, params, query }) {
      const access = await accessOfUser(ctx, params.id, query["instance"]);
      return { body: { value: access.map(showAccess) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/access",
    action: "read",
    operationId: "explainAccessToInstance",
    tag: TAG,
    summary: "Lists users with the decision about their access to an instance, by id",
    paged: true,
    answers: { 200: pageSchema(accessSchema) },
    async run(call) {
      const { limit, after } = readPage(call.query);
      const access = await accessInInstance(call.ctx, call.params.instance, {
        after,
        limit: limit + 1,
      });
      const { value, nextCursor } = toPage(
        access.map((one) => ({ id: one.one.userId, one })),
        limit,
      );
      return {
        body: {
          value: value.map(({ one }) => showAccess(one)),
          ...(nextCursor !== undefined && { nextCursor }),
        },
      };
    },
  }),
];
