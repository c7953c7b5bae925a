import { Type } from "@sinclair/typebox";
import { listInstances } from "../../../access/instances.js";
import {
  getWorkflow,
  listWorkflows,
  WORKFLOW_KINDS,
  WORKFLOW_STATES,
  type Workflow,
} from "../../../crm/workflows/workflows.js";
import { withProblemNow } from "../../../use-cases/records/workflow-problem.js";
import { cancelWorkflow, resumeWorkflow, startWorkflow } from "../../../use-cases/records/workflows.js";
import { documentedAs, oneForm } from "../../documented-as.js";
import { choice, text } from "../../json-schema.js";
import { NAME } from "../../names.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { findPersonNames, personNamesJson } from "../../person-names.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { userInput, userInputProperties } from "../../scim-schema.js";
import { timeJson, toTime } from "../../times.js";

const TAG = "Workflows";

const members = {
  id: text,
  kind: choice(WORKFLOW_KINDS),
  userId: text,
  ...personNamesJson,
  instanceId: text,
  instance: Type.Optional(text),
  state: choice([...WORKFLOW_STATES, "canceled"]),
  skuId: Type.Optional(Type.String({ description: "The license that it assigns, and removes in the end." })),
  problem: Type.Optional(Type.String({ description: "Why it does not go on, or has failed; code first." })),
  attempts: Type.Integer(),
  createdAt: timeJson,
  changedAt: timeJson,
  endedAt: Type.Optional(timeJson),
};
const workflowSchema = Type.Object(members, { title: "Workflow" });
const started = Type.Object(
  {
    ...members,
    temporaryPassword: Type.Optional(
      Type.String({ description: "The temporary password of a created user, shown only once." }),
    ),
  },
  { title: "StartedWorkflow" },
);

type Names = ReadonlyMap<string, string>;

async function instanceNames({ db, viewer }: AdminContext): Promise<Names> {
  const instances = await listInstances(db.read, viewer.tenantId);
  return new Map(instances.map(({ id, name }) => [id, name]));
}

/** Adds the current problem of a workflow. */
function problemNow({ db, viewer, now }: AdminContext, workflow: Workflow): Promise<Workflow> {
  return withProblemNow(db.read, viewer.tenantId, workflow, now());
}

function show({ createdAt, changedAt, endedAt, ...workflow }: Workflow, names: Names) {
  return {
    ...workflow,
    instance: names.get(workflow.instanceId),
    createdAt: toTime(createdAt),
    changedAt: toTime(changedAt),
    endedAt: toTime(endedAt),
  };
}

const wanted = Type.Object({
  kind: choice(WORKFLOW_KINDS),
  userId: Type.Optional({ ...NAME, description: "Id or userName; either this, or `user`." }),
  user: Type.Optional(documentedAs(userInput, { ...userInput, properties: userInputProperties })),
  instance: { ...NAME, description: "Id or name." },
  sku: Type.Optional({
    ...NAME,
    description: "The license to assign and remove; optional if the user has one.",
  }),
});

/** The routes of workflows to modes without a license. R106–R127 */
export const workflowRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/workflows",
    action: "read",
    operationId: "listWorkflows",
    tag: TAG,
    summary: "Lists the workflows, oldest first",
    users: ["user"],
    query: {
      user: { ...NAME, description: "Id or userName: only the workflows of this user that have not ended." },
    },
    paged: true,
    answers: { 200: pageSchema(workflowSchema) },
    async run(call) {
      const { db, viewer } = call.ctx;
      const { limit, after } = readPage(call.query);
      const workflows = await listWorkflows(db.read, viewer.tenantId, {
        after,
        limit: limit + 1,
        openOf: call.query.user,
      });
      const names = await instanceNames(call.ctx);
      const { value, ...rest } = toPage(workflows, limit);
      const namesOf = await findPersonNames(
        call.ctx,
        value.map(({ userId }) => userId),
      );
      const shown = [];
      for (const one of value) {
        shown.push({ ...show(await problemNow(call.ctx, one), names), ...namesOf(one.userId) });
      }
      return { body: { value: shown, ...rest } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/workflows",
    action: "manageInstances",
    operationId: "startWorkflow",
    tag: TAG,
    summary:
      "Makes a person an administrative or non-interactive user: license, record, mode, no license, confirmed; also needs the roles to assign licenses",
    users: ["userId"],
    body: documentedAs(
      wanted,
      oneForm(wanted, [
        { required: ["userId"], without: ["user"] },
        { required: ["user"], without: ["userId"] },
      ]),
    ),
    takesResource: true,
    answers: { 201: started },
    async run({ ctx, body }) {
      const { workflow, temporaryPassword } = await startWorkflow(ctx, ctx.sync, body);
      return { body: { ...show(workflow, await instanceNames(ctx)), temporaryPassword } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/workflows/{id}",
    action: "read",
    operationId: "getWorkflow",
    tag: TAG,
    summary: "Shows how far a workflow is, and why it does not go on",
    answers: { 200: workflowSchema },
    async run({ ctx, params }) {
      const workflow = await getWorkflow(ctx.db.read, ctx.viewer.tenantId, params.id);
      return { body: show(await problemNow(ctx, workflow), await instanceNames(ctx)) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/workflows/{id}/cancel",
    action: "manageInstances",
    operationId: "cancelWorkflow",
    tag: TAG,
    summary: "Cancels a workflow; its completed steps stay; 409 if it is confirmed",
    answers: { 200: workflowSchema },
    async run({ ctx, params }) {
      const workflow = await cancelWorkflow(ctx, params.id);
      return { body: show(workflow, await instanceNames(ctx)) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/workflows/{id}/resume",
    action: "manageInstances",
    operationId: "resumeWorkflow",
    tag: TAG,
    summary: "Resumes a workflow now; a failed or canceled one starts again",
    answers: { 200: workflowSchema },
    async run({ ctx, params }) {
      const workflow = await resumeWorkflow(ctx, ctx.sync, params.id);
      return { body: show(workflow, await instanceNames(ctx)) };
    },
  }),
];
