import { Type } from "@sinclair/typebox";
import { REASON_ORDER } from "../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import { type FormRow, formRows } from "../crm/form/user-form.js";
import { RECORD_PROBLEM_CODES } from "../crm/record-problems.js";
import type { RecordView } from "../crm/records/record-view.js";
import { RECORD_VIEWS } from "../crm/records/records.js";
import { accessOperations } from "./access-operations.js";
import type { JsonSchema } from "./json-schema.js";
import { listSchema, PAGING, pageSchema } from "./pages.js";
import type { PublicOperation } from "./public-operations.js";
import { timeJson } from "./times.js";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

const ADDRESS = "address.";
const shownRows = formRows.filter(({ kind }) => kind === "form" || kind === "computed");

/** The schema of the texts of rows of the user form. @param prefix - left out of their names */
function rowsJson(rows: readonly FormRow[], prefix: string, more: Readonly<Record<string, JsonSchema>>) {
  const texts = rows.map(({ name, label }) => [
    name.slice(prefix.length),
    { type: ["string", "null"], description: label },
  ]);
  const properties = { ...Object.fromEntries(texts), ...more };
  return { type: "object", required: Object.keys(properties), properties };
}

const addressRows = shownRows.filter(({ name }) => name.startsWith(ADDRESS));
const otherRows = shownRows.filter(({ name }) => !name.startsWith(ADDRESS));
const formJson = rowsJson(otherRows, "", { address: rowsJson(addressRows, ADDRESS, {}) });

const instance: JsonSchema = {
  title: "CrmInstance",
  type: "object",
  required: ["id", "name", "displayName", "type", "securityGroup"],
  properties: {
    id: text,
    name: text,
    displayName: text,
    type: text,
    securityGroup: { type: ["string", "null"], description: "Id of the group that guards it." },
    users: {
      type: "object",
      description: "How many users each list has; of one instance alone.",
      properties: Object.fromEntries(Object.keys(RECORD_VIEWS).map((view) => [view, count])),
    },
  },
};

const record: JsonSchema = {
  title: "InstanceUser",
  type: "object",
  required: [
    "id",
    "userId",
    "fields",
    "columns",
    "problems",
    "kind",
    "enabled",
    "accessMode",
    "roles",
    "reasons",
  ],
  properties: {
    id: text,
    userId: { type: ["string", "null"] },
    fields: { ...formJson, description: "The user form as last applied." },
    columns: { type: "object", additionalProperties: { type: ["string", "null"] } },
    problems: {
      type: "array",
      items: {
        type: "object",
        required: ["code", "detail"],
        properties: { code: { enum: RECORD_PROBLEM_CODES }, detail: text },
      },
    },
    kind: { enum: ["person", "application", "stub", "system"] },
    enabled: { type: "boolean" },
    accessMode: { enum: Object.values(ACCESS_MODE_LABELS) },
    roles: {
      type: "array",
      items: { type: "object", required: ["id", "name"], properties: { id: text, name: text } },
    },
    reasons: { type: "array", items: { enum: REASON_ORDER } },
    lastSyncedAt: { ...timeJson, type: ["string", "null"] },
  },
};

/** The schema of a user of an instance. */
export const instanceUserSchema = Type.Unsafe<RecordView>(record);

const CRM = { method: "get", tag: "CRM", needsToken: true } as const;

/** The operations of other programs: the Authorization API, and the user tables of instances. */
export const programOperations: readonly PublicOperation[] = [
  ...accessOperations,
  {
    ...CRM,
    path: "/crm/v1/instances",
    operationId: "listCrmInstances",
    summary: "Lists the instances; scope crm.read",
    answers: { 200: listSchema(Type.Unsafe(instance)) },
  },
  {
    ...CRM,
    path: "/crm/v1/instances/{instance}",
    operationId: "getCrmInstance",
    summary: "Reads an instance, and counts its users; scope crm.read",
    answers: { 200: instance },
  },
  {
    ...CRM,
    path: "/crm/v1/instances/{instance}/users",
    operationId: "listInstanceUsers",
    summary: "Lists the users of an instance as user forms; scope crm.read",
    query: {
      view: {
        type: "string",
        enum: Object.keys(RECORD_VIEWS),
        default: "all",
        description: "Which of the users.",
      },
      ...PAGING,
    },
    answers: { 200: pageSchema(Type.Unsafe(record)) },
  },
  {
    ...CRM,
    path: "/crm/v1/instances/{instance}/users/{id}",
    operationId: "getInstanceUser",
    summary: "Reads a user of an instance, by the id of its record or of the user; scope crm.read",
    answers: { 200: record },
  },
];
