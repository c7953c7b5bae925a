import { Type } from "@sinclair/typebox";
import { toEtag } from "../../../effects/precondition.js";
import { listLedger } from "../../../licensing/ledger.js";
import { listReductions } from "../../../licensing/reductions.js";
import { listSeats, listWaiting, reportLicenses } from "../../../licensing/seat-list.js";
import { getSku, listSkus, type Sku } from "../../../licensing/skus.js";
import { findTenantSettings } from "../../../tenants/settings.js";
import { addSku } from "../../../use-cases/licenses/add-sku.js";
import { buySeats, changeSku } from "../../../use-cases/licenses/change-sku.js";
import { askForReduction, takeReductionBack } from "../../../use-cases/licenses/reduce-seats.js";
import { removeSku } from "../../../use-cases/licenses/remove-sku.js";
import { documentedAs, refersTo } from "../../documented-as.js";
import { choice } from "../../json-schema.js";
import {
  listSchema,
  type PageQuery,
  pageSchema,
  readKeyCursor,
  readLimitText,
  readPage,
  toKeyPage,
  toPage,
} from "../../pages.js";
import { findPersonNames } from "../../person-names.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { readTime, timeJson } from "../../times.js";
import {
  ledgerSchema,
  licenseReportSchema,
  reductionSchema,
  removedSkuSchema,
  seatSchema,
  showMovements,
  showReduction,
  showSeat,
  showSku,
  skuSchema,
} from "./license-views.js";

const TAG = "Licenses";
const seatCount = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const editable = {
  displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  offerMinimum: Type.Optional(refersTo("a number not above that of the seats", seatCount)),
  billingCycle: Type.Optional(choice(["monthly", "yearly"])),
  nextCycleAt: Type.Optional(timeJson),
  instances: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 1000 })),
};

/** Converts times from text to milliseconds. */
function withTime<Body extends { readonly nextCycleAt?: string }>({ nextCycleAt: text, ...rest }: Body) {
  const nextCycleAt = readTime("nextCycleAt", text);
  return { ...rest, ...(nextCycleAt !== undefined && { nextCycleAt }) };
}

function answer(sku: Sku) {
  return { body: showSku(sku), headers: { ETag: toEtag(sku.version) } };
}

/** Returns a page of the people who wait for a seat, in the order in which they get one. */
async function waitingPage(ctx: AdminContext, skuId: string, query: PageQuery) {
  const limit = readLimitText(query.limit);
  const [wishedAt, userId] = readKeyCursor(query, 2) ?? [];
  const after = userId === undefined ? undefined : { wishedAt: Number(wishedAt), userId: String(userId) };
  const seats = await listWaiting(ctx.db.read, ctx.viewer.tenantId, skuId, { after, limit: limit + 1 });
  const namesOf = await findPersonNames(
    ctx,
    seats.map((seat) => seat.userId),
  );
  return toKeyPage(
    seats,
    limit,
    (seat) => showSeat(seat, namesOf(seat.userId)),
    (seat) => [seat.wishedAt, seat.userId],
  );
}

/** The routes of SKUs and their pools. R045–R059 */
export const licenseRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/licenses",
    action: "read",
    operationId: "listSkus",
    tag: TAG,
    summary: "Lists the SKUs with their seats: purchased, in use, available",
    paged: true,
    answers: { 200: pageSchema(skuSchema) },
    async run(call) {
      const { ctx } = call;
      const { limit, after } = readPage(call.query);
      const skus = await listSkus(ctx.db.read, ctx.viewer.tenantId, ctx.now(), { after, limit: limit + 1 });
      return { body: toPage(skus.map(showSku), limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/licenses",
    action: "manageSeats",
    operationId: "addSku",
    tag: TAG,
    summary:
      "Adds a SKU with its included seats; users who already asked for it get one, oldest request first",
    body: Type.Object({
      ...editable,
      id: Type.Optional(Type.String({ pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$" })),
      partNumber: documentedAs(
        Type.String({ minLength: 1, maxLength: 100 }),
        Type.String({
          pattern: '^(?![nN][oO][nN][eE]$)[^\\s,;"\\\\]{1,100}$',
          examples: ["CRM", "DYN365_ENTERPRISE"],
        }),
      ),
      purchased: seatCount,
    }),
    sends: ["ETag", "Location"],
    answers: { 201: skuSchema },
    async run({ ctx, body }) {
      const sku = await addSku(ctx, withTime(body));
      return {
        ...answer(sku),
        headers: { ETag: toEtag(sku.version), Location: `/admin/v1/licenses/${sku.id}` },
      };
    },
  }),
  adminRoute({
    method: "get",
    path: "/licenses/{sku}",
    action: "read",
    operationId: "getSku",
    tag: TAG,
    summary: "Shows a SKU, by id or part number",
    sends: ["ETag"],
    answers: { 200: skuSchema },
    async run(call) {
      const { ctx } = call;
      return answer(await getSku(ctx.db.read, ctx.viewer.tenantId, call.params.sku, ctx.now()));
    },
  }),
  adminRoute({
    method: "patch",
    path: "/licenses/{sku}",
    action: "manageSeats",
    operationId: "changeSku",
    tag: TAG,
    summary: "Changes the name, the offer and the instances of a SKU; not its seats",
    body: Type.Object(editable, { minProperties: 1 }),
    conditional: true,
    sends: ["ETag"],
    answers: { 200: skuSchema },
    async run(call) {
      const change = withTime(call.body);
      return answer(await changeSku(call.ctx, call.params.sku, change, call.precondition));
    },
  }),
  adminRoute({
    method: "delete",
    path: "/licenses/{sku}",
    action: "manageSeats",
    operationId: "removeSku",
    tag: TAG,
    summary: "Removes a SKU that is not in use (no seats, holds, waiting users or groups); 409 otherwise",
    conditional: true,
    answers: { 200: removedSkuSchema },
    async run(call) {
      return { body: await removeSku(call.ctx, call.params.sku, call.precondition) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/licenses/{sku}/purchase",
    action: "manageSeats",
    operationId: "buySeats",
    tag: TAG,
    summary: "Buys seats; waiting users get them at once, oldest request first",
    body: Type.Object({ seats: refersTo("seats that are left to buy", { ...seatCount, minimum: 1 }) }),
    sends: ["ETag"],
    answers: { 200: skuSchema },
    async run(call) {
      return answer(await buySeats(call.ctx, call.params.sku, call.body.seats));
    },
  }),
  adminRoute({
    method: "get",
    path: "/licenses/{sku}/reductions",
    action: "read",
    operationId: "listReductions",
    tag: TAG,
    summary: "Lists the reductions of a SKU, newest first",
    answers: { 200: listSchema(reductionSchema) },
    async run(call) {
      const { db, viewer, now } = call.ctx;
      const { id } = await getSku(db.read, viewer.tenantId, call.params.sku, now());
      return { body: { value: (await listReductions(db.read, viewer.tenantId, id)).map(showReduction) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/licenses/{sku}/reductions",
    action: "manageSeats",
    operationId: "requestReduction",
    tag: TAG,
    summary: "Asks for fewer seats; the operator carries it out, and it is in force at the next cycle date",
    body: Type.Object({ purchased: refersTo("a number below that of the SKU", seatCount) }),
    sends: ["ETag"],
    answers: { 202: skuSchema },
    async run(call) {
      return answer(await askForReduction(call.ctx, call.params.sku, call.body.purchased));
    },
  }),
  adminRoute({
    method: "delete",
    path: "/licenses/{sku}/reductions/open",
    action: "manageSeats",
    operationId: "withdrawReduction",
    tag: TAG,
    summary: "Withdraws a reduction that has not taken effect yet",
    sends: ["ETag"],
    answers: { 200: skuSchema },
    async run(call) {
      return answer(await takeReductionBack(call.ctx, call.params.sku));
    },
  }),
  adminRoute({
    method: "get",
    path: "/licenses/{sku}/seats",
    action: "read",
    operationId: "listSeats",
    tag: TAG,
    summary: "Lists users who have, hold or wait for a seat, and who requested it",
    query: {
      status: choice(["active", "held", "error", "released"], {
        description:
          "Only seats with this status; `error` waits for one, and is listed in the order of the queue.",
      }),
    },
    paged: true,
    answers: { 200: pageSchema(seatSchema) },
    async run(call) {
      const { db, viewer, now } = call.ctx;
      const { id } = await getSku(db.read, viewer.tenantId, call.params.sku, now());
      if (call.query.status === "error") return { body: await waitingPage(call.ctx, id, call.query) };
      const { limit, after } = readPage(call.query);
      const filter = { status: call.query.status, after, limit: limit + 1 };
      const seats = await listSeats(db.read, viewer.tenantId, id, filter, now());
      const namesOf = await findPersonNames(
        call.ctx,
        seats.map(({ userId }) => userId),
      );
      const shown = seats.map((seat) => showSeat(seat, namesOf(seat.userId)));
      return { body: toPage(shown, limit) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/licenses/{sku}/ledger",
    action: "read",
    operationId: "listSeatMovements",
    tag: TAG,
    summary: "Lists every movement of the seats of a SKU, newest first",
    paged: true,
    answers: { 200: pageSchema(ledgerSchema) },
    async run(call) {
      const { db, viewer, now } = call.ctx;
      const { limit, after: before } = readPage(call.query);
      const { id: skuId } = await getSku(db.read, viewer.tenantId, call.params.sku, now());
      const rows = await listLedger(db.read, viewer.tenantId, { skuId, before, limit: limit + 1 });
      return { body: toPage(await showMovements(call.ctx, rows), limit) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/reports/licenses",
    action: "read",
    operationId: "reportLicenses",
    tag: TAG,
    summary: "Reports pools that run out, waiting people, and seats of people who cannot sign in",
    answers: { 200: licenseReportSchema },
    async run({ ctx }) {
      const { tenantId } = ctx.viewer;
      const settings = await findTenantSettings(ctx.db.read, tenantId);
      return {
        body: {
          ...(await reportLicenses(ctx.db.read, tenantId, settings["licenses.alarmPercent"], ctx.now())),
        },
      };
    },
  }),
];
