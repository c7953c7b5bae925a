import { VERBS } from "../access/default-roles.js";
import { ACCESS_ACTIONS } from "../crm/decision/evaluation.js";
import { decision, foundActions, foundResources, foundSubjects } from "./access-answers.js";
import { refersTo } from "./documented-as.js";
import type { JsonSchema } from "./json-schema.js";
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

const past: JsonSchema = {
  ...open,
  properties: {
    at: {
      ...timeJson,
      description: "A moment of the past, for what the history has of it; needs the scope access.history.",
    },
  },
};

const question: JsonSchema = {
  title: "AccessQuestion",
  // The past does not have the privileges of roles.
  anyOf: [
    { ...ofInstance, context: past },
    { ...ofTable, context: open },
  ].map((target) => ({
    ...open,
    required: ["subject", "action", "resource"],
    properties: { subject, ...target },
  })),
};

const page: JsonSchema = {
  ...open,
  properties: {
    token: refersTo("next_token of an earlier page", {
      ...text,
      description: "`next_token` of the page before; left out for the first.",
    }),
    limit: {
      ...count,
      description: "Results on the page; 100 when left out, 1,000 at most, and the same on every page.",
    },
  },
};

function searchOf(parts: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { ...open, required: Object.keys(parts), properties: { ...parts, context: open, page } };
}

const ACCESS = { tag: "Authorization API", needsToken: true } as const;

/** The operations of the Authorization API. */
export const accessOperations: readonly PublicOperation[] = [
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
    ...ACCESS,
    method: "post",
    path: "/access/v1/search/subject",
    operationId: "searchAccessSubjects",
    summary:
      "Finds the people or programs that may do something in an instance; scope access.read (AuthZEN 1.0)",
    body: {
      anyOf: [ofInstance, ofTable].map((target) =>
        searchOf({ subject: { ...open, required: ["type"], properties: { type } }, ...target }),
      ),
    },
    answers: { 200: foundSubjects },
  },
  {
    ...ACCESS,
    method: "post",
    path: "/access/v1/search/resource",
    operationId: "searchAccessResources",
    summary:
      "Finds the instances or tables where a subject may do something; scope access.read (AuthZEN 1.0)",
    body: {
      anyOf: [ofInstance, ofTable].map(({ action, resource }) =>
        searchOf({
          subject,
          action,
          resource: { ...resource, required: resource.required.filter((member) => member !== "id") },
        }),
      ),
    },
    answers: { 200: foundResources },
  },
  {
    ...ACCESS,
    method: "post",
    path: "/access/v1/search/action",
    operationId: "searchAccessActions",
    summary: "Finds what a subject may do with an instance or table; scope access.read (AuthZEN 1.0)",
    body: { anyOf: [ofInstance, ofTable].map(({ resource }) => searchOf({ subject, resource })) },
    answers: { 200: foundActions },
  },
  {
    ...ACCESS,
    method: "get",
    needsToken: false,
    path: "/.well-known/authzen-configuration",
    operationId: "getAccessConfiguration",
    summary: "Tells where the Authorization API is",
    answers: { 200: { type: "object", additionalProperties: text } },
  },
];
