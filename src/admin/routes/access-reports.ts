import { ACCESS_MODE_LABELS } from "../../crm/access-mode-codes.js";
import { RECORD_VIEWS } from "../../crm/records/records.js";
import {
  countInstanceUsers,
  listUnusedSeats,
  listUsersWithoutRole,
  listWastedSeats,
} from "../../use-cases/access/access-reports.js";
import { listSchema, readPage, toCursor, toPage } from "../pages.js";
import { type AdminAnswer, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { timeJson, toTime } from "../times.js";

const TAG = "Reports";
const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

const instanceUsers: JsonSchema = {
  title: "InstanceUsers",
  type: "object",
  required: ["instance", "users", "nonInteractiveLimit"],
  properties: {
    instance: { type: "object", required: ["id", "name"], properties: { id: text, name: text } },
    users: {
      type: "object",
      required: Object.keys(RECORD_VIEWS),
      properties: Object.fromEntries(Object.keys(RECORD_VIEWS).map((view) => [view, count])),
    },
    nonInteractiveLimit: count,
  },
};

const userWithoutRole: JsonSchema = {
  title: "UserWithoutRole",
  type: "object",
  required: ["recordId", "userId", "userName"],
  properties: { recordId: text, userId: text, userName: text, lastSyncedAt: timeJson },
};

const wastedSeat: JsonSchema = {
  title: "WastedSeat",
  type: "object",
  required: ["userId", "recordId", "instanceId", "instance", "accessMode", "partNumbers", "since"],
  properties: {
    userId: text,
    recordId: text,
    instanceId: text,
    instance: text,
    accessMode: { enum: [ACCESS_MODE_LABELS.nonInteractive, ACCESS_MODE_LABELS.administrative] },
    partNumbers: { type: "array", items: text },
    since: timeJson,
  },
};

const unusedSeat: JsonSchema = {
  title: "UnusedSeat",
  type: "object",
  required: ["userId", "skuId", "partNumber", "since"],
  properties: { userId: text, skuId: text, partNumber: text, since: timeJson },
};

function answer(value: readonly unknown[], next: string | undefined): AdminAnswer {
  return { body: { value, ...(next !== undefined && { nextCursor: toCursor(next) }) } };
}

/** What administrators of instances should look at. R044, R070, R125 */
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
    path: "/instances/{instance}/users-without-role",
    action: "read",
    operationId: "listUsersWithoutRole",
    tag: TAG,
    summary: "Lists enabled users of an instance who cannot come in because they have no role",
    paged: true,
    answers: { 200: listSchema(userWithoutRole, { paged: true }) },
    async run(call) {
      const { limit, after } = readPage(call);
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
    summary:
      "Lists seats that people keep whose access mode needs none; a page may hold fewer than its limit",
    paged: true,
    answers: { 200: listSchema(wastedSeat, { paged: true }) },
    async run(call) {
      const { items, next } = await listWastedSeats(call.ctx, readPage(call));
      const shown = items.map(({ mode, since, ...rest }) => ({
        ...rest,
        accessMode: ACCESS_MODE_LABELS[mode],
        since: toTime(since),
      }));
      return answer(shown, next);
    },
  }),
  adminRoute({
    method: "get",
    path: "/reports/unused-licenses",
    action: "read",
    operationId: "listUnusedLicenses",
    tag: TAG,
    summary:
      "Lists seats of people who are enabled in no instance that the SKU opens; a page may hold fewer than its limit",
    paged: true,
    answers: { 200: listSchema(unusedSeat, { paged: true }) },
    async run(call) {
      const { items, next } = await listUnusedSeats(call.ctx, readPage(call));
      return answer(
        items.map(({ since, ...rest }) => ({ ...rest, since: toTime(since) })),
        next,
      );
    },
  }),
];
