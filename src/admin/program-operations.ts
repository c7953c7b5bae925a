import { Type } from "@sinclair/typebox";
import { VERBS } from "../access/default-roles.js";
import { REASON_ORDER } from "../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import { ACCESS_ACTIONS } from "../crm/decision/evaluation.js";
import { RECORD_PROBLEM_CODES } from "../crm/record-problems.js";
import { RECORD_VIEWS } from "../crm/records/records.js";
import type { JsonSchema } from "./json-schema.js";
import { listSchema, PAGING, pageSchema } from "./pages.js";
import type { PublicOperation } from "./public-operations.js";
import { timeJson } from "./times.js";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };
const open = { type: "object", additionalProperties: true };

const name = { type: "string", minLength: 1, maxLength: 1024 };
const type = { enum: ["user", "application"] };

const subject: JsonSchema = {
  title: "AccessSubject",
  description: "Names a person or program by id, or by userName.",
  anyOf: [
    {
      ...open,
      required: ["type", "id"],
      properties: {
        type,
        id: { ...name, description: "Of the user or its record, or the id of the application." },
        properties: open,
      },
    },
    {
      ...open,
      required: ["type", "properties"],
      properties: { type, properties: { ...open, required: ["userName"], properties: { userName: name } } },
    },
  ],
};

const ofInstance = {
  action: { ...open, required: ["name"], properties: { name: { enum: ACCESS_ACTIONS } } },
  resource: {
    ...open,
    required: ["type", "id"],
    properties: { type: { const: "instance" }, id: { ...name, description: "Id or name." } },
  },
};

const ofTable = {
  action: {
    ...open,
    required: ["name"],
    description:
      "A privilege, `Read`; `prvReadAccount` says the table too, which then must be that of the resource.",
    properties: { name: { enum: VERBS } },
  },
  resource: {
    ...open,
    required: ["type", "id", "properties"],
    properties: {
      type: { const: "table" },
      id: { ...name, description: "Name of the table." },
      properties: {
        ...open,
        required: ["instance"],
        properties: {
          instance: { ...name, description: "Id or name." },
          owner: { enum: ["own", "sameBusinessUnit", "childBusinessUnit", "elsewhere"] },
        },
      },
    },
  },
};

const question: JsonSchema = {
  title: "AccessQuestion",
  anyOf: [ofInstance, ofTable].map((target) => ({
    ...open,
    required: ["subject", "action", "resource"],
    properties: { subject, ...target, context: open },
  })),
};

const decision: JsonSchema = {
  title: "AccessDecision",
  type: "object",
  required: ["decision"],
  properties: {
    decision: { type: "boolean" },
    context: {
      ...open,
      properties: {
        reasons: {
          type: "array",
          items: {
            type: "object",
            required: ["code", "nextStep"],
            properties: {
              code: { ...text, description: `${REASON_ORDER.join(", ")}, or one of the evaluation's own.` },
              nextStep: text,
            },
          },
        },
        features: { enum: ["full", "readOnly", "settingsOnly", "apiOnly", "none"] },
        decidedAt: timeJson,
        inputs: { ...open, description: "The facts of the decision, by name." },
        error: { ...open, description: "Why this question of several could not be asked." },
      },
    },
  },
};

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
    fields: { ...open, description: "The user form as last applied." },
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

const ACCESS = { tag: "Authorization API", needsToken: true } as const;
const CRM = { method: "get", tag: "CRM", needsToken: true } as const;

/** The operations of other programs: the Authorization API, and the user tables of instances. */
export const programOperations: readonly PublicOperation[] = [
  {
    ...ACCESS,
    method: "post",
    path: "/access/v1/evaluation",
    operationId: "evaluateAccess",
    summary: "Decides whether a subject may do something in an instance; scope access.read (AuthZEN 1.0)",
    body: question,
    answers: { 200: decision },
  },
  {
    ...ACCESS,
    method: "post",
    path: "/access/v1/evaluations",
    operationId: "evaluateAccesses",
    summary: "Answers several such questions, with defaults at the top; scope access.read (AuthZEN 1.0)",
    body: {
      anyOf: [
        {
          ...open,
          required: ["evaluations"],
          properties: {
            evaluations: {
              type: "array",
              description: "Members that are the same in all evaluations can stand once at the top.",
              items: question,
              minItems: 1,
              maxItems: 1000,
            },
            options: {
              ...open,
              properties: {
                evaluations_semantic: {
                  enum: ["execute_all", "deny_on_first_deny", "permit_on_first_permit"],
                },
              },
            },
          },
        },
        question,
      ],
    },
    answers: {
      200: {
        oneOf: [
          decision,
          {
            title: "AccessDecisions",
            type: "object",
            required: ["evaluations"],
            properties: { evaluations: { type: "array", items: decision } },
          },
        ],
      },
    },
  },
  {
    method: "get",
    tag: ACCESS.tag,
    needsToken: false,
    path: "/.well-known/authzen-configuration",
    operationId: "getAccessConfiguration",
    summary: "Tells where the Authorization API is",
    answers: { 200: { type: "object", additionalProperties: text } },
  },
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
      view: { type: "string", enum: Object.keys(RECORD_VIEWS), default: "all" },
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
