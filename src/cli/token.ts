import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_CACHE_LIFETIME } from "../auth/token-cache.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { type Answer, spaced } from "./answer-text.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";
import { EXPIRES_OPTION, SCOPE_OPTION } from "./values.js";

/** `usher token …`. */
export const tokenCommands: readonly Command[] = [
  operationCommand({
    name: "token create",
    summary: "Create a token and show it once",
    operation: "createToken",
    options: {
      connection: { value: "NAME", doc: "the connection", default: DEFAULT_NAME },
      name: { value: "TEXT", doc: "its purpose, which 'usher token list' shows", default: "unnamed" },
      scope: { ...SCOPE_OPTION.scope, default: ["scim"] },
      ...EXPIRES_OPTION,
      user: { value: "ID", doc: "the user whom /Me means", fills: "userId" },
    },
    line: "Created token {id}, shown this once:\n{secret}",
  }),
  operationCommand({
    name: "token list",
    summary: "List a tenant's tokens; their secrets are not kept",
    operation: "listTokens",
    columns: {
      id: "id",
      connection: "connection",
      name: "name",
      scopes: spaced("scopes"),
      state: stateOf,
      expires: "expiresAt",
      "last used": "lastUsedAt",
    },
  }),
  operationCommand({
    name: "token revoke",
    summary: "Revoke a token; returns when no server accepts it any longer",
    operation: "revokeToken",
    operands: { ID: "id" },
    wait: () => sleep(TOKEN_CACHE_LIFETIME),
    json: (_, { id }) => ({ id, revoked: true }),
    line: "Revoked token {id}",
  }),
];

function stateOf({ revokedAt, expiresAt }: Answer): string {
  if (revokedAt !== undefined) return "revoked";
  return typeof expiresAt === "string" && Date.parse(expiresAt) <= Date.now() ? "expired" : "active";
}
