import { Type } from "@sinclair/typebox";
import { AppError } from "../../../errors.js";
import { changesOfAccess } from "../../../use-cases/access/access-changes.js";
import { accessInInstance, accessOfUser } from "../../../use-cases/access/explain-access.js";
import { accessInInstanceAt, accessOfUserAt, historyOfUser } from "../../../use-cases/access/past-access.js";
import { differenceSchema, showDifference } from "../../difference-view.js";
import { documentedAs } from "../../documented-as.js";
import {
  listSchema,
  PAGING,
  pageSchema,
  readKeyCursor,
  readLimitText,
  readPage,
  toKeyCursor,
  toPage,
} from "../../pages.js";
import { PERSON_CURSOR, readPersonCursor } from "../../preview-query.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { readTime } from "../../times.js";
import { accessSchema, showAccess, showUserAccess } from "./decision-view.js";
import { pastAccessSchema, showPast } from "./past-view.js";

const TAG = "Access";

/** A moment of the past in a query. */
function pastMoment(description: string) {
  return documentedAs(Type.String({ maxLength: 100 }), { type: "string", format: "date-time", description });
}

const AT = pastMoment("A moment of the past, for what the history has of it; now when left out.");

const anyAccess = Type.Union([accessSchema, pastAccessSchema], { title: "AnyAccess" });

/** The routes of access decisions. docs/access.md */
export const accessRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/users/{id}/access",
    action: "read",
    operationId: "explainAccessOfUser",
    tag: TAG,
    summary:
      "Explains a user's access to every instance, now or in the past: the decision, its reasons, and the next step",
    query: { instance: Type.String({ description: "Id or name of the only instance wanted." }), at: AT },
    answers: { 200: listSchema(anyAccess) },
    async run({ ctx, params, query }) {
      const at = readTime("at", query["at"]);
      if (at !== undefined) {
        const { access, beginning } = await accessOfUserAt(ctx, params.id, at, query["instance"]);
        return { body: { value: access.map((one) => showPast(one, { at, beginning })) } };
      }
      const access = await accessOfUser(ctx, params.id, query["instance"]);
      return { body: { value: access.map((one) => showUserAccess(ctx, one)) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/users/{id}/access/history",
    action: "read",
    operationId: "listAccessHistory",
    tag: TAG,
    summary:
      "Lists what a user could do in the instances and when, newest first; a page can exceed its limit",
    query: { instance: Type.String({ description: "Id or name of the only instance wanted." }) },
    paged: true,
    answers: { 200: pageSchema(pastAccessSchema) },
    async run({ ctx, params, query }) {
      const limit = readLimitText(query.limit);
      const position = readKeyCursor(query, 2);
      const before = position && { from: Number(position[0]), instanceId: String(position[1]) };
      const { states, next } = await historyOfUser(ctx, params.id, query["instance"], { before, limit });
      return {
        body: {
          value: states.map((one) => showPast(one)),
          ...(next !== undefined && { nextCursor: toKeyCursor([next.from, next.instanceId]) }),
        },
      };
    },
  }),
  adminRoute({
    method: "get",
    path: "/access/changes",
    action: "read",
    operationId: "compareAccess",
    tag: TAG,
    summary: "Returns the difference of access between two moments of the past: who lost it, got it, and why",
    query: {
      from: pastMoment("The moment before."),
      to: pastMoment("The moment after; now when left out."),
      instance: Type.String({ description: "Id or name of the only instance wanted." }),
      limit: PAGING.limit,
      cursor: PERSON_CURSOR,
    },
    answers: { 200: differenceSchema },
    async run({ ctx, query }) {
      const from = readTime("from", query.from);
      if (from === undefined) throw new AppError("invalidValue", "'from' is missing: name the moment before");
      const span = { from, to: readTime("to", query.to) ?? ctx.now() };
      const page = { limit: readLimitText(query.limit), after: readPersonCursor(query.cursor) };
      return { body: showDifference(await changesOfAccess(ctx, span, page, query.instance)) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/access",
    action: "read",
    operationId: "explainAccessToInstance",
    tag: TAG,
    summary: "Lists users with the decision about their access to an instance, now or in the past, by id",
    query: {
      at: AT,
      canSignIn: Type.Unsafe<"true" | "false">({
        enum: ["true", "false"],
        description:
          "Only users who can, or cannot, sign in to the instance; a page can be shorter than its limit.",
      }),
    },
    paged: true,
    answers: { 200: pageSchema(anyAccess) },
    async run(call) {
      const { limit, after } = readPage(call.query);
      const at = readTime("at", call.query["at"]);
      const wanted = call.query["canSignIn"];
      const canSignIn = wanted === undefined ? undefined : wanted === "true";
      if (at !== undefined) {
        const people = { at, canSignIn, after, limit: limit + 1 };
        const states = await accessInInstanceAt(call.ctx, call.params.instance, people);
        const { value, ...more } = toPage(
          states.map((one) => ({ id: one.userId, one })),
          limit,
        );
        return { body: { value: value.map(({ one }) => showPast(one)), ...more } };
      }
      const access = await accessInInstance(call.ctx, call.params.instance, { after, limit: limit + 1 });
      const { value, ...more } = toPage(
        access.map((one) => ({ id: one.one.userId, one })),
        limit,
      );
      const shown = value.filter(
        ({ one }) => canSignIn === undefined || one.decision.canSignIn === canSignIn,
      );
      return { body: { value: shown.map(({ one }) => showAccess(one)), ...more } };
    },
  }),
];
