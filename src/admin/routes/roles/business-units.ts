import { Type } from "@sinclair/typebox";
import { listBusinessUnits, pickBusinessUnit } from "../../../access/business-units.js";
import { getInstance } from "../../../access/instances.js";
import {
  addBusinessUnit,
  changeBusinessUnit,
  removeBusinessUnit,
} from "../../../use-cases/roles/business-units.js";
import { UNIT, UNIT_NAME } from "../../names.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { businessUnitSchema, showUnit } from "./unit-view.js";

const TAG = "Business units";
const parent = { ...UNIT, description: "Id, path or name of the business unit above." };

/** The routes of business units. R067 */
export const businessUnitRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/business-units",
    action: "read",
    operationId: "listBusinessUnits",
    tag: TAG,
    summary: "Lists the business units of an instance, each after its parent",
    answers: { 200: listSchema(businessUnitSchema) },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const { id } = await getInstance(call.ctx.db.read, tenantId, call.params.instance);
      const units = await listBusinessUnits(call.ctx.db.read, tenantId, id);
      return { body: { value: units.map(showUnit) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/business-units",
    action: "manageInstances",
    operationId: "addBusinessUnit",
    tag: TAG,
    summary: "Adds a business unit with its own copies of the roles above it",
    body: Type.Object({ name: UNIT_NAME, parent: Type.Optional(parent) }),
    answers: { 201: businessUnitSchema },
    async run(call) {
      const unit = await addBusinessUnit(call.ctx, call.params.instance, call.body);
      return { body: showUnit(unit) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/business-units/{unit}",
    action: "read",
    operationId: "getBusinessUnit",
    tag: TAG,
    summary: "Shows a business unit, by id or name",
    answers: { 200: businessUnitSchema },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const { id } = await getInstance(call.ctx.db.read, tenantId, call.params.instance);
      const units = await listBusinessUnits(call.ctx.db.read, tenantId, id);
      return { body: showUnit(pickBusinessUnit(units, call.params.unit, { inBody: false })) };
    },
  }),
  adminRoute({
    method: "patch",
    path: "/instances/{instance}/business-units/{unit}",
    action: "manageInstances",
    operationId: "changeBusinessUnit",
    tag: TAG,
    summary: "Renames a business unit, or moves it below another one",
    body: Type.Object(
      { name: Type.Optional(UNIT_NAME), parent: Type.Optional(parent) },
      { minProperties: 1 },
    ),
    answers: { 200: businessUnitSchema },
    async run(call) {
      const unit = await changeBusinessUnit(call.ctx, call.params.instance, call.params.unit, call.body);
      return { body: showUnit(unit) };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/instances/{instance}/business-units/{unit}",
    action: "manageInstances",
    operationId: "removeBusinessUnit",
    tag: TAG,
    summary: "Deletes an empty business unit",
    answers: { 204: undefined },
    async run(call) {
      await removeBusinessUnit(call.ctx, call.params.instance, call.params.unit);
      return {};
    },
  }),
];
