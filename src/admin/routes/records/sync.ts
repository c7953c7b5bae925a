import { Type } from "@sinclair/typebox";
import { getInstance } from "../../../access/instances.js";
import { listTasks, type OpenTask, readBacklog, TASK_STATES } from "../../../crm/sync/backlog.js";
import type { SyncJob } from "../../../crm/sync/jobs.js";
import { getJob, retrySync, syncEverybody, syncPerson } from "../../../use-cases/records/synchronize.js";
import { choice, count, type Shown } from "../../json-schema.js";
import {
  type KeyPosition,
  type PageQuery,
  pageSchema,
  readKeyCursor,
  readLimitText,
  toKeyPage,
} from "../../pages.js";
import { findPersonNames, type PersonNames, personNamesJson } from "../../person-names.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { toTime } from "../../times.js";

const TAG = "Synchronization";
const text = Type.String({ minLength: 1, maxLength: 100 });

const jobSchema = Type.Object(
  {
    id: text,
    instanceId: Type.Optional(text),
    state: choice(["running", "done"]),
    people: { ...count, description: "How many people were asked for so far." },
    createdAt: text,
    endedAt: Type.Optional(text),
    waiting: Type.Optional({ ...count, description: "Records that wait to be looked at, of this tenant." }),
    parked: Type.Optional({ ...count, description: "Parked records, which need attention." }),
  },
  { title: "SyncJob" },
);

const statusSchema = Type.Object(
  {
    waiting: { ...count, description: "Records that wait to be looked at." },
    parked: { ...count, description: "Parked records, which need attention." },
    oldest: Type.Optional({ ...text, description: "Since when the oldest of those waits." }),
  },
  { title: "SyncStatus" },
);

function showJob({ createdAt, endedAt, ...job }: SyncJob): Shown<typeof jobSchema> {
  return { ...job, createdAt: toTime(createdAt), endedAt: toTime(endedAt) };
}

const taskSchema = Type.Object(
  {
    userId: text,
    ...personNamesJson,
    instanceId: text,
    state: choice(TASK_STATES, { description: "`parked`: given up until it is asked for again." }),
    cause: { ...text, description: "The latest cause." },
    attempts: { ...count, description: "Tries that failed." },
    reason: Type.Optional(Type.String({ description: "Why it was parked; code first." })),
    askedAt: text,
    nextTryAt: Type.Optional(text),
  },
  { title: "SyncTask" },
);

function showTask({ askedAt, dueAt, ...task }: OpenTask, names: PersonNames): Shown<typeof taskSchema> {
  return {
    ...task,
    ...names,
    askedAt: toTime(askedAt),
    nextTryAt: task.state === "waiting" ? toTime(dueAt) : undefined,
  };
}

function positionOf({ userId, instanceId }: OpenTask): KeyPosition {
  return [userId, instanceId];
}

/** Parses the person and instance after which a page begins. */
function readTaskCursor(query: PageQuery): readonly [string, string] | undefined {
  const position = readKeyCursor(query, 2);
  return position && [String(position[0]), String(position[1])];
}

const instanceName = { ...text, description: "Id or name." };

const taskRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/sync/tasks",
    action: "read",
    operationId: "listSyncTasks",
    tag: TAG,
    summary: "Lists people whose records wait for synchronization or are parked",
    query: {
      state: choice(TASK_STATES, { description: "Only tasks in this state." }),
      userId: { ...text, description: "Only tasks of this user, by id or userName." },
      instance: instanceName,
    },
    users: ["userId"],
    paged: true,
    answers: { 200: pageSchema(taskSchema) },
    async run(call) {
      const { ctx, query } = call;
      const { tenantId } = ctx.viewer;
      const { state, userId, instance } = query;
      const limit = readLimitText(query.limit);
      const instanceId = instance && (await getInstance(ctx.db.read, tenantId, instance)).id;
      const filter = { state, userId, instanceId };
      const page = { after: readTaskCursor(query), limit: limit + 1 };
      const tasks = await listTasks(ctx.db.read, tenantId, filter, page);
      const namesOf = await findPersonNames(
        ctx,
        tasks.map((task) => task.userId),
      );
      return { body: toKeyPage(tasks, limit, (task) => showTask(task, namesOf(task.userId)), positionOf) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/sync/tasks/retry",
    action: "manageInstances",
    operationId: "retrySyncTasks",
    tag: TAG,
    summary: "Retries parked tasks: all, or those of a person or an instance",
    users: ["userId"],
    body: Type.Object({ userId: Type.Optional(text), instance: Type.Optional(instanceName) }),
    bodyOptional: true,
    answers: { 200: Type.Object({ tasks: count }, { title: "RetriedTasks" }) },
    async run({ ctx, body }) {
      return { body: { tasks: await retrySync(ctx, body) } };
    },
  }),
];

/** The routes of synchronization: a person, an instance, everybody. R016, R018 */
export const syncRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "post",
    path: "/sync",
    action: "manageInstances",
    operationId: "synchronize",
    tag: TAG,
    summary: "Synchronizes a person at once, or asks for everybody to be, in one instance or in all",
    users: ["userId"],
    body: Type.Object({ userId: Type.Optional(text), instance: Type.Optional(text) }),
    bodyOptional: true,
    answers: { 202: jobSchema, 204: undefined },
    async run({ ctx, body: { userId, instance } }) {
      if (userId === undefined) return { status: 202, body: showJob(await syncEverybody(ctx, instance)) };
      await syncPerson(ctx, ctx.sync, userId, instance);
      return { status: 204 };
    },
  }),
  adminRoute({
    method: "get",
    path: "/sync",
    action: "read",
    operationId: "getSyncStatus",
    tag: TAG,
    summary: "Counts the records that wait to be synchronized, and those that were given up",
    answers: { 200: statusSchema },
    async run({ ctx }) {
      const { oldest, ...counts } = await readBacklog(ctx.db.read, ctx.viewer.tenantId);
      return { body: { ...counts, oldest: toTime(oldest) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/sync/jobs/{id}",
    action: "read",
    operationId: "getSyncJob",
    tag: TAG,
    summary: "Shows how far a job is",
    answers: { 200: jobSchema },
    async run({ ctx, params }) {
      const job = await getJob(ctx, params.id);
      const { waiting, parked } = await readBacklog(ctx.db.read, ctx.viewer.tenantId);
      return { body: { ...showJob(job), waiting, parked } };
    },
  }),
  ...taskRoutes,
];
