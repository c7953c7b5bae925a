import { listClientSecrets, type SecretInfo } from "../../auth/client-secrets.js";
import { listClients, type OAuthClient } from "../../auth/oauth-clients.js";
import { MINUTE } from "../../db/duration.js";
import { AppError } from "../../errors.js";
import { ALGORITHMS, type Algorithm } from "../../outbound/signed-token.js";
import type { Scope } from "../../tenants/connection.js";
import { getConnection } from "../../tenants/connections.js";
import {
  addClientSecret,
  addOAuthClient,
  removeOAuthClient,
  revokeClientSecret,
} from "../../use-cases/connections/oauth-clients.js";
import { DEFAULT_NAME } from "../../use-cases/tenants/bootstrap.js";
import { listSchema } from "../pages.js";
import { type AdminAnswer, type AdminCall, type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { readFuture, timeJson, toTime } from "../times.js";
import { scopesJson } from "./tokens.js";

const tag = "OAuth clients";
const text = { type: "string" };

/** How assertions and tokens may be signed. */
export const algorithmsJson: JsonSchema = {
  type: "array",
  items: { type: "string", enum: ALGORITHMS },
  uniqueItems: true,
  minItems: 1,
};

const minutes: JsonSchema = { type: "integer", description: "How long its tokens live: 60 to 360 minutes." };

const client: JsonSchema = {
  title: "OAuthClient",
  type: "object",
  required: ["clientId", "connection", "scopes", "tokenMinutes", "algorithms", "secrets", "createdAt"],
  properties: {
    clientId: text,
    connection: text,
    scopes: scopesJson,
    tokenMinutes: minutes,
    algorithms: algorithmsJson,
    jwks: { type: "object" },
    jwksUrl: text,
    secrets: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "createdAt"],
        properties: { id: text, createdAt: timeJson, expiresAt: timeJson },
      },
    },
    createdAt: timeJson,
  },
};

const secretOnce = { type: "string", description: "Shown this once." };

function toView(found: OAuthClient, secrets: readonly SecretInfo[]): object {
  const { clientId, connection, scopes, tokenLifetime, algorithms, jwks, jwksUrl, createdAt } = found;
  return {
    clientId,
    connection,
    scopes,
    tokenMinutes: tokenLifetime / MINUTE,
    algorithms,
    jwks,
    jwksUrl,
    secrets: secrets
      .filter((secret) => secret.clientId === clientId)
      .map(({ id, createdAt: at, expiresAt }) => ({
        id,
        createdAt: toTime(at),
        expiresAt: toTime(expiresAt),
      })),
    createdAt: toTime(createdAt),
  };
}

async function add({ ctx, body }: AdminCall): Promise<AdminAnswer> {
  const { connection = DEFAULT_NAME, ...wanted } = body as {
    connection?: string;
    clientId?: string;
    scopes?: readonly Scope[];
    tokenMinutes?: number;
    algorithms?: readonly Algorithm[];
    jwks?: unknown;
    jwksUrl?: string;
    withoutSecret?: boolean;
    secretExpiresAt?: string;
  };
  const { clientId, scopes = ["scim"], tokenMinutes, algorithms, jwks, jwksUrl } = wanted;
  const { id: connectionId } = await getConnection(ctx.db.read, ctx.viewer.tenantId, connection);
  const tokenLifetime = tokenMinutes === undefined ? undefined : tokenMinutes * MINUTE;
  const isSigning = jwks !== undefined || jwksUrl !== undefined || wanted.withoutSecret === true;
  const expiresAt = readFuture("secretExpiresAt", wanted.secretExpiresAt, ctx.now());
  const added = await addOAuthClient(
    ctx,
    { connectionId, clientId, scopes, tokenLifetime, algorithms, jwks, jwksUrl },
    isSigning ? undefined : { expiresAt },
  );
  return { body: added };
}

/** Clients of the token endpoint. RFC 6749 */
export const oauthClientRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/oauth-clients",
    action: "manageServer",
    operationId: "listOAuthClients",
    tag,
    summary: "Lists the OAuth clients and the ids of their secrets",
    answers: { 200: listSchema(client) },
    async run({ ctx }) {
      const { tenantId } = ctx.viewer;
      const [clients, secrets] = await Promise.all([
        listClients(ctx.db.read, tenantId),
        listClientSecrets(ctx.db.read, tenantId),
      ]);
      return { body: { value: clients.map((found) => toView(found, secrets)) } };
    },
  }),
  adminRoute({
    method: "post",
    path: "/oauth-clients",
    action: "manageServer",
    operationId: "addOAuthClient",
    tag,
    summary: "Adds an OAuth client and shows its secret, this once",
    body: {
      type: "object",
      properties: {
        connection: { type: "string", default: DEFAULT_NAME },
        clientId: { type: "string", description: "What it calls itself; made up when left out." },
        scopes: scopesJson,
        tokenMinutes: minutes,
        algorithms: algorithmsJson,
        jwks: { type: "object", description: "Its public keys as a JWK Set; no secret then." },
        jwksUrl: { type: "string", description: "Where it publishes its keys; no secret then." },
        withoutSecret: { type: "boolean", description: "A trusted issuer signs for it." },
        secretExpiresAt: timeJson,
      },
    },
    answers: {
      201: {
        title: "NewOAuthClient",
        type: "object",
        required: ["clientId"],
        properties: { clientId: text, secretId: text, secret: secretOnce },
      },
    },
    run: add,
  }),
  adminRoute({
    method: "delete",
    path: "/oauth-clients/{clientId}",
    action: "manageServer",
    operationId: "removeOAuthClient",
    tag,
    summary: "Ends an OAuth client with its secrets and tokens",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await removeOAuthClient(ctx, params.clientId);
      ctx.services.forgetTokens();
      return {};
    },
  }),
  adminRoute({
    method: "post",
    path: "/oauth-clients/{clientId}/secrets",
    action: "manageServer",
    operationId: "addClientSecret",
    tag,
    summary: "Gives a client a second secret and shows it, this once",
    body: { type: "object", properties: { expiresAt: timeJson } },
    bodyOptional: true,
    answers: {
      201: {
        title: "NewClientSecret",
        type: "object",
        required: ["id", "secret"],
        properties: { id: text, secret: secretOnce },
      },
    },
    async run({ ctx, params, body = {} }) {
      const { expiresAt: wanted } = body as { expiresAt?: string };
      const expiresAt = readFuture("expiresAt", wanted, ctx.now());
      return { body: await addClientSecret(ctx, params.clientId, { expiresAt }) };
    },
  }),
  adminRoute({
    method: "delete",
    path: "/oauth-clients/{clientId}/secrets/{secretId}",
    action: "manageServer",
    operationId: "revokeClientSecret",
    tag,
    summary: "Ends a secret and the tokens that were given for it",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      const { clientId, secretId } = params;
      const secrets = await listClientSecrets(ctx.db.read, ctx.viewer.tenantId);
      if (!secrets.some((secret) => secret.id === secretId && secret.clientId === clientId)) {
        throw new AppError("notFound", "The client has no such secret");
      }
      await revokeClientSecret(ctx, secretId);
      ctx.services.forgetTokens();
      return {};
    },
  }),
];
