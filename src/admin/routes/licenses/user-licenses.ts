import { Type } from "@sinclair/typebox";
import { findUserResource } from "../../../directory/users/stored-users.js";
import { userNotFound } from "../../../effects/not-found.js";
import { listLedger } from "../../../licensing/ledger.js";
import { findLicenses, type License } from "../../../licensing/license-view.js";
import {
  changeLicenses,
  reassignLicense,
  reprocessLicenses,
} from "../../../use-cases/licenses/change-licenses.js";
import { listSchema, pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import {
  ledgerSchema,
  licenseSchema,
  showLicense,
  showMovements,
  showSku,
  skuSchema,
} from "./license-views.js";

const TAG = "Licenses";
const names = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100 });
const userId = Type.String({ minLength: 1, maxLength: 100 });

function answer(licenses: readonly License[]) {
  return { body: { value: licenses.map(showLicense) } };
}

/** The routes of people's licenses: assign, remove, reassign. R039–R041, R057, R060 */
export const userLicenseRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/users/{id}/licenses",
    action: "read",
    operationId: "listLicenses",
    tag: TAG,
    summary: "Lists a person's licenses",
    answers: { 200: listSchema(licenseSchema) },
    async run({ ctx: { db, viewer, now }, params: { id } }) {
      if ((await findUserResource(db.read, viewer.tenantId, id)) === undefined) {
        throw await userNotFound(db.read, viewer.tenantId, id);
      }
      return answer((await findLicenses(db.read, viewer.tenantId, [id], now())).get(id) ?? []);
    },
  }),
  adminRoute({
    method: "post",
    path: "/users/{id}/licenses",
    action: "assignLicenses",
    operationId: "changeLicenses",
    tag: TAG,
    summary: "Assigns and removes licenses of a person, all or none; 409 when no seat is left",
    body: Type.Object({ add: Type.Optional(names), remove: Type.Optional(names) }, { minProperties: 1 }),
    answers: { 200: listSchema(licenseSchema) },
    async run({ ctx, params, body }) {
      const { add = [], remove = [] } = body;
      return answer(await changeLicenses(ctx, params.id, { add, remove }));
    },
  }),
  adminRoute({
    method: "post",
    path: "/users/{id}/licenses/reprocess",
    action: "assignLicenses",
    operationId: "reprocessLicenses",
    tag: TAG,
    summary: "Tries once more to give a person the seats it waits for",
    answers: { 200: listSchema(licenseSchema) },
    async run({ ctx, params }) {
      return answer(await reprocessLicenses(ctx, params.id));
    },
  }),
  adminRoute({
    method: "get",
    path: "/users/{id}/seat-ledger",
    action: "read",
    operationId: "listSeatMovementsOfUser",
    tag: TAG,
    summary: "Lists every movement of a person's seats, newest first",
    paged: true,
    answers: { 200: pageSchema(ledgerSchema) },
    async run(call) {
      const { db, viewer } = call.ctx;
      const { limit, after: before } = readPage(call.query);
      const filter = { userId: call.params.id, before, limit: limit + 1 };
      const rows = await listLedger(db.read, viewer.tenantId, filter);
      return { body: toPage(await showMovements(call.ctx, rows), limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/licenses/{sku}/reassign",
    action: "assignLicenses",
    operationId: "reassignLicense",
    tag: TAG,
    summary: "Moves a seat from one person to another in one step",
    users: ["from", "to"],
    body: Type.Object({ from: userId, to: userId }),
    answers: { 200: skuSchema },
    async run({ ctx, params, body }) {
      return { body: showSku(await reassignLicense(ctx, params.sku, body.from, body.to)) };
    },
  }),
];
