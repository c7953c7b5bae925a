import { Type } from "@sinclair/typebox";
import { ACCESS_MODE_LABELS } from "../../../crm/access-mode-codes.js";
import { RECORD_VIEWS } from "../../../crm/records/records.js";
import {
  countAccessByInstance,
  countInstanceUsers,
  listUnusedSeats,
  listUsersWithoutRole,
  listWastedSeats,
} from "../../../use-cases/access/access-reports.js";
import { choice, count, text } from "../../json-schema.js";
import { listSchema, type Page, pageSchema, readPage, toCursor, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";
import { accessCountsSchema } from "./access-counts-view.js";

const TAG = "Reports";

const instanceUsers = Type.Object(
  {
    instance: Type.Object({ id: text, name: text }),
    users: Type.Object(Object.fromEntries(Object.keys(RECORD_VIEWS).map((view) => [view, count]))),
    nonInteractiveLimit: count,
  },
  { title: "InstanceUsers" },
);

const userWithoutRole = Type.Object(
  { recordId: text, userId: text, userName: text, lastSyncedAt: Type.Optional(timeJson) },
  { title: "UserWithoutRole" },
);

const wastedSeat = Type.Object(
  {
    userId: text,
    recordId: text,
    instanceId: text,
    instance: text,
    accessMode: choice([ACCESS_MODE_LABELS.nonInteractive, ACCESS_MODE_LABELS.administrative]),
    partNumbers: Type.Array(text),
    since: timeJson,
  },
  { title: "WastedSeat" },
);

const unusedSeat = Type.Object(
  { userId: text, skuId: text, partNumber: text, since: timeJson },
  { title: "UnusedSeat" },
);

function pageBehind<View>(value: readonly View[], next: string | undefined): Page<View> {
  return next === undefined ? { value } : { value, nextCursor: toCursor(next) };
}

/** The reports for administrators of instances. R044, R070, R125 */
export const accessReportRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/reports/instance-users",
    action: "read",
    operationId: "countInstanceUsers",
    tag: TAG,
    summary: "Counts the users of each instance: enabled, disabled, without a role, stubs and others",
    answers: { 200: listSchema(instanceUsers) },
    async run({ ctx }) {
      const value = (await countInstanceUsers(ctx)).map(({ instance: { id, name }, ...rest }) => ({
        instance: { id, name },
        ...rest,
      }));
      return { body: { value } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/reports/access",
    action: "read",
    operationId: "countAccess",
    tag: TAG,
    summary: "Counts the people of each instance who can enter it, wait or cannot, and the reasons",
    query: { instance: Type.String({ description: "Id or name of the only instance wanted." }) },
    answers: { 200: listSchema(accessCountsSchema) },
    run: async ({ ctx, query }) => ({ body: { value: await countAccessByInstance(ctx, query.instance) } }),
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/users-without-role",
    action: "read",
    operationId: "listUsersWithoutRole",
    tag: TAG,
    summary: "Lists enabled users of an instance who cannot enter because they have no role",
    paged: true,
    answers: { 200: pageSchema(userWithoutRole) },
    async run(call) {
      const { limit, after } = readPage(call.query);
      const page = { after, limit: limit + 1 };
      const records = await listUsersWithoutRole(call.ctx, call.params.instance, page);
      const { value, nextCursor } = toPage(records, limit);
      const shown = value.map(({ id: recordId, userId = "", name: userName, syncedAt }) => ({
        recordId,
        userId,
        userName,
        ...(syncedAt !== undefined && { lastSyncedAt: toTime(syncedAt) }),
      }));
      return { body: { value: shown, ...(nextCursor !== undefined && { nextCursor }) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/reports/wasted-seats",
    action: "read",
    operationId: "listWastedSeats",
    tag: TAG,
    summary: "Lists seats of people whose access mode needs none; a page can be shorter than its limit",
    paged: true,
    answers: { 200: pageSchema(wastedSeat) },
    async run(call) {
      const { items, next } = await listWastedSeats(call.ctx, readPage(call.query));
      const shown = items.map(({ mode, since, ...rest }) => ({
        ...rest,
        accessMode: ACCESS_MODE_LABELS[mode],
        since: toTime(since),
      }));
      return { body: pageBehind(shown, next) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/reports/unused-licenses",
    action: "read",
    operationId: "listUnusedLicenses",
    tag: TAG,
    summary:
      "Lists seats of people who are not enabled in any instance of the SKU; a page can be shorter than its limit",
    paged: true,
    answers: { 200: pageSchema(unusedSeat) },
    async run(call) {
      const { items, next } = await listUnusedSeats(call.ctx, readPage(call.query));
      const shown = items.map(({ since, ...rest }) => ({ ...rest, since: toTime(since) }));
      return { body: pageBehind(shown, next) };
    },
  }),
];
