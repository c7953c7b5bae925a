import {
  getInstance,
  INSTANCE_TYPES,
  type Instance,
  listInstances,
  type NewInstance,
} from "../../access/instances.js";
import { toEtag } from "../../effects/precondition.js";
import { addInstance } from "../../use-cases/instances/add-instance.js";
import { changeInstance, type InstanceChange } from "../../use-cases/instances/change-instance.js";
import { guardInstance, previewGuard } from "../../use-cases/instances/guard-instance.js";
import { refreshAllRoles } from "../../use-cases/roles/refresh-roles.js";
import { listSchema, readPage, toPage } from "../pages.js";
import { type AdminAnswer, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { withTold } from "../with-told.js";
import { GROUP, INSTANCE_NAME, instanceSchema, NAME } from "./access-schemas.js";
import { showInstance } from "./access-views.js";

const TAG = "Instances";
const editable = {
  displayName: NAME,
  type: { enum: INSTANCE_TYPES },
  connectorConfig: { type: "object", additionalProperties: true },
};
const count = { type: "integer" };

const shutOut: JsonSchema = {
  title: "ShutOutUser",
  type: "object",
  required: ["id", "userName", "displayName"],
  properties: { id: { type: "string" }, userName: { type: "string" }, displayName: { type: "string" } },
};
const people = listSchema(shutOut, { paged: true });
const guardPreview: JsonSchema = {
  ...people,
  title: "GuardPreview",
  required: ["value", "counts"],
  properties: {
    ...(people["properties"] as object),
    counts: {
      type: "object",
      required: ["enabled", "disabled", "gaining"],
      properties: {
        enabled: { ...count, description: "Who may enter now." },
        disabled: { ...count, description: "Who of them is shut out." },
        gaining: { ...count, description: "Who is let in who is shut out now." },
      },
    },
  },
};

function answer(instance: Instance): AdminAnswer {
  return { body: showInstance(instance), headers: { ETag: toEtag(instance.version) } };
}

/** CRM instances, and who guards them. R063, R105 */
export const instanceRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances",
    action: "read",
    operationId: "listInstances",
    tag: TAG,
    summary: "Lists the CRM instances, by name",
    answers: { 200: listSchema(instanceSchema) },
    async run({ ctx }) {
      const instances = await listInstances(ctx.db.read, ctx.viewer.tenantId);
      return { body: { value: instances.map(showInstance) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances",
    action: "manageInstances",
    operationId: "addInstance",
    tag: TAG,
    summary: "Adds an instance with a root business unit and the default roles",
    body: {
      type: "object",
      required: ["name"],
      properties: { ...editable, name: withTold(NAME, INSTANCE_NAME) },
    },
    answers: { 201: instanceSchema },
    async run({ ctx, body }) {
      const instance = await addInstance(ctx, body as NewInstance);
      return {
        ...answer(instance),
        headers: { ETag: toEtag(instance.version), Location: `/admin/v1/instances/${instance.id}` },
      };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}",
    action: "read",
    operationId: "getInstance",
    tag: TAG,
    summary: "Shows an instance, by id or name",
    answers: { 200: instanceSchema },
    async run(call) {
      const { ctx } = call;
      return answer(await getInstance(ctx.db.read, ctx.viewer.tenantId, call.params.instance));
    },
  }),
  adminRoute({
    method: "patch",
    path: "/instances/{instance}",
    action: "manageInstances",
    operationId: "changeInstance",
    tag: TAG,
    summary: "Changes what an instance is called and how it is reached; its name stays",
    body: { type: "object", properties: editable, minProperties: 1 },
    answers: { 200: instanceSchema },
    async run(call) {
      const change = call.body as InstanceChange;
      return answer(await changeInstance(call.ctx, call.params.instance, call.precondition, change));
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/guard-preview",
    action: "read",
    operationId: "previewGuard",
    tag: TAG,
    summary: "Tells whom a guarding group would shut out, or none; nothing is changed",
    query: { groupId: { ...GROUP, description: "The group that is to guard it; left out for none." } },
    paged: true,
    answers: { 200: guardPreview },
    async run(call) {
      const { limit, after } = readPage(call);
      const page = { after, limit: limit + 1 };
      const preview = await previewGuard(call.ctx, call.params.instance, call.query["groupId"], page);
      return { body: { counts: preview.counts, ...toPage(preview.people, limit) } };
    },
  }),
  adminRoute({
    method: "put",
    path: "/instances/{instance}/guard",
    action: "manageInstances",
    operationId: "setGuard",
    tag: TAG,
    summary: "Lets only the direct members of a group into an instance",
    body: { type: "object", required: ["groupId"], properties: { groupId: GROUP } },
    answers: { 200: instanceSchema },
    async run(call) {
      const { groupId } = call.body as { groupId: string };
      return answer(await guardInstance(call.ctx, call.params.instance, groupId, call.precondition));
    },
  }),
  adminRoute({
    method: "delete",
    path: "/instances/{instance}/guard",
    action: "manageInstances",
    operationId: "clearGuard",
    tag: TAG,
    summary: "Lets everybody with a license into an instance",
    answers: { 200: instanceSchema },
    async run(call) {
      return answer(await guardInstance(call.ctx, call.params.instance, undefined, call.precondition));
    },
  }),
  adminRoute({
    method: "post",
    path: "/security-roles/apply-wishes",
    action: "manageInstances",
    operationId: "applyRoles",
    tag: TAG,
    summary:
      "Gives users the roles that connections wish for them, where that was interrupted; changes nothing else",
    answers: {
      200: {
        title: "AppliedRoles",
        type: "object",
        required: ["users"],
        properties: { users: { ...count, description: "Users who were looked at." } },
      },
    },
    async run({ ctx }) {
      return { body: { users: await refreshAllRoles(ctx) } };
    },
  }),
];
