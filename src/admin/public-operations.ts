import { ADMINISTRATOR_ROLES } from "../access/administrator-roles.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { JsonSchema } from "./json-schema.js";
import { licensesOfUserJson, userJson } from "./scim-schema.js";
import { timeJson } from "./times.js";

/**
 * An operation that is not an administrator's action and therefore not an `AdminRoute`: those of people who sign in,
 * and of programs.
 */
export interface PublicOperation {
  readonly method: "get" | "post" | "delete";
  /** The path from the root of the server. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  /** Whether it needs a token: a session token, or one with the scope that the summary names. */
  readonly needsToken: boolean;
  /** The query parameters; each schema is of a string. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  readonly body?: JsonSchema;
  readonly answers: Readonly<Record<number, JsonSchema | undefined>>;
}

const text = { type: "string", maxLength: 1024 };
const tenant = { ...text, default: DEFAULT_NAME };
const roles = { type: "array", items: { type: "string", enum: ADMINISTRATOR_ROLES } };

/** The operations beside the routes: signing in and out, and the own account. R007, R014 */
export const publicOperations: readonly PublicOperation[] = [
  {
    method: "post",
    path: "/admin/v1/sessions",
    operationId: "signIn",
    tag: "Sessions",
    summary:
      "Signs a person in; the token is sent as any other and holds the administrator roles of the user",
    needsToken: false,
    body: {
      type: "object",
      required: ["userName", "password"],
      properties: { userName: text, password: text, tenant },
    },
    answers: {
      201: {
        title: "Session",
        type: "object",
        required: ["token", "expiresAt", "roles"],
        properties: { token: { type: "string" }, expiresAt: timeJson, roles },
      },
    },
  },
  {
    method: "post",
    path: "/admin/v1/sessions/password",
    operationId: "changeOwnPassword",
    tag: "Sessions",
    summary: "Changes the own password, a temporary one too; every session of the user ends",
    needsToken: false,
    body: {
      type: "object",
      required: ["userName", "oldPassword", "newPassword"],
      properties: { userName: text, oldPassword: text, newPassword: text, tenant },
    },
    answers: { 204: undefined },
  },
  {
    method: "delete",
    path: "/admin/v1/sessions/current",
    operationId: "signOut",
    tag: "Sessions",
    summary: "Ends the session of the token",
    needsToken: true,
    answers: { 204: undefined },
  },
  {
    method: "get",
    path: "/portal/v1/me",
    operationId: "getOwnAccount",
    tag: "Portal",
    summary: "Reads the own account, with its licenses and administrator roles",
    needsToken: true,
    answers: {
      200: {
        title: "OwnAccount",
        type: "object",
        required: ["user", "licenses", "administratorRoles", "service"],
        properties: {
          user: userJson,
          licenses: licensesOfUserJson,
          administratorRoles: roles,
          service: {
            type: "object",
            required: ["name"],
            properties: { name: { type: "string" }, tenant: { type: "string" } },
          },
        },
      },
    },
  },
];
