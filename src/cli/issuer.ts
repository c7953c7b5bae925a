import { setTimeout as sleep } from "node:timers/promises";
import { TOKEN_CACHE_LIFETIME } from "../auth/token-cache.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { sentenceOf, spaced, textAt } from "./answer-text.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";
import { ALGORITHM_OPTION, SCOPE_OPTION } from "./values.js";

/** `usher issuer …`: trusted issuers of signed tokens. */
export const issuerCommands: readonly Command[] = [
  operationCommand({
    name: "issuer add",
    summary: "Trust signed tokens of an issuer",
    operation: "addTrustedIssuer",
    operands: { ISSUER: "issuer" },
    options: {
      audience: { value: "AUD", doc: "the audience that the tokens must have", required: true },
      subject: { value: "SUB", doc: "the subject that the tokens must have; any if not given" },
      "jwks-url": { value: "URL", doc: "where the issuer publishes its keys", required: true },
      connection: {
        value: "NAME",
        doc: `the connection for whose API the tokens count; '${DEFAULT_NAME}' if not given`,
      },
      client: {
        value: "CLIENT_ID",
        doc: "the OAuth client that the tokens prove instead",
        fills: "clientId",
      },
      ...ALGORITHM_OPTION,
      scope: { ...SCOPE_OPTION.scope, doc: `${SCOPE_OPTION.scope.doc}; 'scim' if not given` },
    },
    line: "Trusted issuer {id}",
  }),
  operationCommand({
    name: "issuer list",
    summary: "List the issuers that a tenant trusts",
    operation: "listTrustedIssuers",
    columns: {
      id: "id",
      issuer: "issuer",
      audience: "audience",
      subject: (issuer) => textAt(issuer, "subject") || "(any)",
      for: (issuer) =>
        sentenceOf(issuer["clientId"] === undefined ? "{connection}" : "client {clientId}", issuer),
      scopes: spaced("scopes"),
    },
  }),
  operationCommand({
    name: "issuer remove",
    summary: "Stop trusting an issuer; returns when no server accepts its tokens any longer",
    operation: "removeTrustedIssuer",
    operands: { ID: "id" },
    wait: () => sleep(TOKEN_CACHE_LIFETIME),
    json: (_, { id }) => ({ id, removed: true }),
    line: "Removed issuer {id}",
  }),
];
