import { type Static, Type } from "@sinclair/typebox";
import { ACCESS_MODE_LABELS, ACCESS_MODES } from "../../../crm/access-mode-codes.js";
import { ITEM_STATES, listItems } from "../../../directory/jobs/job-items.js";
import { type BulkJob, listJobs } from "../../../directory/jobs/stored-jobs.js";
import type { ListQuery } from "../../../directory/search/list-query.js";
import { listUsers } from "../../../directory/search/list-resources.js";
import { readList } from "../../../directory/search/read-list.js";
import { AppError } from "../../../errors.js";
import { JOB_KINDS, type JobKind, kindOf } from "../../../use-cases/jobs/job-kinds.js";
import { endJob, getJob, retryJob, startBulkJob } from "../../../use-cases/jobs/jobs.js";
import { documentedAs, oneForm, refersTo } from "../../documented-as.js";
import { choice } from "../../json-schema.js";
import { pageSchema, readPage, toCursor, toPage } from "../../pages.js";
import { requireAction } from "../../permission.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { selectionQuery, wordsQuery } from "../../selection.js";
import { facetQuery, readUserSelection } from "../users/user-list.js";
import { itemSchema, jobSchema, showItem, showJob } from "./job-views.js";

const TAG = "Jobs";

/** The users per page of a selection by query. */
const PAGE = 1000;

const KINDS = Object.keys(JOB_KINDS) as JobKind[];
const name = Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]*$" });

const params = {
  sku: Type.Optional(refersTo("SKU", name)),
  group: Type.Optional(refersTo("group", name)),
  instance: Type.Optional(refersTo("instance", name)),
  roles: Type.Optional(Type.Array(refersTo("security role", name), { minItems: 1, maxItems: 100 })),
  businessUnit: Type.Optional(refersTo("business unit", name)),
  mode: Type.Optional(choice(ACCESS_MODES.map((mode) => ACCESS_MODE_LABELS[mode]))),
};

const query = Type.Object(
  {
    q: Type.Optional(wordsQuery.q),
    filter: Type.Optional(selectionQuery("User").filter),
    view: Type.Optional(facetQuery.view),
    license: Type.Optional(facetQuery.license),
    group: Type.Optional(facetQuery.group),
    connection: Type.Optional(facetQuery.connection),
    instance: Type.Optional(facetQuery.instance),
    access: Type.Optional(facetQuery.access),
    reason: Type.Optional(facetQuery.reason),
    mode: Type.Optional(facetQuery.mode),
    role: Type.Optional(facetQuery.role),
    changedSince: Type.Optional(facetQuery.changedSince),
  },
  { description: "All users that `GET /users` lists with these query parameters, at this moment." },
);

const userIds = Type.Array(name, { minItems: 1, maxItems: 10_000, description: "Ids of users." });

const wish = Type.Object({
  kind: choice(KINDS),
  params: Type.Optional(Type.Object(params)),
  userIds: Type.Optional(userIds),
  query: Type.Optional(query),
});

/** One form for each kind, with what it needs. */
const documented = oneForm(
  { properties: {} },
  KINDS.flatMap((kind) => {
    const { needs } = kindOf(kind);
    const needed = {
      kind: choice([kind]),
      params: { type: "object", properties: params, required: needs },
    };
    const required = ["kind", ...(needs.length > 0 ? ["params"] : [])];
    return [
      { required: [...required, "userIds"], properties: { ...needed, userIds } },
      { required: [...required, "query"], properties: { ...needed, query } },
    ];
  }),
);

/** @throws AppError `invalidValue` if the body lacks what its kind needs */
function checkWish(body: Static<typeof wish>): void {
  const missing = JOB_KINDS[body.kind].needs.filter((need) => body.params?.[need] === undefined);
  if (missing.length > 0) {
    throw new AppError("invalidValue", `'params' lacks ${missing.join(", ")}, which '${body.kind}' needs`);
  }
  if ((body.userIds === undefined) === (body.query === undefined)) {
    throw new AppError("invalidValue", "Name either 'userIds' or a 'query' that finds the users");
  }
}

/** Yields the ids of the users that a wish is about, page by page. */
async function* usersOf(ctx: AdminContext, body: Static<typeof wish>): AsyncGenerator<readonly string[]> {
  if (body.userIds !== undefined) {
    for (let i = 0; i < body.userIds.length; i += PAGE) yield body.userIds.slice(i, i + PAGE);
    return;
  }
  const { db, viewer } = ctx;
  const selection = await readUserSelection(ctx, { ...body.query, limit: String(PAGE) });
  for (let cursor: ListQuery["cursor"] = { after: undefined }; cursor !== undefined; ) {
    const asked: ListQuery = { ...selection, cursor };
    const { rows, next } = await readList(db, viewer, [viewer.schemas.User], asked, (reader, known) =>
      listUsers(reader, viewer, known, false),
    );
    yield rows.map(({ id }) => id);
    cursor = next && { after: next };
  }
}

/** Returns a job that the administrator may change. */
async function changeableJob(ctx: AdminContext, id: string): Promise<BulkJob> {
  const job = await getJob(ctx, id);
  requireAction(ctx, kindOf(job.kind).action);
  return job;
}

/** The routes of jobs, which change many users behind the request. docs/admin-api.md */
export const jobRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "post",
    path: "/jobs",
    action: "read",
    operationId: "startJob",
    sends: ["Location"],
    tag: TAG,
    summary: "Changes many users one after the other, behind the request; needs the action of its kind",
    users: ["userIds"],
    body: documentedAs(wish, documented),
    answers: { 202: jobSchema },
    async run({ ctx, body }) {
      checkWish(body);
      requireAction(ctx, kindOf(body.kind).action);
      const job = await startBulkJob(ctx, {
        kind: body.kind,
        params: body.params ?? {},
        users: () => usersOf(ctx, body),
      });
      return {
        body: showJob(job, ctx.now()),
        headers: { Location: `${ctx.baseUrl}/admin/v1/jobs/${job.id}` },
      };
    },
  }),
  adminRoute({
    method: "get",
    path: "/jobs",
    action: "read",
    operationId: "listJobs",
    tag: TAG,
    summary: "Lists jobs, newest first; they are kept for 30 days",
    paged: true,
    answers: { 200: pageSchema(jobSchema) },
    async run({ ctx, query: paging }) {
      const { limit, after: before } = readPage(paging);
      const jobs = await listJobs(ctx.db.write, ctx.viewer.tenantId, { before, limit: limit + 1 });
      const shown = jobs.map((job) => showJob(job, ctx.now()));
      return { body: toPage(shown, limit) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/jobs/{id}",
    action: "read",
    operationId: "getJob",
    tag: TAG,
    summary: "Shows how far a job is",
    answers: { 200: jobSchema },
    run: async ({ ctx, params: { id } }) => ({ body: showJob(await getJob(ctx, id), ctx.now()) }),
  }),
  adminRoute({
    method: "get",
    path: "/jobs/{id}/results",
    action: "read",
    operationId: "listJobResults",
    tag: TAG,
    summary: "Lists the users of a job, and why it failed for some",
    query: { state: choice(ITEM_STATES, { type: "string", description: "Only users in this state." }) },
    paged: true,
    answers: { 200: pageSchema(itemSchema) },
    async run({ ctx, params: { id }, query: asked }) {
      const job = await getJob(ctx, id);
      const { limit, after } = readPage(asked);
      const items = await listItems(ctx.db.write, job, asked.state, { after, limit: limit + 1 });
      const value = items.slice(0, limit);
      const last = value.at(-1);
      const next = items.length > limit && last !== undefined ? { nextCursor: toCursor(last.userId) } : {};
      return { body: { value: value.map(showItem), ...next } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/jobs/{id}/cancel",
    action: "read",
    operationId: "cancelJob",
    tag: TAG,
    summary: "Ends a job before its end; users that are through stay changed",
    answers: { 200: jobSchema },
    async run({ ctx, params: { id } }) {
      await changeableJob(ctx, id);
      return { body: showJob(await endJob(ctx, id), ctx.now()) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/jobs/{id}/retry",
    action: "read",
    operationId: "retryJob",
    tag: TAG,
    summary: "Tries again the users for whom an ended job failed",
    answers: { 202: jobSchema },
    async run({ ctx, params: { id } }) {
      await changeableJob(ctx, id);
      return { body: showJob(await retryJob(ctx, id), ctx.now()) };
    },
  }),
];
