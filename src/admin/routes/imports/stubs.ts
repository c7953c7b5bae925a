import { Type } from "@sinclair/typebox";
import { getInstance } from "../../../access/instances.js";
import { countRows } from "../../../crm/records/owned-rows.js";
import { listRecords } from "../../../crm/records/records.js";
import { importRecords } from "../../../use-cases/imports/import-records.js";
import { reassignStub } from "../../../use-cases/imports/reassign-stub.js";
import { choice, count, flag, text } from "../../json-schema.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";

const TAG = "Stubs";

const importResult = Type.Object(
  {
    id: text,
    dryRun: flag,
    rows: { ...count, description: "The number of rows whose owner was stored." },
    rowsOfUsers: { ...count, description: "The number of these rows that belong to existing users." },
    users: { ...count, description: "Lines that tell of users." },
    stubs: { ...count, description: "Placeholders that were made." },
    errors: Type.Array(Type.Object({ line: count, detail: text }), {
      description: "The first ones of the lines that were left out.",
    }),
    errorCount: count,
  },
  { title: "ImportResult" },
);

const stub = Type.Object(
  { id: text, name: text, rows: { ...count, description: "Rows that it owns." } },
  { title: "Stub" },
);

/** The routes of stubs, which stand for unknown owners of imported rows. R136–R144 */
export const stubRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "post",
    path: "/instances/{instance}/imports",
    action: "manageInstances",
    operationId: "importRecords",
    tag: TAG,
    summary: "Imports the owners of rows: table,id,owner; an unknown owner becomes a stub",
    query: { dryRun: choice(["true", "false"], { description: "Writes nothing and reports the same." }) },
    stream: "text/csv",
    answers: { 200: importResult },
    async run({ ctx, params, stream, query }) {
      const dryRun = query.dryRun === "true";
      return { body: await importRecords(ctx, params.instance, stream, { dryRun }) };
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
    answers: { 200: pageSchema(stub) },
    async run(call) {
      const { db, viewer } = call.ctx;
      const { limit, after } = readPage(call.query);
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
    summary: "Reassigns everything that a stub owns to a user with a record",
    users: ["to"],
    body: Type.Object({
      to: Type.String({ minLength: 1, maxLength: 100, description: "Id or userName of the user." }),
    }),
    answers: {
      200: Type.Object({ rows: count }, { title: "Reassigned" }),
    },
    async run(call) {
      const { ctx, params, body } = call;
      const rows = await reassignStub(ctx, params.instance, params.recordId, body.to);
      return { body: { rows } };
    },
  }),
];
