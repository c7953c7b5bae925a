import { getInstance } from "../../access/instances.js";
import { countRows } from "../../crm/records/owned-rows.js";
import { listRecords } from "../../crm/records/records.js";
import { importRecords } from "../../use-cases/imports/import-records.js";
import { reassignStub } from "../../use-cases/imports/reassign-stub.js";
import { choice } from "../json-schema.js";
import { listSchema, readPage, toPage } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";

const TAG = "Stubs";
const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

const importResult: JsonSchema = {
  title: "ImportResult",
  type: "object",
  required: ["id", "dryRun", "rows", "rowsOfUsers", "users", "stubs", "errors", "errorCount"],
  properties: {
    id: text,
    dryRun: { type: "boolean" },
    rows: { ...count, description: "Rows whose owner is noted." },
    rowsOfUsers: { ...count, description: "Of them those of users who exist." },
    users: { ...count, description: "Lines that tell of users." },
    stubs: { ...count, description: "Placeholders that were made." },
    errors: {
      type: "array",
      description: "The first ones of the lines that were left out.",
      items: {
        type: "object",
        required: ["line", "detail"],
        properties: { line: count, detail: text },
      },
    },
    errorCount: count,
  },
};

const stub: JsonSchema = {
  title: "Stub",
  type: "object",
  required: ["id", "name", "rows"],
  properties: { id: text, name: text, rows: { ...count, description: "Rows that it owns." } },
};

/** Placeholders of people who did not exist when data was imported. R136–R144 */
export const stubRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "post",
    path: "/instances/{instance}/imports",
    action: "manageInstances",
    operationId: "importRecords",
    tag: TAG,
    summary: "Imports whose rows are: table,id,owner; who does not exist becomes a stub",
    query: { dryRun: choice(["true", "false"], { description: "Writes nothing and reports the same." }) },
    stream: "text/csv",
    answers: { 200: importResult },
    async run({ ctx, stream, query, ...call }) {
      const dryRun = query["dryRun"] === "true";
      return { body: await importRecords(ctx, call.params.instance, stream, { dryRun }) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/stubs",
    action: "read",
    operationId: "listStubs",
    tag: TAG,
    summary: "Lists the stubs of an instance with how much they own",
    paged: true,
    answers: { 200: listSchema(stub, { paged: true }) },
    async run(call) {
      const { db, viewer } = call.ctx;
      const { limit, after } = readPage(call);
      const { id: instanceId } = await getInstance(db.read, viewer.tenantId, call.params.instance);
      const page = { after, limit: limit + 1 };
      const stubs = await listRecords(db.read, viewer.tenantId, instanceId, "stub", page);
      const rowsOf = await countRows(
        db.read,
        viewer.tenantId,
        instanceId,
        stubs.map(({ id }) => id),
      );
      return {
        body: toPage(
          stubs.map(({ id, name }) => ({ id, name, rows: rowsOf(id) })),
          limit,
        ),
      };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/stubs/{recordId}/reassign",
    action: "manageInstances",
    operationId: "reassignStub",
    tag: TAG,
    summary: "Gives everything that a stub owns to a user who has a record",
    users: ["to"],
    body: {
      type: "object",
      required: ["to"],
      properties: {
        to: { type: "string", minLength: 1, maxLength: 100, description: "Id or userName of the user." },
      },
    },
    answers: {
      200: { title: "Reassigned", type: "object", required: ["rows"], properties: { rows: count } },
    },
    async run(call) {
      const { to } = call.body as { to: string };
      const rows = await reassignStub(call.ctx, call.params.instance, call.params.recordId, to);
      return { body: { rows } };
    },
  }),
];
