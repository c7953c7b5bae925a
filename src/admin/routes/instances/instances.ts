import { Type } from "@sinclair/typebox";
import {
  CONNECTORS,
  getInstance,
  INSTANCE_TYPES,
  type Instance,
  listInstances,
} from "../../../access/instances.js";
import { toEtag } from "../../../effects/precondition.js";
import { guardInstance } from "../../../use-cases/instances/guard-instance.js";
import { addInstance, changeInstance } from "../../../use-cases/instances/instances.js";
import { refreshAllRoles } from "../../../use-cases/roles/refresh-roles.js";
import { documentedAs } from "../../documented-as.js";
import { choice, openObject, type Shown, text } from "../../json-schema.js";
import { GROUP, INSTANCE_NAME, NAME } from "../../names.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const TAG = "Instances";

/** A CRM instance. */
const instanceSchema = Type.Object(
  {
    id: text,
    name: Type.String({ description: "As in `Role@instance`; never changes." }),
    displayName: text,
    type: choice(INSTANCE_TYPES),
    connector: choice(CONNECTORS),
    guardGroupId: Type.Optional(
      Type.String({ description: "The group whose direct members may enter; absent if all may." }),
    ),
    guardMissing: Type.Boolean({ description: "That group is gone: hardly anybody enters." }),
    isOpened: Type.Boolean({ description: "Whether a license of some SKU opens it." }),
    version: Type.Integer(),
    createdAt: timeJson,
    lastModifiedAt: timeJson,
  },
  { title: "Instance" },
);

/** Returns an instance as it is answered, without the connector's configuration. */
function showInstance(instance: Instance): Shown<typeof instanceSchema> {
  const { connectorConfig: _, createdAt, lastModifiedAt, ...shown } = instance;
  return { ...shown, createdAt: toTime(createdAt), lastModifiedAt: toTime(lastModifiedAt) };
}

const editable = {
  displayName: Type.Optional(NAME),
  type: Type.Optional(choice(INSTANCE_TYPES)),
  connectorConfig: Type.Optional(openObject()),
};
const count = Type.Integer();

function answer(instance: Instance) {
  return { body: showInstance(instance), headers: { ETag: toEtag(instance.version) } };
}

/** The routes of CRM instances and their guards. R063, R105 */
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
    body: Type.Object({ ...editable, name: documentedAs(NAME, INSTANCE_NAME) }),
    sends: ["ETag", "Location"],
    answers: { 201: instanceSchema },
    async run({ ctx, body }) {
      const instance = await addInstance(ctx, body);
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
    sends: ["ETag"],
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
    summary: "Changes the display name and the URL of an instance; its name stays",
    body: Type.Object(editable, { minProperties: 1 }),
    conditional: true,
    sends: ["ETag"],
    answers: { 200: instanceSchema },
    async run(call) {
      const { ctx, params, body, precondition } = call;
      return answer(await changeInstance(ctx, params.instance, precondition, body));
    },
  }),
  adminRoute({
    method: "put",
    path: "/instances/{instance}/guard",
    action: "manageInstances",
    operationId: "setGuard",
    tag: TAG,
    summary: "Sets the guard of an instance: only direct members of the group may enter",
    body: Type.Object({ groupId: GROUP }),
    conditional: true,
    sends: ["ETag"],
    answers: { 200: instanceSchema },
    async run(call) {
      const { groupId } = call.body;
      return answer(await guardInstance(call.ctx, call.params.instance, groupId, call.precondition));
    },
  }),
  adminRoute({
    method: "delete",
    path: "/instances/{instance}/guard",
    action: "manageInstances",
    operationId: "clearGuard",
    tag: TAG,
    summary: "Clears the guard of an instance: everybody with a license may enter",
    conditional: true,
    sends: ["ETag"],
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
      "Assigns the roles that connections have requested, if that was interrupted; changes nothing else",
    answers: {
      200: Type.Object(
        { users: { ...count, description: "The number of users checked." } },
        { title: "AppliedRoles" },
      ),
    },
    async run({ ctx }) {
      return { body: { users: await refreshAllRoles(ctx) } };
    },
  }),
];
