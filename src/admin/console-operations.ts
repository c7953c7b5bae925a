import { Type } from "@sinclair/typebox";
import { ADMINISTRATOR_ROLES, PERMISSIONS } from "../access/administrator-roles.js";
import { REASON_ORDER } from "../access/reasons.js";
import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import { TOPICS } from "../use-cases/operations/live-events.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { JsonSchema } from "./json-schema.js";
import { listSchema } from "./pages.js";
import type { PublicOperation } from "./public-operations.js";
import { timeJson } from "./times.js";

const text = { type: "string" };
const credential = { type: "string", maxLength: 1024 };

const roles = { type: "array", items: { type: "string", enum: ADMINISTRATOR_ROLES } };
const actions = {
  type: "array",
  items: { type: "string", enum: Object.keys(PERMISSIONS) },
  description: "What the roles permit; `x-usher-action` of an operation says which one it needs.",
};
const rolesByAction = {
  type: "object",
  required: Object.keys(PERMISSIONS),
  properties: Object.fromEntries(Object.keys(PERMISSIONS).map((action) => [action, roles])),
  description: "The administrator roles that permit each action: whom to ask for what the person may not do.",
};
const user = {
  type: "object",
  required: ["id"],
  properties: { id: text, userName: text, displayName: text },
};

const session: JsonSchema = {
  title: "ConsoleSession",
  type: "object",
  required: ["user", "roles", "actions", "rolesByAction", "tenant", "expiresAt", "csrfToken"],
  properties: {
    user,
    roles,
    actions,
    rolesByAction,
    tenant: text,
    expiresAt: timeJson,
    csrfToken: { ...text, description: "Sent as `X-Usher-CSRF` with every request but GET and HEAD." },
  },
};

const CONSOLE = { tag: "Console", path: "/console/session" } as const;

const ownSession: JsonSchema = {
  title: "OwnSession",
  type: "object",
  required: ["id", "carrier", "createdAt", "expiresAt", "isCurrent"],
  properties: {
    id: text,
    carrier: { type: "string", enum: ["cookie", "token"] },
    createdAt: timeJson,
    expiresAt: timeJson,
    lastUsedAt: { ...timeJson, description: "Of a browser; may lag by a minute." },
    userAgent: { ...text, description: "The name that the browser gave itself." },
    isCurrent: { type: "boolean", description: "Whether it is the session of the request." },
  },
};

const ownAccess: JsonSchema = {
  title: "OwnAccess",
  type: "object",
  required: ["instance", "canSignIn", "accessMode", "reasons"],
  properties: {
    instance: { ...text, description: "The displayName of the instance." },
    canSignIn: { type: "boolean" },
    accessMode: { type: "string", enum: Object.values(ACCESS_MODE_LABELS) },
    reasons: {
      type: "array",
      items: {
        type: "object",
        required: ["code", "effect", "nextStep"],
        properties: {
          code: { type: "string", enum: REASON_ORDER },
          effect: { type: "string", enum: ["disables", "refuses", "explains"] },
          nextStep: text,
        },
      },
    },
  },
};

/** The operations of the console: signing in with a cookie, and what the caller may do. R007, R014 */
export const consoleOperations: readonly PublicOperation[] = [
  {
    ...CONSOLE,
    method: "post",
    operationId: "signInToConsole",
    summary: "Signs a person in with a browser; the session is a cookie that scripts cannot read",
    needsToken: false,
    body: {
      type: "object",
      required: ["userName", "password"],
      properties: {
        userName: credential,
        password: credential,
        tenant: { ...credential, default: DEFAULT_NAME },
      },
    },
    answers: { 201: session },
  },
  {
    ...CONSOLE,
    method: "get",
    operationId: "getConsoleSession",
    summary: "Reads the session of the browser",
    needsToken: true,
    answers: { 200: session },
  },
  {
    method: "post",
    path: "/console/session/confirm",
    operationId: "confirmConsoleSession",
    tag: "Console",
    summary: "Repeats the password, so that the session may make dangerous changes for ten minutes",
    needsToken: true,
    body: { type: "object", required: ["password"], properties: { password: credential } },
    answers: {
      200: {
        title: "SessionConfirmation",
        type: "object",
        required: ["confirmedUntil"],
        properties: { confirmedUntil: timeJson },
      },
    },
  },
  {
    ...CONSOLE,
    method: "delete",
    operationId: "signOutOfConsole",
    summary: "Ends the session of the browser",
    needsToken: true,
    answers: { 204: undefined },
  },
  {
    method: "get",
    path: "/console/events",
    operationId: "streamEvents",
    tag: "Console",
    summary: "Streams what has changed, as numbers by topic (text/event-stream); for sessions of browsers",
    needsToken: true,
    query: {
      topics: { ...text, description: `A list of ${TOPICS.join(", ")}.`, examples: ["users,seats"] },
    },
    answers: { 200: undefined },
  },
  {
    method: "post",
    path: "/console/setup",
    operationId: "setUpConsole",
    tag: "Console",
    summary: "Creates the first global administrator by the link of the first start, and signs in",
    needsToken: false,
    body: {
      type: "object",
      required: ["setupToken", "userName", "password"],
      properties: {
        setupToken: { ...credential, description: "What follows the # in the link." },
        userName: credential,
        password: credential,
        displayName: credential,
        email: credential,
      },
    },
    answers: { 201: session },
  },
  {
    method: "get",
    path: "/admin/v1/sessions",
    operationId: "listOwnSessions",
    tag: "Sessions",
    summary: "Lists the own sessions, newest first",
    needsToken: true,
    answers: { 200: listSchema(Type.Unsafe(ownSession)) },
  },
  {
    method: "delete",
    path: "/admin/v1/sessions",
    operationId: "endOwnSessions",
    tag: "Sessions",
    summary: "Ends all own sessions, this one too",
    needsToken: true,
    answers: { 204: undefined },
  },
  {
    method: "delete",
    path: "/admin/v1/sessions/{id}",
    operationId: "endOwnSession",
    tag: "Sessions",
    summary: "Ends one of the own sessions",
    needsToken: true,
    answers: { 204: undefined },
  },
  {
    method: "get",
    path: "/portal/v1/access",
    operationId: "getOwnAccess",
    tag: "Portal",
    summary: "Tells which instances one may use oneself, and what is missing for the others",
    needsToken: true,
    answers: { 200: listSchema(Type.Unsafe(ownAccess)) },
  },
  {
    method: "get",
    path: "/admin/v1/me",
    operationId: "getCaller",
    tag: "Sessions",
    summary: "Tells who the caller is and what they may do; for tokens and for people who signed in",
    needsToken: true,
    answers: {
      200: {
        title: "Caller",
        type: "object",
        required: ["actor", "roles", "actions", "tenant", "features"],
        properties: {
          actor: {
            type: "object",
            required: ["kind", "id"],
            properties: { kind: { type: "string", enum: ["account", "token"] }, id: text, name: text },
          },
          user,
          roles,
          actions,
          tenant: text,
          features: {
            type: "object",
            required: ["scimUrl", "tokenUrl"],
            description: "Where providers reach this server.",
            properties: { scimUrl: text, tokenUrl: text },
          },
        },
      },
    },
  },
];
