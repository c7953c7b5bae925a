import { ACCESS_LEVELS } from "../access/privileges.js";
import { REASON_ORDER } from "../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import { type JsonSchema, jsonMembers } from "./json-schema.js";
import { timeJson } from "./times.js";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

const reasons = {
  type: "array",
  items: {
    type: "object",
    required: ["code"],
    properties: {
      code: { ...text, description: `${REASON_ORDER.join(", ")}, or one of the evaluation's own.` },
      nextStep: { ...text, description: "Absent in an answer about the past." },
    },
  },
};
const error = {
  type: "object",
  description: "Why this question could not be asked.",
  required: ["status", "message"],
  properties: { status: count, message: text },
};

/** The schema of a decision. AuthZEN 1.0 §5.5 */
export const decision: JsonSchema = {
  title: "AccessDecision",
  type: "object",
  required: ["decision"],
  properties: {
    decision: { type: "boolean" },
    context: {
      type: "object",
      properties: {
        reasons,
        accessMode: { enum: Object.values(ACCESS_MODE_LABELS) },
        accessLevel: { enum: ACCESS_LEVELS, description: "How far the privilege reaches." },
        warnings: { type: "array", items: { enum: ["CUSTOM_ROLE_EXPECTED"] } },
        features: { enum: ["full", "readOnly", "settingsOnly", "apiOnly", "none"] },
        decidedAt: timeJson,
        inputs: jsonMembers({ description: "The facts of the decision, by name." }),
        history: {
          type: "object",
          description: "What the history has of the moment, in an answer about the past.",
          required: ["known"],
          properties: {
            known: { type: "boolean" },
            beforeHistory: {
              type: "boolean",
              description: "Whether the moment is before the history begins.",
            },
            since: timeJson,
            until: timeJson,
            rebuilt: { type: "boolean", description: "Whether it was rebuilt from the audit trail." },
          },
        },
        error,
      },
    },
  },
};

function named(...members: readonly string[]): JsonSchema & { readonly properties: JsonSchema } {
  return {
    type: "object",
    required: members,
    properties: Object.fromEntries(members.map((member) => [member, text])),
  };
}

function found(title: string, items: JsonSchema): JsonSchema {
  return {
    title,
    type: "object",
    required: ["page", "results"],
    properties: {
      page: {
        type: "object",
        required: ["next_token", "count"],
        properties: {
          next_token: {
            ...text,
            description: "Sent as `page.token`, it gets the next page; empty on the last.",
          },
          count,
        },
      },
      context: {
        type: "object",
        description: "Why nothing is found: `reasons`, or the `error` of a search that cannot be asked.",
        properties: { reasons, error },
      },
      results: { type: "array", items },
    },
  };
}

const entity = named("type", "id");
const withProperties = {
  ...entity,
  properties: { ...entity.properties, properties: { type: "object", additionalProperties: text } },
};

/** The schemas of what searches find. AuthZEN 1.0 §8 */
export const foundSubjects = found("AccessSubjects", withProperties);
/** Those of resources. */
export const foundResources = found("AccessResources", withProperties);
/** Those of actions. */
export const foundActions = found("AccessActions", named("name"));
