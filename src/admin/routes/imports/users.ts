import { Type } from "@sinclair/typebox";
import { listLines, type PlannedLine } from "../../../directory/imports/import-lines.js";
import { IMPORT_ACTIONS, type UserImport } from "../../../directory/imports/stored-imports.js";
import { AppError } from "../../../errors.js";
import { availableOf } from "../../../licensing/pool.js";
import { getSku } from "../../../licensing/skus.js";
import { isJsonObject } from "../../../schema/coerce-value.js";
import { planUserImport } from "../../../use-cases/imports/plan-users.js";
import { USER_COLUMNS } from "../../../use-cases/imports/user-columns.js";
import { applyUserImport, getImport, takeImportPasswords } from "../../../use-cases/imports/user-imports.js";
import { getJob } from "../../../use-cases/jobs/jobs.js";
import { choice, count, type Shown, text } from "../../json-schema.js";
import { listSchema, pageSchema, readKeyCursor, readLimitText, toKeyPage } from "../../pages.js";
import { requireAction } from "../../permission.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";
import { jobSchema, showJob } from "../jobs/job-views.js";

const TAG = "Imports";

const importSchema = Type.Object(
  {
    id: text,
    state: choice(["planned", "applied"], { type: "string" }),
    columns: Type.Array(
      Type.Object({
        name: text,
        path: Type.Optional({
          ...text,
          description: "The attribute that it fills; absent if it is left out.",
        }),
      }),
    ),
    counts: Type.Object(
      { create: count, update: count, unchanged: count, refused: count },
      { description: "The lines by what is done with them." },
    ),
    seats: Type.Array(Type.Object({ skuId: text, partNumber: text, needed: count, available: count }), {
      description: "What the licenses of the created users need, and what is free now.",
    }),
    jobId: Type.Optional({ ...text, description: "The job that applies it." }),
    createdAt: timeJson,
    expiresAt: { ...timeJson, description: "When the plan, and passwords that nobody took, are forgotten." },
  },
  { title: "UserImport" },
);

/** Returns an import as it is answered. */
async function showImport(ctx: AdminContext, found: UserImport): Promise<Shown<typeof importSchema>> {
  const { id, licenses, columns, counts, jobId, createdAt, expiresAt } = found;
  const { db, viewer } = ctx;
  const skus = await Promise.all(licenses.map((sku) => getSku(db.read, viewer.tenantId, sku, ctx.now())));
  const seats = skus.map((sku) => ({
    skuId: sku.id,
    partNumber: sku.partNumber,
    needed: counts.create,
    available: availableOf(sku),
  }));
  const state = jobId === undefined ? "planned" : "applied";
  const times = { createdAt: toTime(createdAt), expiresAt: toTime(expiresAt) };
  return { id, state, columns, counts, seats, jobId, ...times };
}

const lineSchema = Type.Object(
  {
    line: { ...count, description: "The number of the line in the file." },
    action: choice(IMPORT_ACTIONS, { type: "string" }),
    userId: Type.Optional({ ...text, description: "The user whom it is about, if there is one yet." }),
    userName: Type.Optional(text),
    changed: Type.Optional(Type.Array(text, { description: "The attributes that an update changes." })),
    code: Type.Optional({ ...text, description: "Why it is refused." }),
    detail: Type.Optional({ ...text, description: "The value at fault, and what to do." }),
  },
  { title: "UserImportLine" },
);

/** Parses the parameter `columns`. @throws AppError `invalidValue` */
function readColumns(json: string | undefined): Readonly<Record<string, string>> {
  if (json === undefined) return {};
  const columns = parsed(json);
  const isMap = isJsonObject(columns) && Object.values(columns).every((path) => typeof path === "string");
  if (isMap) return columns as Readonly<Record<string, string>>;
  throw new AppError(
    "invalidValue",
    `'columns' must be a JSON object of paths by column: {"Login":"userName","Notes":""}`,
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

const planQuery = {
  licenses: Type.String({
    maxLength: 1000,
    pattern: "^[^\\u0000]+$",
    description: "Ids or part numbers of the SKUs that created users get, separated by commas.",
  }),
  columns: Type.String({
    maxLength: 3000,
    description:
      'Which attribute a column fills, as a JSON object: `{"Login":"userName","Notes":""}`; "" leaves one out. A column that is not named is found by its heading.',
  }),
};

const passwords = Type.Object(
  { userId: text, userName: text, temporaryPassword: text },
  { title: "ImportedPassword" },
);

/** The routes of imports of users: a plan first, then a job that applies it. */
export const userImportRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/imports/user-columns",
    action: "read",
    operationId: "listUserColumns",
    tag: TAG,
    summary: "Lists the attributes that a file of users can fill, with their headings",
    answers: { 200: listSchema(Type.Object({ path: text, title: text }, { title: "UserColumn" })) },
    run: async () => ({ body: { value: USER_COLUMNS.map(({ path, title }) => ({ path, title })) } }),
  }),
  adminRoute({
    method: "post",
    path: "/imports/users",
    action: "manageUsers",
    operationId: "planUserImport",
    tag: TAG,
    summary: "Plans an import of users: says what becomes of each line, and changes nobody",
    query: planQuery,
    stream: "text/csv",
    sends: ["Location"],
    answers: { 201: importSchema },
    async run({ ctx, query, stream }) {
      const licenses = query.licenses?.split(",").map((name) => name.trim()) ?? [];
      const plan = await planUserImport(ctx, stream, { licenses, columns: readColumns(query.columns) });
      return {
        body: await showImport(ctx, plan),
        headers: { Location: `${ctx.baseUrl}/admin/v1/imports/${plan.id}` },
      };
    },
  }),
  adminRoute({
    method: "get",
    path: "/imports/{id}",
    action: "read",
    operationId: "getUserImport",
    tag: TAG,
    summary: "Shows the plan of an import; it is kept for a day",
    answers: { 200: importSchema },
    run: async ({ ctx, params: { id } }) => ({ body: await showImport(ctx, await getImport(ctx, id)) }),
  }),
  adminRoute({
    method: "get",
    path: "/imports/{id}/lines",
    action: "read",
    operationId: "listUserImportLines",
    tag: TAG,
    summary: "Lists the lines of an import with what is done with each, and why some are refused",
    query: { action: choice(IMPORT_ACTIONS, { type: "string", description: "Only lines with this." }) },
    paged: true,
    answers: { 200: pageSchema(lineSchema) },
    async run({ ctx, params: { id }, query }) {
      await getImport(ctx, id);
      const limit = readLimitText(query.limit);
      const [after] = readKeyCursor(query, 1) ?? [];
      const key = { tenantId: ctx.viewer.tenantId, id };
      const page = { after: typeof after === "number" ? after : 0, limit: limit + 1 };
      const lines = await listLines(ctx.db.write, key, query.action, page);
      const body = toKeyPage(lines, limit, showLine, ({ line }) => [line]);
      return { body };
    },
  }),
  adminRoute({
    method: "post",
    path: "/imports/{id}/apply",
    action: "manageUsers",
    operationId: "applyUserImport",
    tag: TAG,
    summary: "Applies the plan of an import with a job; asking again answers the same job",
    answers: { 202: jobSchema },
    async run({ ctx, params: { id } }) {
      const { licenses } = await getImport(ctx, id);
      if (licenses.length > 0) requireAction(ctx, "assignLicenses");
      const job = await getJob(ctx, await applyUserImport(ctx, id));
      return { body: showJob(job, ctx.now()) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/imports/{id}/passwords",
    action: "manageUsers",
    operationId: "takeImportPasswords",
    tag: TAG,
    summary:
      "Gives up to 1,000 temporary passwords of created users once to whoever applied the import; ask until none is left",
    answers: { 200: listSchema(passwords) },
    async run({ ctx, params: { id } }) {
      return { body: { value: [...(await takeImportPasswords(ctx, id, ctx.services.open))] } };
    },
  }),
];

function showLine(planned: PlannedLine): Shown<typeof lineSchema> {
  const { line, action, userId, userName, changed, code, detail } = planned;
  return { line, action, userId, userName, changed: changed && [...changed], code, detail };
}
