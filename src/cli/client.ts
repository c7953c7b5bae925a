import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_CACHE_LIFETIME } from "../auth/token-cache.js";
import { AppError } from "../errors.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { objectsAt, sentenceOf, spaced, textAt } from "./answer-text.js";
import { listOperation } from "./call-operation.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";
import { ALGORITHM_OPTION, EXPIRES_OPTION, readJsonFile, readMinutes, SCOPE_OPTION } from "./values.js";

/** `usher client …`: clients of the token endpoint. */
export const clientCommands: readonly Command[] = [
  operationCommand({
    name: "client add",
    summary: "Add an OAuth client and show its secret once",
    operation: "addOAuthClient",
    options: {
      connection: { value: "NAME", doc: "the connection", default: DEFAULT_NAME },
      id: { value: "CLIENT_ID", doc: "the id that it uses; generated if not given", fills: "clientId" },
      "token-lifetime": {
        value: "MINUTES",
        doc: "how long its tokens live, 60 to 360; 60 if not given",
        read: readMinutes,
        fills: "tokenMinutes",
      },
      "without-secret": { doc: "it signs assertions, or a trusted issuer does" },
      jwks: {
        value: "FILE",
        doc: "its public keys as a JWK Set; it gets no secret then",
        read: readJsonFile,
      },
      "jwks-url": { value: "URL", doc: "where it publishes its keys; it gets no secret then" },
      ...ALGORITHM_OPTION,
      scope: { ...SCOPE_OPTION.scope, default: ["scim"] },
      expires: { ...EXPIRES_OPTION.expires, fills: "secretExpiresAt" },
    },
    line: "Added client {clientId}[; its secret, shown this once:\n{secret}]",
  }),
  operationCommand({
    name: "client list",
    summary: "List a tenant's OAuth clients and the ids of their secrets",
    operation: "listOAuthClients",
    columns: {
      "client id": "clientId",
      connection: "connection",
      scopes: spaced("scopes"),
      minutes: "tokenMinutes",
      keys: (client) => textAt(client, "jwksUrl") || (client["jwks"] === undefined ? "" : "registered"),
      secrets: (client) =>
        objectsAt(client, "secrets")
          .map((secret) => sentenceOf("{id}[ until {expiresAt}]", secret))
          .join(", "),
    },
  }),
  operationCommand({
    name: "client add-secret",
    summary: "Give a client a second secret and show it once",
    operation: "addClientSecret",
    operands: { CLIENT_ID: "clientId" },
    options: EXPIRES_OPTION,
    line: "Added secret {id}, shown this once:\n{secret}",
  }),
  operationCommand({
    name: "client revoke-secret",
    summary:
      "Revoke a secret and the tokens that were issued for it; returns when no server accepts them any longer",
    operation: "revokeClientSecret",
    operands: { SECRET_ID: "secretId" },
    async members({ operand: id }, ctx) {
      const clients = await listOperation(ctx, "listOAuthClients", {}, Infinity);
      const owner = clients.find((client) =>
        objectsAt(client, "secrets").some((secret) => secret["id"] === id),
      );
      if (owner !== undefined) return { clientId: owner["clientId"] };
      throw new AppError("notFound", `The tenant has no client secret with the id '${id.slice(0, 60)}'`);
    },
    wait: () => sleep(TOKEN_CACHE_LIFETIME),
    json: (_, { secretId }) => ({ id: secretId, revoked: true }),
    line: "Revoked secret {secretId}",
  }),
  operationCommand({
    name: "client remove",
    summary: "Remove a client and its tokens; returns when no server accepts them any longer",
    operation: "removeOAuthClient",
    operands: { CLIENT_ID: "clientId" },
    wait: () => sleep(TOKEN_CACHE_LIFETIME),
    json: (_, { clientId }) => ({ clientId, removed: true }),
    line: "Removed client {clientId}",
  }),
];
