import { Type } from "@sinclair/typebox";
import { listBusinessUnits, pickBusinessUnit } from "../../../access/business-units.js";
import { getInstance } from "../../../access/instances.js";
import { listSecurityRoles } from "../../../access/security-roles.js";
import {
  changeSecurityRole,
  copySecurityRole,
  getRoleDetail,
  removeSecurityRole,
} from "../../../use-cases/roles/security-roles.js";
import { ROLE_NAME, UNIT } from "../../names.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { privilegeSchema, roleDetailSchema, roleSchema, showRole, showRoleDetail } from "./role-views.js";

const TAG = "Security roles";
const editable = {
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  privileges: Type.Optional(
    Type.Array(privilegeSchema, {
      maxItems: 1000,
      description: "The changed privileges; level `none` removes one.",
    }),
  ),
};

/** The routes of security roles. R061–R067 */
export const securityRoleRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/security-roles",
    action: "read",
    operationId: "listSecurityRoles",
    tag: TAG,
    summary: "Lists the roles of a business unit, the root if none is named",
    query: { businessUnit: UNIT },
    answers: { 200: listSchema(roleSchema) },
    async run(call) {
      const { tenantId } = call.ctx.viewer;
      const db = call.ctx.db.read;
      const { id } = await getInstance(db, tenantId, call.params.instance);
      const units = await listBusinessUnits(db, tenantId, id);
      const unit = pickBusinessUnit(units, call.query.businessUnit ?? units[0]?.id ?? "");
      const roles = await listSecurityRoles(db, tenantId, id, unit.id);
      return { body: { value: roles.map(showRole) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/security-roles/{role}",
    action: "read",
    operationId: "getSecurityRole",
    tag: TAG,
    summary: "Shows a role with its privileges",
    answers: { 200: roleDetailSchema },
    async run(call) {
      const { ctx, params } = call;
      const detail = await getRoleDetail(ctx.db.read, ctx.viewer.tenantId, call.params.instance, params.role);
      return { body: showRoleDetail(detail) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/security-roles/{role}/copy",
    action: "manageInstances",
    operationId: "copySecurityRole",
    tag: TAG,
    summary: "Makes a role of a copy under a new name, with some privileges changed",
    body: Type.Object({
      ...editable,
      name: ROLE_NAME,
      businessUnit: Type.Optional({
        ...UNIT,
        description: "Where it is made; the business unit of the original if left out.",
      }),
    }),
    answers: { 201: roleDetailSchema },
    async run(call) {
      const { ctx, params } = call;
      const made = await copySecurityRole(ctx, call.params.instance, params.role, call.body);
      return { body: showRoleDetail(made) };
    },
  }),
  adminRoute({
    method: "patch",
    path: "/instances/{instance}/security-roles/{role}",
    action: "manageInstances",
    operationId: "changeSecurityRole",
    tag: TAG,
    summary: "Changes the privileges of a custom role, in all business units",
    body: Type.Object(editable, { minProperties: 1 }),
    answers: { 200: roleDetailSchema },
    async run(call) {
      const { ctx, params } = call;
      return {
        body: showRoleDetail(await changeSecurityRole(ctx, call.params.instance, params.role, call.body)),
      };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/instances/{instance}/security-roles/{role}",
    action: "manageInstances",
    operationId: "removeSecurityRole",
    tag: TAG,
    summary: "Deletes a custom role and removes it from all users",
    answers: {
      200: Type.Object(
        { users: Type.Integer({ description: "How many users had it." }) },
        { title: "RemovedRole" },
      ),
    },
    async run(call) {
      const { ctx, params } = call;
      return { body: { users: await removeSecurityRole(ctx, call.params.instance, params.role) } };
    },
  }),
];
