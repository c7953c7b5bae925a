import { Type } from "@sinclair/typebox";
import { getInstance } from "../../../access/instances.js";
import { RECORD_PROBLEM_CODES } from "../../../crm/record-problems.js";
import { toRecordView } from "../../../crm/records/record-view.js";
import {
  findRecord,
  listRecords,
  listRecordsByName,
  RECORD_VIEWS,
  type RecordView,
} from "../../../crm/records/records.js";
import { KEY_PREFIX_LENGTH } from "../../../db/index-key.js";
import { UUID } from "../../../db/new-id.js";
import { AppError } from "../../../errors.js";
import { fold } from "../../../schema/fold.js";
import {
  type CausedField,
  type ExplainedForm,
  explainForm,
} from "../../../use-cases/records/explain-form.js";
import { choice, count, flag, nullableText, type Shown, text } from "../../json-schema.js";
import { type PageQuery, pageSchema, readKeyCursor, readLimitText, toKeyPage } from "../../pages.js";
import { instanceUserSchema } from "../../program-operations.js";
import { type AdminContext, type AdminRoute, adminRoute } from "../../route.js";
import { userNameOf } from "../../views.js";
import { entrySchema, showEntry } from "../access/decision-view.js";

const TAG = "Users of instances";
const VIEWS = Object.keys(RECORD_VIEWS) as RecordView[];

const fieldSchema = Type.Object(
  {
    name: { ...text, description: "The name of the row: `primaryEmail`." },
    label: { ...text, description: "The label on the user form." },
    column: { ...text, description: "The logical name of the column." },
    sent: Type.Array(text, { description: "The columns sent; empty if the CRM computes the column." }),
    kind: choice(["form", "computed", "column", "extra"], {
      description: "`form` and `computed` are shown on the form; `column` and `extra` are sent, not shown.",
    }),
    maxLength: { ...count, description: "In UTF-16 code units." },
    required: flag,
    value: nullableText(),
    source: Type.Optional({ ...text, description: "The one of the sources that gave the value." }),
    sources: Type.Array(Type.Object({ path: text, value: nullableText() }), {
      description: "SCIM paths and quoted constants, in order of preference, with their values.",
    }),
    problem: Type.Optional(
      Type.Object({ code: choice(RECORD_PROBLEM_CODES), detail: text, attribute: text }),
    ),
    inRecord: Type.Optional(
      nullableText({
        description:
          "The value in the record, as it was last applied; absent without a record, and if computed.",
      }),
    ),
    changedBy: Type.Optional({
      ...entrySchema,
      description: "The last change of an attribute that the value depends on.",
    }),
  },
  { title: "UserFormField" },
);

const formSchema = Type.Object(
  {
    userId: text,
    userName: text,
    connection: Type.Optional(
      Type.Object(
        { id: text, name: Type.Optional(text) },
        {
          description:
            "The connection that created the user or was handed it; for a user whom an administrator created, that of the administrator.",
        },
      ),
    ),
    fields: Type.Array(fieldSchema),
    record: Type.Optional(instanceUserSchema),
  },
  { title: "ExplainedUserForm" },
);

function showField(field: CausedField, record: ExplainedForm["record"]): Shown<typeof fieldSchema> {
  const { row, value, source, sources, problem, changedBy } = field;
  const { name, label, column, columns: sent, kind, maxLength, required } = row;
  const applied = record === undefined ? [] : sent.map((one) => record.columns[one] ?? null);
  return {
    name,
    label,
    column,
    sent,
    kind,
    maxLength,
    required: required !== undefined,
    value,
    source,
    sources,
    problem: problem && { code: problem.code, detail: problem.detail, attribute: problem.attribute },
    ...(applied.length > 0 && { inRecord: joinLines(applied) }),
    changedBy: changedBy && showEntry(changedBy),
  };
}

function joinLines(parts: readonly (string | null)[]): string | null {
  const lines = parts.filter((part) => part !== null);
  return lines.length === 0 ? null : lines.join("\n");
}

/** Lists the users of an instance by id, or those with a name that begins with a text by name. */
async function listUsers(
  { db, viewer, mapping }: AdminContext,
  ref: string,
  query: PageQuery & { readonly view?: RecordView; readonly q?: string },
) {
  const { tenantId } = viewer;
  const { id: instanceId } = await getInstance(db.read, tenantId, ref);
  const limit = readLimitText(query.limit);
  const view = query.view ?? "all";
  const prefix = fold(query.q?.trim() ?? "").slice(0, KEY_PREFIX_LENGTH);
  const [first, second] = readKeyCursor(query, 2) ?? [];
  const after = second === undefined ? undefined : { key: String(first), id: String(second) };
  const page = { limit: limit + 1 };
  const records =
    prefix === ""
      ? await listRecords(db.read, tenantId, instanceId, view, { ...page, after: after?.id })
      : await listRecordsByName(db.read, tenantId, instanceId, { view, prefix }, { ...page, after });
  return toKeyPage(
    records,
    limit,
    (record) => toRecordView(record, mapping),
    (record) => ["key" in record ? String(record.key) : "", record.id],
  );
}

/** The routes of the users of an instance, as the CRM shows them, and of a user's form. R019–R038 */
export const instanceUserRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/users",
    action: "read",
    operationId: "listUsersOfInstance",
    tag: TAG,
    summary: "Lists the users of an instance as the CRM shows them",
    query: {
      view: choice(VIEWS, { type: "string", default: "all", description: "The list wanted." }),
      q: Type.String({
        maxLength: 100,
        description: "The beginning of the user name; the users are then in the order of their names.",
      }),
    },
    paged: true,
    answers: { 200: pageSchema(instanceUserSchema) },
    async run({ ctx, params, query }) {
      return { body: await listUsers(ctx, params.instance, query) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/users/{id}",
    action: "read",
    operationId: "getUserOfInstance",
    tag: TAG,
    summary: "Reads a user of an instance, by the id of its record, or the id or userName of the user",
    answers: { 200: instanceUserSchema },
    async run({ ctx: { db, viewer, mapping }, params: { instance, id } }) {
      const place = await getInstance(db.read, viewer.tenantId, instance);
      const record = UUID.test(id) ? await findRecord(db.read, viewer.tenantId, place.id, id) : undefined;
      if (record === undefined) {
        throw new AppError(
          "notFound",
          `The instance has no record of "${id.slice(0, 60)}": name it by its id, or by the id or userName of its user`,
        );
      }
      return { body: toRecordView(record, mapping) };
    },
  }),
  adminRoute({
    method: "get",
    path: "/users/{id}/form",
    action: "read",
    operationId: "explainUserForm",
    tag: TAG,
    summary: "Explains the user form of a user: each value, where it comes from, and the change that set it",
    query: {
      instance: Type.String({ description: "Id or name of the instance whose record is shown beside it." }),
    },
    answers: { 200: formSchema },
    async run({ ctx, params, query }) {
      const { userId, resource, connection, fields, record } = await explainForm(
        ctx,
        params.id,
        query.instance,
      );
      return {
        body: {
          userId,
          userName: userNameOf(resource),
          connection,
          fields: fields.map((field) => showField(field, record)),
          record: record && toRecordView(record, ctx.mapping),
        },
      };
    },
  }),
];
